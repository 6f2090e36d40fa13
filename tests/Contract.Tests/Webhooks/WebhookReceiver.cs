using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Lightning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fulgurite.Contracts.Webhooks;

/// <summary>A merchant: its server, which takes whatever comes, and its calls of the native API.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private const string Webhook = "0f9619ff-8b86-4011-b42d-00c04fc964ff";

    private readonly Channel<Post> posts = Channel.CreateUnbounded<Post>();
    private readonly HttpClient client = new();
    private readonly WebApplication server;

    private WebhookReceiver(WebApplication server) => this.server = server;

    public static async Task<WebhookReceiver> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var receiver = new WebhookReceiver(builder.Build());
        receiver.server.Map("/{**path}", receiver.Take);
        await receiver.server.StartAsync();
        return receiver;
    }

    /// <summary>Registers itself for what becomes of receives and sends; its secret.</summary>
    public async Task<string> Register(SandboxProduct product, string scheme)
    {
        var answer = await Call(product, HttpMethod.Post, "webhooks", new JsonObject
        {
            ["id"] = Webhook,
            ["url"] = server.Urls.First(),
            ["name"] = "receiver",
            ["events"] = new JsonArray(
                new JsonObject { ["receive"] = new JsonArray("generated", "completed") },
                new JsonObject { ["send"] = new JsonArray("succeeded", "failed") },
                new JsonObject { ["line_of_credit"] = new JsonArray("limit_nearly_reached", "disabled", "enabled") }),
            ["scheme"] = scheme,
        });
        return answer["shared_secret"]!.GetValue<string>();
    }

    /// <summary>Has its secret rotated.</summary>
    public Task Rotate(SandboxProduct product) => Call(product, HttpMethod.Post, $"webhooks/{Webhook}/keys", null);

    /// <summary>The event log.</summary>
    public Task<JsonNode> Events(SandboxProduct product, string query) =>
        Call(product, HttpMethod.Get, "events" + query, null);

    /// <summary>Takes a deposit, has it paid, and has everything that is due delivered.</summary>
    public async Task PayAnInvoice(SandboxProduct product)
    {
        using var merchant = new RecordingClient(product.Address, product.Facts);
        var taken = await merchant.Signed(
            "POST", "addresses/take", """{"currency":"BTCLN","foreign_id":"1","amount":0.0025}""");
        var invoice = taken["data"]!["address"]!.GetValue<string>();
        await product.CallBack();
        await merchant.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{invoice}}"}""");
        Assert.True(Bolt11Invoice.TryDecode(invoice, out var decoded, out _));
        await product.SettleAndCallBack(decoded.PaymentHash);
    }

    /// <summary>The next notice of an event; others before it are passed over.</summary>
    public async Task<Post> Next(string type)
    {
        while (true)
        {
            var post = await posts.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            if (post.Body.Contains($"\"{type}\"", StringComparison.Ordinal))
            {
                return post;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        posts.Writer.TryWrite(new Post(headers, await reader.ReadToEndAsync()));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Calls the native API, below the environment.</summary>
    public async Task<JsonNode> Call(SandboxProduct product, HttpMethod method, string path, JsonNode? body)
    {
        var facts = product.Facts;
        var below = $"/v1/organizations/{facts.OrganizationId}/environments/{facts.EnvironmentId}/{path}";
        using var request = new HttpRequestMessage(method, new Uri(product.Address, below));
        request.Headers.Add("X-Api-Key", facts.ApiKey);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString());
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    /// <summary>A notice as it came; names of headers in lower case.</summary>
    internal sealed record Post(IReadOnlyDictionary<string, string> Headers, string Body);
}
