using System.Net;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// The AlphaPo / CoinsPaid merchant API v2, for Lightning deposits (BTCLN): a client of theirs works with its base
/// address and keys changed. JSON in and out, signed both ways; see <see cref="AlphaPoGate"/>.
/// </summary>
internal static class AlphaPoApi
{
    /// <summary>The path that merchants' clients have built in.</summary>
    public const string BasePath = "/api/v2";

    private const string PingAnswer = "OK";

    private static readonly string[] Post = [HttpMethods.Post];

    // Pages of the contract disagree about these, and proxies drop the body of a GET: both are served.
    private static readonly string[] GetOrPost = [HttpMethods.Get, HttpMethods.Post];

    /// <summary>
    /// Adds the endpoints. The catch-all under <see cref="BasePath"/> matches last, so that other surfaces may have
    /// more specific routes there.
    /// </summary>
    /// <param name="endpoints">Where to add them.</param>
    /// <param name="engine">What they ask and do.</param>
    /// <param name="terms">Limits and fees of deposits.</param>
    /// <param name="callerAddress">Reads the caller's IP address, null where it is not known.</param>
    public static void Map(
        IEndpointRouteBuilder endpoints,
        AlphaPoEngine engine,
        AlphaPoTerms terms,
        Func<HttpContext, IPAddress?> callerAddress)
    {
        var group = endpoints.MapGroup(BasePath);
        var gate = new AlphaPoGate(engine, callerAddress);

        group.MapMethods("/ping", [HttpMethods.Get, HttpMethods.Head], Ping);
        MapCall(group, gate, "/currencies/list", GetOrPost, new ListCurrencies(terms).Answer);
        MapCall(group, gate, "/currencies/pairs", Post, new ListPairs(terms).Answer);
        MapCall(group, gate, "/currencies/rates", Post, new ListPairs(terms).Answer);
        MapCall(group, gate, "/accounts/list", Post, new ListAccounts(engine).Answer);
        MapCall(group, gate, "/addresses/take", Post, new TakeAddress(engine, terms).Answer);
        MapCall(group, gate, "/transactions/info", GetOrPost, new FindTransaction(engine).Answer);

        // The contract answers an unknown address without a key as a missing key: headers are checked before routing.
        group.Map("/{**path}", gate.Guard((_, _) => Task.FromResult(AlphaPoErrors.UnknownAddress)));
    }

    private static void MapCall(
        RouteGroupBuilder group, AlphaPoGate gate, string path, string[] methods, AlphaPoCallHandler handler)
    {
        group.MapMethods(path, methods, gate.Guard(handler));

        // Without a method of its own this one is chosen only when the methods above do not match.
        group.Map(path, gate.Guard((_, _) => Task.FromResult(AlphaPoErrors.WrongMethod(methods))));
    }

    // Needs no authentication, and does not refuse headers that a client sends anyway.
    private static Task Ping(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = PingAnswer.Length;
        return context.Response.WriteAsync(PingAnswer, context.RequestAborted);
    }
}
