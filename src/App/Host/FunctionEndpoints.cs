namespace Fulgurite.App.Host;

/// <summary>Maps what the Functions host posts to.</summary>
internal static class FunctionEndpoints
{
    /// <summary>
    /// Maps <c>POST /{name}</c> for every function of the table. A request that did not come through the host's door is
    /// answered 404, as if there were no such path.
    /// </summary>
    public static void MapFunctions(
        this IEndpointRouteBuilder endpoints, FunctionTable table, FunctionHostOptions options)
    {
        var invoker = new FunctionInvoker(options, endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>());
        foreach (var function in table.All)
        {
            endpoints.MapPost($"/{function.Name}", context => invoker.Invoke(function, context));

            // Other methods: 405 would tell that there is such a path.
            endpoints.Map($"/{function.Name}", NotFound);
        }
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
