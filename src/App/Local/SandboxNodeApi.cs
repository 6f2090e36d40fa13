using Fulgurite.Sandbox.Network;

namespace Fulgurite.App.Local;

/// <summary>
/// <c>GET /sandbox/node</c> and <c>GET /sandbox/node/payments</c>: the invoices and the payments of the sandbox's node,
/// a line each as in its logs, for <c>verify</c> beside a run that holds the logs.
/// </summary>
internal static class SandboxNodeApi
{
    /// <summary>Where the invoices are.</summary>
    public const string Path = "/sandbox/node";

    /// <summary>Where the payments are.</summary>
    public const string PaymentsPath = "/sandbox/node/payments";

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, SandboxNetwork sandbox)
    {
        endpoints.MapGet(Path, context => Write(context, sandbox.Node.Lines()));
        endpoints.MapGet(PaymentsPath, context => Write(context, sandbox.Paying.Lines()));
    }

    private static async Task Write(HttpContext context, IReadOnlyList<byte[]> lines)
    {
        context.Response.ContentType = "application/x-ndjson";
        foreach (var line in lines)
        {
            await context.Response.Body.WriteAsync(line, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        }
    }
}
