namespace Fulgurite.App.Host;

/// <summary>
/// The first middleware: makes a request that came through the Functions host look like one that did not. It stands
/// before logging, tracing, routing and every handler.
/// </summary>
internal static class InboundHttp
{
    private const string HostHeaderPrefix = "X-Azure-Functions-";
    private const string InvocationIdHeader = HostHeaderPrefix + "InvocationId";
    private const string FunctionKeyHeader = "x-functions-key";
    private const string FunctionKeyParameter = "code";

    /// <summary>
    /// Answers <c>GET /</c> with a constant, and strips what belongs to the host from all other requests: headers that
    /// a client could have forged, and the function key, which would end up in logs.
    /// </summary>
    public static void UseFunctionsHost(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (IsReadinessProbe(context.Request))
        {
            return context.Response.WriteAsync("fulgurite");
        }

        KeepInvocationId(context);
        StripHeaders(context.Request.Headers);
        context.Request.QueryString = WithoutFunctionKey(context.Request.QueryString);
        return next(context);
    });

    // Sent every 25 ms until the first answer, and again whenever the front end asks for the load: it must be cheap
    // and need nothing that has to be initialised. A browser, which says that it wants HTML, is somebody else.
    private static bool IsReadinessProbe(HttpRequest request) =>
        request.Path == "/"
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    // The host's id, if any, is the last value: forwarding appends to what the client sent, proxying overwrites it. It
    // only joins our log lines with the host's, so a client that reaches us without a host gains nothing by setting it.
    private static void KeepInvocationId(HttpContext context)
    {
        var last = context.Request.Headers[InvocationIdHeader].ToString().Split(',')[^1];
        if (Guid.TryParse(last, out var id))
        {
            context.TraceIdentifier = id.ToString();
        }
    }

    private static void StripHeaders(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(BelongsToTheHost).ToList())
        {
            headers.Remove(name);
        }
    }

    private static bool BelongsToTheHost(string header) =>
        header.StartsWith(HostHeaderPrefix, StringComparison.OrdinalIgnoreCase)
        || header.Equals(FunctionKeyHeader, StringComparison.OrdinalIgnoreCase);

    // The other parameters keep their bytes and order.
    private static QueryString WithoutFunctionKey(QueryString query)
    {
        if (!query.HasValue)
        {
            return query;
        }

        var kept = query.Value[1..].Split('&').Where(parameter => !IsFunctionKey(parameter)).ToList();
        return kept.Count == 0 ? QueryString.Empty : new QueryString("?" + string.Join('&', kept));
    }

    private static bool IsFunctionKey(string parameter) =>
        Uri.UnescapeDataString(parameter.Split('=')[0])
            .Equals(FunctionKeyParameter, StringComparison.OrdinalIgnoreCase);
}
