using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Contracts.Secrets;

/// <summary>
/// Stands in for Key Vault on local HTTPS: challenges a request without a token, keeps versions, fails when told.
/// </summary>
internal sealed class LocalVault : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, string> values = new();
    private int reads;

    private LocalVault(WebApplication app) => this.app = app;

    public int Reads => reads;

    public bool IsDown { get; set; }

    /// <summary>What a reading waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public string? this[string name]
    {
        get => values.GetValueOrDefault(name);
        set => values[name] = value!;
    }

    public static async Task<LocalVault> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(Certificate())));
        var vault = new LocalVault(builder.Build());
        vault.app.Run(vault.Answer);
        await vault.app.StartAsync();
        return vault;
    }

    public SecretClient Client()
    {
        // The certificate is this test's own.
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        var options = new SecretClientOptions
        {
            DisableChallengeResourceVerification = true,
            Transport = new HttpClientTransport(new HttpClient(handler)),
            Retry = { MaxRetries = 0 },
        };
        return new SecretClient(new Uri(app.Urls.Single()), new LocalCredential(), options);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        if (context.Request.Headers.Authorization.ToString() != "Bearer local-token")
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.microsoftonline.com/"
                + "00000000-0000-0000-0000-000000000001\", resource=\"https://vault.azure.net\"";
            return;
        }

        var name = context.Request.Path.Value!.Split('/')[2];
        if (context.Request.Method == "PUT")
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            values[name] = body.RootElement.GetProperty("value").GetString()!;
        }
        else
        {
            Interlocked.Increment(ref reads);
            await Gate;
        }

        await Tell(context, name);
    }

    private async Task Tell(HttpContext context, string name)
    {
        context.Response.ContentType = "application/json";
        var (status, body) = (IsDown, values.TryGetValue(name, out var value)) switch
        {
            (true, _) => (503, """{"error":{"code":"ServiceUnavailable","message":"down"}}"""),
            (_, false) => (404, """{"error":{"code":"SecretNotFound","message":"none"}}"""),
            _ => (200, $$"""{"value":"{{value}}","id":"https://localhost/secrets/{{name}}/1","attributes":{} }"""),
        };
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    private sealed class LocalCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancel) =>
            new("local-token", DateTimeOffset.UtcNow.AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext context, CancellationToken cancel) =>
            new(GetToken(context, cancel));
    }
}
