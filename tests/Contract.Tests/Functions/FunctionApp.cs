using System.Net;
using Fulgurite.App.Host;
using Fulgurite.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Contracts.Functions;

/// <summary>The smallest app with the trigger endpoints, on a public and a trigger port of a real Kestrel.</summary>
internal sealed class FunctionApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private FunctionApp(WebApplication app, CapturedLog log)
    {
        this.app = app;
        Log = log;
        Public = Client(app.Urls.First());
        Trigger = Client(app.Urls.Last());
    }

    public static MessageSeal Seal { get; } = new([.. Enumerable.Range(0, 32).Select(number => (byte)number)]);

    public CapturedLog Log { get; }

    public HttpClient Public { get; }

    public HttpClient Trigger { get; }

    public static async Task<FunctionApp> Start(
        Action<FunctionTable> register, TimeProvider? clock = null, FunctionLimits? limits = null)
    {
        var log = new CapturedLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });

        var app = builder.Build();
        var table = new FunctionTable();
        register(table);
        app.UseFunctionsHost();
        app.UseRouting();
        app.MapFunctions(table, new FunctionHostOptions(
            context => TriggerDoor.OnLoopbackPort(new Uri(app.Urls.Last()).Port)(context),
            _ => Task.FromResult(Seal),
            limits ?? FunctionLimits.OfHostJson,
            clock ?? TimeProvider.System));
        app.MapFallback(Echo);
        await app.StartAsync();
        return new FunctionApp(app, log);
    }

    public Task<HttpResponseMessage> PostGolden(string function, string golden) =>
        Trigger.PostAsync("/" + function, new ByteArrayContent(Golden.Bytes(golden)));

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Trigger.Dispose();
        await app.DisposeAsync();
    }

    // What a handler of an HTTP surface sees.
    private static async Task Echo(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.Select(header => $"{header.Key}: {header.Value}");
        await context.Response.WriteAsync(string.Join('\n', [
            context.Request.Method + " " + context.Request.Path + context.Request.QueryString,
            .. headers,
            "body=" + await body.ReadToEndAsync(),
        ]));
    }

    private static HttpClient Client(string address) => new() { BaseAddress = new Uri(address) };
}
