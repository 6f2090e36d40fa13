using System.Text.Json.Nodes;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>The calls for webhooks, their deliveries and the event log.</summary>
public sealed partial class OpenApiAnswersTests
{
    private const string Webhook = "0f9619ff-8b86-4011-b42d-00c04fc964ff";
    private const string Signed = "1f9619ff-8b86-4011-b42d-00c04fc964ff";
    private const string NoWebhook = "2f9619ff-8b86-4011-b42d-00c04fc964ff";
    private const string Tested = "3f9619ff-8b86-4011-b42d-00c04fc964ff";
    private const string One = "webhooks/{webhook_id}";
    private const string Delivery = One + "/deliveries/{delivery_id}";

    // What needs nothing but a webhook's id.
    private static readonly (string Method, string Path)[] OfWebhook =
    [
        ("GET", One), ("PATCH", One), ("DELETE", One), ("POST", One + "/start"), ("POST", One + "/stop"),
        ("POST", One + "/keys"), ("POST", One + "/test"), ("GET", One + "/deliveries"),
        ("GET", One + "/deliveries/summary"),
    ];

    private static readonly (string Method, string Path)[] OfDelivery =
        [("GET", Delivery), ("POST", Delivery + "/retry"), ("POST", Delivery + "/abandon")];

    private static async Task AskForWebhooks(RecordingClient client, SandboxProduct product)
    {
        await AskToRegister(client);
        await AskOfAWebhook(client, product);
        await AskWronglyOfWebhooks(client);
        await AskOfADelivery(client);
        foreach (var query in new[] { "", "?statuses=active&statuses[]=stopped", "?sort_key=name" })
        {
            await client.ListWebhooks(query);
        }

        await client.ListWebhooksBadly();
        foreach (var query in new[] { "?limit=1", "?types=receive.completed", "?limit=0", "?cursor=x" })
        {
            await client.Native("GET", "events", query);
        }

        await client.NativeBadly("GET", "events");
        await client.Webhooks("POST", One + "/keys", Signed);
        await client.Webhooks("POST", One + "/stop", Webhook);
        await client.Webhooks("POST", One + "/start", Webhook);
        await client.Webhooks("DELETE", One, Webhook);
        await client.Webhooks("GET", One, Webhook);
    }

    private static async Task AskToRegister(RecordingClient client)
    {
        await client.NativeBadly("POST", "webhooks");
        await client.Native("POST", "webhooks", sent: NewWebhook(Webhook, "https://x.example", "voltage"));
        await client.Native("POST", "webhooks", sent: NewWebhook(Webhook, "https://x.example", "voltage"));
        await client.Native("POST", "webhooks", sent: NewWebhook(Signed, "https://x.example", "alphapo"));
        await client.Native("POST", "webhooks", sent: NewWebhook(NoWebhook, "ftp://x.example", "voltage"));
        await client.Native("POST", "webhooks", sent: NewWebhook(NoWebhook, "https://x.example", "smoke"));
        foreach (var body in new[] { "not JSON", "[]", new(' ', 66_000) })
        {
            await client.Native("POST", "webhooks", sent: body);
        }

        await client.Native("POST", "webhooks");
    }

    private static async Task AskOfAWebhook(RecordingClient client, SandboxProduct product)
    {
        var test = $$"""
            {"delivery_id":"{{Tested}}","payload":{"type":"test","detail":{"event":"created","data":"hello"} } }
            """;
        await client.Webhooks("GET", One, Webhook);
        var changed = $$"""{"events":[],"url":"{{product.Address}}health/live"}""";
        await client.Webhooks("PATCH", One, Webhook, sent: changed);
        await client.Webhooks("POST", One + "/keys", Webhook);
        await client.Webhooks("POST", One + "/test", Webhook, sent: test);
        await client.Webhooks("POST", One + "/test", Webhook, sent: test);
        await client.Webhooks(
            "POST", One + "/test", Webhook, sent: test.Replace("hello", "goodbye", StringComparison.Ordinal));
        await product.CallBack();
        await client.Webhooks("GET", One + "/deliveries", Webhook);
        await client.Webhooks("GET", One + "/deliveries", Webhook, query: "?pagination=cursor&limit=1");
        await client.Webhooks("GET", One + "/deliveries/summary", Webhook, query: "?statuses=failed");
    }

    private static async Task AskWronglyOfWebhooks(RecordingClient client)
    {
        foreach (var (method, path) in OfWebhook)
        {
            var sent = method == "PATCH" ? """{"events":[]}"""
                : path.EndsWith("test", StringComparison.Ordinal)
                    ? $$"""{"delivery_id":"{{Tested}}","payload":{} }"""
                    : null;
            await client.Webhooks(method, path, NoWebhook, sent: sent);
            await client.WebhooksBadly(method, path);
        }

        foreach (var (method, path) in new[] { ("PATCH", One), ("POST", One + "/test") })
        {
            foreach (var body in new[] { "not JSON", "[]", new(' ', 66_000), null })
            {
                await client.Webhooks(method, path, Webhook, sent: body);
            }
        }

        await client.Webhooks("PATCH", One, Webhook, sent: """{"events":[{"send":"generated"}]}""");
        foreach (var query in new[] { "?limit=0", "?cursor=x", "?statuses=lost", "?sort_order=up" })
        {
            await client.Webhooks("GET", One + "/deliveries", Webhook, query: query);
        }

        await client.Webhooks("GET", One + "/deliveries/summary", Webhook, query: "?statuses=lost");
    }

    private static async Task AskOfADelivery(RecordingClient client)
    {
        foreach (var (method, path) in OfDelivery)
        {
            await client.Webhooks(method, path, Webhook, Tested);
            await client.Webhooks(method, path, Webhook, NoWebhook);
            await client.Webhooks(method, path, NoWebhook, Tested);
            await client.WebhooksBadly(method, path);
        }
    }

    private static async Task AskForWebhooksWithoutStorage(RecordingClient client)
    {
        await client.ListWebhooks("");
        await client.Native("POST", "webhooks");
        await client.Native("GET", "events");
        foreach (var (method, path) in OfWebhook.Concat(OfDelivery))
        {
            await client.Webhooks(method, path, Webhook, Tested);
        }
    }

    private static string NewWebhook(string id, string url, string scheme) => new JsonObject
    {
        ["id"] = id,
        ["url"] = url,
        ["name"] = "orders",
        ["events"] = new JsonArray(new JsonObject { ["receive"] = "completed" }),
        ["scheme"] = scheme,
    }.ToJsonString();
}
