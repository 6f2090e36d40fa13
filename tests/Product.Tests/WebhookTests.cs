using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>Webhooks as merchants' servers get them.</summary>
public sealed class WebhookTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private readonly RunningProduct product = fixture.Product;

    [Fact]
    public async Task An_endpoint_that_fails_is_tried_again_and_keeps_no_other_from_being_told()
    {
        using var failing = new MerchantServer(500, 503);
        using var prompt = new MerchantServer();
        var (broken, brokenSecret) = await Register("voltage", failing.Url);
        var (sound, soundSecret) = await Register("standard", prompt.Url);
        var taken = await product.Take("webhooks");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);

        var told = await prompt.Next();
        var (first, second) = (await failing.Next(), await failing.Next());
        Assert.Equal(first.Body, second.Body);
        AssertStandard(soundSecret, told);
        AssertVoltage(brokenSecret, broken, second);
        Assert.Equal("receive.completed", told.Json["type"]!.GetValue<string>());
        Assert.Equal("completed", second.Json["detail"]!["event"]!.GetValue<string>());
        Assert.Equal(
            told.Json["data"]!.ToJsonString(), second.Json["detail"]!["data"]!.ToJsonString());

        await Eventually.Holds("one delivery stands as delivered, one as tried", async () =>
            await Newest(sound) is { } delivered && delivered["status"]!.GetValue<string>() == "succeeded"
            && await Newest(broken) is { } tried && tried["attempt_count"]!.GetValue<int>() >= 2);
        var open = (await Newest(broken))!;
        Assert.Equal("attempting", open["status"]!.GetValue<string>());
        Assert.Equal("http_server_error", open["error_info"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_happened_while_a_consumer_was_away_is_read_from_its_cursor_once()
    {
        var before = await Events("");
        var taken = await product.Take("away");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        JsonNode? after = null;
        await Eventually.Holds("the log tells of it", async () =>
        {
            after = await Events($"?cursor={before["next_cursor"]}");
            return after["items"]!.AsArray().Count == 1;
        });

        Assert.Equal("receive.completed", after!["items"]![0]!["type"]!.GetValue<string>());
        Assert.Equal("completed", after["items"]![0]!["data"]!["status"]!.GetValue<string>());
        Assert.Empty((await Events($"?cursor={after["next_cursor"]}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_waits_for_a_withdrawn_receive_is_told_that_it_is_over()
    {
        using var server = new MerchantServer();
        await Register("voltage", server.Url, "expired");
        var before = await Events("");
        var id = Guid.NewGuid().ToString();
        (await product.Native(HttpMethod.Post, "/payments", new JsonObject
        {
            ["id"] = id,
            ["wallet_id"] = product.Facts.Wallet,
            ["currency"] = "btc",
            ["amount_msats"] = 21_000,
            ["payment_kind"] = "bolt11",
        }.ToJsonString())).With(202);

        (await product.Native(HttpMethod.Post, $"/payments/{id}/cancel")).With(202);

        var told = (await server.Next()).Json;
        Assert.Equal("expired", told["detail"]!["event"]!.GetValue<string>());
        Assert.Equal(id, told["detail"]!["data"]!["id"]!.GetValue<string>());
        Assert.Equal("expired", told["detail"]!["data"]!["status"]!.GetValue<string>());
        var logged = (await Events($"?cursor={before["next_cursor"]}&types=receive.expired"))["items"]!.AsArray();
        Assert.Equal(id, Assert.Single(logged)!["data"]!["id"]!.GetValue<string>());
    }

    // JSON writes this character with six bytes: the longest body that there can be.
    [Fact]
    public async Task The_longest_notes_are_told_whole()
    {
        using var server = new MerchantServer();
        await Register("voltage", server.Url);
        var notes = new JsonObject();
        for (var i = 0; i < 50; i++)
        {
            notes[$"{i:D2}{new string('\u007f', 254)}"] = new string('\u007f', 256);
        }

        var id = Guid.NewGuid().ToString();
        (await product.Native(HttpMethod.Post, "/payments", $$"""
            {"id":"{{id}}","wallet_id":"{{product.Facts.Wallet}}","payment_kind":"bolt11","amount_msats":21000,
            "metadata":{{Raw(notes)}}}
            """)).With(202);
        var request = (await product.Native(HttpMethod.Get, $"/payments/{id}")).With(200).Json["data"]!;
        (await product.Pay(request["payment_request"]!.GetValue<string>())).With(200);

        var told = await server.Next();
        Assert.InRange(told.Body.Length, 150_000, 262_144);
        Assert.True(JsonNode.DeepEquals(notes, told.Json["detail"]!["data"]!["metadata"]));
    }

    // As a client writes it that escapes no more than JSON asks for.
    private static string Raw(JsonObject notes) =>
        notes.ToJsonString().Replace("\\u007F", "\u007f", StringComparison.OrdinalIgnoreCase);

    private async Task<(string Id, string Secret)> Register(
        string scheme, string url, string receive = "completed")
    {
        var id = Guid.NewGuid().ToString();
        var answer = await product.Native(HttpMethod.Post, "/webhooks", new JsonObject
        {
            ["id"] = id,
            ["url"] = url,
            ["name"] = scheme,
            ["events"] = new JsonArray(new JsonObject { ["receive"] = receive }),
            ["scheme"] = scheme,
        }.ToJsonString());
        return (id, answer.With(202).Json["shared_secret"]!.GetValue<string>());
    }

    private async Task<JsonNode?> Newest(string webhook)
    {
        var page = await product.Native(HttpMethod.Get, $"/webhooks/{webhook}/deliveries?pagination=cursor");
        return page.With(200).Json["items"]!.AsArray().FirstOrDefault();
    }

    private async Task<JsonNode> Events(string query) =>
        (await product.Native(HttpMethod.Get, "/events" + query)).With(200).Json;

    // As the contract's receivers do: the secret's text is the key, and the time follows the body.
    private static void AssertVoltage(string secret, string webhook, ReceivedPost post)
    {
        byte[] signed = [.. post.Body, .. Encoding.ASCII.GetBytes("." + post.Header("x-voltage-timestamp"))];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        Assert.Equal(Convert.ToBase64String(mac), post.Header("x-voltage-signature"));
        Assert.Equal(webhook, post.Header("x-voltage-webhook-id"));
        Assert.Equal("receive.completed", post.Header("x-voltage-event"));
    }

    private static void AssertStandard(string secret, ReceivedPost post)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var named = $"{post.Header("webhook-id")}.{post.Header("webhook-timestamp")}.";
        byte[] signed = [.. Encoding.ASCII.GetBytes(named), .. post.Body];
        var signature = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        Assert.Equal(signature, post.Header("webhook-signature"));
    }
}
