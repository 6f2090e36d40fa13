using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Bench.Node;

/// <summary>A merchant's server: notes when the callback of a deposit came, and answers 200.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> arrivals = new();
    private readonly WebApplication server;

    private CallbackReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        server.Run(Receive);
    }

    /// <summary>Checks the signature of a body; set before the first callback.</summary>
    public Func<byte[], string> Sign { get; set; } = _ => "";

    /// <summary>Where callbacks go.</summary>
    public string Url => server.Urls.First() + "/callback";

    public static async Task<CallbackReceiver> Start()
    {
        var receiver = new CallbackReceiver();
        await receiver.server.StartAsync();
        return receiver;
    }

    /// <summary>When the callback of a foreign id came, in ticks of <see cref="Stopwatch"/>.</summary>
    public Task<long> Arrival(string foreignId) => Of(foreignId).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private TaskCompletionSource<long> Of(string foreignId) => arrivals.GetOrAdd(
        foreignId, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task Receive(HttpContext context)
    {
        var arrivedAt = Stopwatch.GetTimestamp();
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        if (context.Request.Headers["X-Processing-Signature"] != Sign(bytes))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var callback = JsonDocument.Parse(bytes);
        var address = callback.RootElement.GetProperty("crypto_address");
        Of(address.GetProperty("foreign_id").GetString()!).TrySetResult(arrivedAt);
    }
}
