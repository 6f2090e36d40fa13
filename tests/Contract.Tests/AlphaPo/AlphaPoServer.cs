using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.Money;
using Fulgurite.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Contracts.AlphaPo;

/// <summary>The surface on a real Kestrel, and a client that signs as merchants do.</summary>
internal sealed class AlphaPoServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;

    private AlphaPoServer(WebApplication app, EngineInMemory engine)
    {
        this.app = app;
        Engine = engine;
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>The terms of the tests: a fee of 0.8 %.</summary>
    public static AlphaPoTerms Terms { get; } =
        new(Msat.FromSats(1_000), AlphaPoTerms.LargestDeposit, new BasisPoints(80));

    public EngineInMemory Engine { get; }

    public Uri Address => client.BaseAddress!;

    public static async Task<AlphaPoServer> Start(IPAddress? callerAddress = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var engine = new EngineInMemory();
        AlphaPoApi.Map(
            app, engine.ToEngine(), Terms, context => callerAddress ?? context.Connection.RemoteIpAddress);
        await app.StartAsync();
        return new AlphaPoServer(app, engine);
    }

    /// <summary>A signed POST of JSON.</summary>
    public Task<AlphaPoReply> Post(string path, string body) => Post(path, Encoding.UTF8.GetBytes(body));

    /// <summary>A signed POST of bytes that are said to be JSON.</summary>
    public Task<AlphaPoReply> Post(string path, byte[] body) => Send(Signed(HttpMethod.Post, path, body));

    /// <summary>A request with both headers and, unless it has no body, the content type.</summary>
    public static HttpRequestMessage Signed(HttpMethod method, string path, byte[] body)
    {
        var request = new HttpRequestMessage(method, "/api/v2" + path);
        request.Headers.Add("X-Processing-Key", EngineInMemory.PublicKey);
        request.Headers.Add("X-Processing-Signature", Signature(body));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    /// <summary>The test merchant's signature.</summary>
    public static string Signature(byte[] body) => AlphaPoSignature.Sign(new SecretValue(EngineInMemory.Secret), body);

    public async Task<AlphaPoReply> Send(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await client.SendAsync(request);
            return new AlphaPoReply(
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.ToString(),
                await response.Content.ReadAsStringAsync(),
                string.Join(", ", response.Content.Headers.Allow));
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }
}
