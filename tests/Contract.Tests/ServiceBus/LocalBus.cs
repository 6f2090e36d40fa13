using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Contracts.ServiceBus;

/// <summary>Stands in for Service Bus's REST door: keeps each request, answers what it is told, at last 201.</summary>
internal sealed class LocalBus : IAsyncDisposable
{
    private readonly WebApplication app;

    private LocalBus(WebApplication app) => this.app = app;

    public ConcurrentQueue<Sent> Requests { get; } = new();

    /// <summary>What to answer first; 0 breaks the connection.</summary>
    public ConcurrentQueue<int> Failures { get; } = new();

    public Uri Endpoint => new(app.Urls.Single());

    public static async Task<LocalBus> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var bus = new LocalBus(builder.Build());
        bus.app.Run(bus.Answer);
        await bus.app.StartAsync();
        return bus;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Requests.Enqueue(new Sent(
            $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", headers, body.ToArray()));
        if (!Failures.TryDequeue(out var failure))
        {
            context.Response.StatusCode = 201;
            return;
        }

        if (failure == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = failure;
        await context.Response.WriteAsync(
            $"<Error><Code>{failure}</Code><Detail>text. TrackingId:abc-1_G0_B1, SystemTracker:ns</Detail></Error>");
    }

    internal sealed record Sent(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body);
}
