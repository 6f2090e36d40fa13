using Fulgurite.Sandbox.Network;

namespace Fulgurite.App.Local;

/// <summary>
/// <c>GET /sandbox/node</c>: the invoices of the sandbox's node, a line each as in its log, for <c>verify</c> beside a
/// run that holds the log.
/// </summary>
internal static class SandboxNodeApi
{
    /// <summary>Where it is.</summary>
    public const string Path = "/sandbox/node";

    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, SandboxNode node) => endpoints.MapGet(Path, async context =>
    {
        context.Response.ContentType = "application/x-ndjson";
        foreach (var line in node.Lines())
        {
            await context.Response.Body.WriteAsync(line, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        }
    });
}
