using System.Globalization;
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
        Signatures.MustBeStandard(told, soundSecret);
        Signatures.MustBeVoltage(second, brokenSecret, broken, "receive.completed");
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

    [Fact]
    public async Task The_sandbox_shows_its_own_inbox_webhooks_of_both_schemes()
    {
        var inbox = $"{product.Facts.BaseUrl}/sandbox/inbox";
        var (voltage, secret) = await Register("voltage", inbox);
        var (standard, _) = await Register("standard", inbox);
        var taken = await product.Take("webhooks-to-the-inbox");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);

        foreach (var webhook in new[] { voltage, standard })
        {
            await Eventually.Holds("it is delivered", async () =>
                await Newest(webhook) is { } delivery && delivery["status"]!.GetValue<string>() == "succeeded");
            (await product.Native(HttpMethod.Delete, $"/webhooks/{webhook}")).With(202);
        }

        var page = (await product.Get("/sandbox/inbox", "text/html")).With(200).Text;
        Assert.Contains("Scheme voltage", page, StringComparison.Ordinal);
        Assert.Contains("Scheme standard", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>receive.completed</bdi>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT verified", page, StringComparison.Ordinal);

        // What somebody else signs, and what is not of now.
        var now = TimeProvider.System.GetUtcNow();
        var old = now.AddHours(-1);
        Assert.Equal("The signature is not the body's.", await Post(inbox, voltage, "vltg_other", now));
        Assert.Equal("The timestamp is not of the last five minutes.", await Post(inbox, voltage, secret, old));
        var unknown = await Post(inbox, Guid.NewGuid().ToString(), secret, now);
        Assert.Equal("No webhook of this sandbox that is sent here signs so.", unknown);
    }

    // A webhook that says it is the product's; what the inbox has against it.
    private async Task<string> Post(string inbox, string webhook, string secret, DateTimeOffset at)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, inbox);
        var body = Encoding.UTF8.GetBytes("""{"type":"test","detail":{"event":"created","data":"hello"}}""");
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Content = new ByteArrayContent(body);
        request.Headers.Add("x-voltage-webhook-id", webhook);
        request.Headers.Add("x-voltage-timestamp", time);
        request.Headers.Add("x-voltage-signature", Signatures.Voltage(body, time, secret));
        return (await product.Send(request)).With(403).Text;
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
}
