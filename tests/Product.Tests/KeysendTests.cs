using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>A merchant pays nodes that asked for nothing, and its server is told how each payment ended.</summary>
public sealed class KeysendTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private const string Willing = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    private const string Unwilling = "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";
    private const string Holding = "02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9";
    private const long AmountMsat = 900_000;

    private readonly RunningProduct product = fixture.Product;

    [Fact]
    public async Task A_keysend_is_paid_and_both_schemes_tell_of_it()
    {
        using var server = new MerchantServer();
        using var other = new MerchantServer();
        var (webhook, secret) = await Register("voltage", server.Url);
        var (standard, standardSecret) = await Register("standard", other.Url);
        var before = await Funded("keysend-settles");

        var id = await Keysend(Willing);
        var (told, alsoTold) = (await server.Next(), await other.Next());
        var payment = await Payment(id);

        Signatures.MustBeVoltage(told, secret, webhook, "send.succeeded");
        Signatures.MustBeStandard(alsoTold, standardSecret);
        Assert.Equal(
            ("send", "succeeded"), (Text(told.Json, "type"), Text(told.Json["detail"]!, "event")));
        Assert.Equal("send.succeeded", Text(alsoTold.Json, "type"));
        MustBe(payment, told.Json["detail"]!["data"]!);
        MustBe(payment, alsoTold.Json["data"]!);
        Assert.Equal(("keysend", "completed"), (Text(payment, "type"), Text(payment, "status")));
        Assert.Equal(Willing, Text(payment["data"]!, "destination"));
        var proof = Assert.Single(payment["data"]!["outflows"]!.AsArray())!["data"]!;
        Assert.Equal(
            Text(proof, "payment_hash"),
            Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(Text(proof, "preimage")))));
        var fee = payment["data"]!["fee_msats"]!.GetValue<long>();
        Assert.Equal(before - ((AmountMsat + fee) / 1_000), await product.Balance());
        await Forget(webhook, standard);
    }

    [Fact]
    public async Task A_payee_that_takes_no_keysends_fails_it_and_the_hold_comes_back()
    {
        using var server = new MerchantServer();
        var (webhook, secret) = await Register("voltage", server.Url);
        var before = await Funded("keysend-fails");

        var id = await Keysend(Unwilling);
        var told = await server.Next();
        var payment = await Payment(id);

        Signatures.MustBeVoltage(told, secret, webhook, "send.failed");
        Assert.Equal(("send", "failed"), (Text(told.Json, "type"), Text(told.Json["detail"]!, "event")));
        MustBe(payment, told.Json["detail"]!["data"]!);
        Assert.Equal("failed", Text(payment, "status"));
        Assert.Equal(("send_failed", "rejected"), (Text(payment["error"]!, "type"), Text(payment["error"]!, "code")));
        Assert.Empty(payment["data"]!["outflows"]!.AsArray());
        Assert.Equal(before, await product.Balance());
        await Forget(webhook);
    }

    [Theory]
    [InlineData("settle", "completed", "send.succeeded")]
    [InlineData("fail", "failed", "send.failed")]
    public async Task A_keysend_that_is_held_is_told_of_when_it_is_over(string outcome, string status, string eventName)
    {
        using var server = new MerchantServer();
        var (webhook, secret) = await Register("voltage", server.Url);
        await Funded($"keysend-held-{outcome}");

        var id = await Keysend(Holding);
        await Eventually.Holds("it is held", async () => (await product.Post(
            "/sandbox/release", new JsonObject { ["keysends"] = true, ["outcome"] = outcome })).Status == 200);

        // Told by the node's stream, or else by the next look at it.
        await Eventually.Holds("it is over", async () => Text(await Payment(id), "status") == status, 90);
        var told = await server.Next();
        Signatures.MustBeVoltage(told, secret, webhook, eventName);
        MustBe(await Payment(id), told.Json["detail"]!["data"]!);
        Assert.Single(server.Received);
        await Forget(webhook);
    }

    [Fact]
    public async Task A_keysend_under_way_is_not_told_of()
    {
        using var server = new MerchantServer();
        var (webhook, _) = await Register("voltage", server.Url);
        await Funded("keysend-open");

        var open = await Keysend(Holding);
        var paid = await Keysend(Willing);

        Assert.Equal(paid, Text((await server.Next()).Json["detail"]!["data"]!, "id"));
        Assert.Equal("sending", Text(await Payment(open), "status"));
        Assert.Single(server.Received);
        await Forget(webhook);
        await Eventually.Holds("it is released", async () => (await product.Post(
            "/sandbox/release", new JsonObject { ["keysends"] = true })).Status == 200);
    }

    // What is told is the payment as whoever reads it then sees it.
    private static void MustBe(JsonNode payment, JsonNode told) =>
        Assert.True(JsonNode.DeepEquals(payment, told), $"{payment.ToJsonString()}\n{told.ToJsonString()}");

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    // The balance after a deposit.
    private async Task<long> Funded(string foreignId)
    {
        var taken = await product.Take(foreignId, "0.0001");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        await product.Credited(foreignId);
        return await product.Balance();
    }

    private async Task<string> Keysend(string destination)
    {
        var id = Guid.NewGuid().ToString();
        (await product.Native(HttpMethod.Post, "/payments", new JsonObject
        {
            ["id"] = id,
            ["wallet_id"] = product.Facts.Wallet,
            ["currency"] = "btc",
            ["type"] = "keysend",
            ["data"] = new JsonObject { ["destination"] = destination, ["amount_msats"] = AmountMsat },
        }.ToJsonString())).With(202);
        return id;
    }

    private async Task<JsonNode> Payment(string id) =>
        (await product.Native(HttpMethod.Get, $"/payments/{id}")).With(200).Json;

    private async Task<(string Id, string Secret)> Register(string scheme, string url)
    {
        var id = Guid.NewGuid().ToString();
        var answer = await product.Native(HttpMethod.Post, "/webhooks", new JsonObject
        {
            ["id"] = id,
            ["url"] = url,
            ["name"] = scheme,
            ["events"] = new JsonArray(new JsonObject { ["send"] = new JsonArray("succeeded", "failed") }),
            ["scheme"] = scheme,
        }.ToJsonString());
        return (id, answer.With(202).Json["shared_secret"]!.GetValue<string>());
    }

    private async Task Forget(params string[] webhooks)
    {
        foreach (var webhook in webhooks)
        {
            (await product.Native(HttpMethod.Delete, $"/webhooks/{webhook}")).With(202);
        }
    }
}
