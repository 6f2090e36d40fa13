using System.Security.Cryptography;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Sandbox.Network;
using static Fulgurite.Contracts.Sends.OnChainSendTests;

namespace Fulgurite.Contracts.Sends;

/// <summary>A merchant sends to nodes that asked for nothing.</summary>
public sealed class KeysendTests
{
    [Fact]
    public async Task Pays_a_node_and_shows_the_proof()
    {
        await using var merchant = await SendingMerchant.Start();

        var sent = await merchant.SendAndAdvance(
            "keysend",
            Data(more: ""","max_fee_msats":5000,"description":"boost","custom_records":{"7629169":"C0FFEE"}"""),
            ""","metadata":{"order":"7"}""");

        Assert.Equal(("keysend", "completed", "send"), (
            Text(sent, "type"), Status(sent), Text(sent, "direction")));
        Assert.Equal((SandboxPeers.Settles, "c0ffee", "boost"), (
            Text(sent, "data", "destination"),
            sent["data"]!["custom_records"]!["7629169"]!.GetValue<string>(),
            Text(sent, "data", "description")));
        Assert.Equal(("21000", "121", "5000", "7"), (
            Text(sent, "data", "amount_msats"),
            Text(sent, "data", "fee_msats"),
            Text(sent, "data", "max_fee_msats"),
            Text(sent, "metadata", "order")));
        var proof = Text(sent, "data", "outflows", "0", "data", "preimage");
        Assert.Equal(
            Text(sent, "data", "outflows", "0", "data", "payment_hash"),
            Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(proof))));
        Assert.Equal(1_000_000_000 - 21_121, await merchant.Available());
        var id = Text(sent, "id");
        foreach (var filter in new[] { "kind=keysend", "metadata[order]=7", "statuses[]=completed" })
        {
            var found = Assert.Single((await merchant.Get($"/payments?{filter}&direction=send"))["items"]!.AsArray());
            Assert.Equal(id, found!["id"]!.GetValue<string>());
        }

        Assert.Empty((await merchant.Get("/payments?kind=bolt11"))["items"]!.AsArray());
        var ledger = (await merchant.Wallet($"/ledger?payment_id={id}"))["items"]!.AsArray();
        Assert.Equal(["captured", "held"], ledger.Select(line => line!["type"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task Says_nothing_of_the_preimage_before_the_payee_has_it()
    {
        await using var merchant = await SendingMerchant.Start();
        var (id, engine) = (Guid.NewGuid(), merchant.Product.Engine);
        await merchant.Send("keysend", Data(SandboxPeers.Holds), id);
        var looking = merchant.Product.Send();
        WalletId.TryParse(merchant.Product.Facts.WalletId, out var wallet);
        var hash = (await engine.Payments.ById(wallet, new PaymentId(id), CancellationToken.None))!.Hash;
        await Eventually.Holds(() => merchant.Product.Paying.TrackPayment(hash, default).Result is not null);

        var sent = await merchant.Read(id);
        Assert.Equal("sending", Status(sent));
        Assert.Empty(sent["data"]!["outflows"]!.AsArray());
        Assert.DoesNotContain("preimage", sent.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1_000_000_000 - 22_000, await merchant.Available());
        Assert.Equal("settled", Text(await merchant.Sandbox("/sandbox/release", """{"keysends":true}"""), "status"));
        await looking;
        Assert.Equal("completed", Status(await merchant.Read(id)));
    }

    [Fact]
    public async Task A_payee_that_takes_none_leaves_the_money_where_it_is()
    {
        await using var merchant = await SendingMerchant.Start();

        var refused = await merchant.SendAndAdvance("keysend", Data(SandboxPeers.Fails));
        var lost = await merchant.SendAndAdvance("keysend", Data(Nobody()));

        Assert.Equal(("failed", "rejected"), (Status(refused), Text(refused, "error", "code")));
        Assert.Equal(("failed", "no_route"), (Status(lost), Text(lost, "error", "code")));
        Assert.Equal(1_000_000_000, await merchant.Available());
        var history = await merchant.Get($"/payments/{Text(lost, "id")}/history");
        Assert.Equal(["sending", "failed"], history["events"]!.AsArray().Select(e => Text(e!, "event_type")));
    }

    [Fact]
    public async Task One_that_the_wallet_does_not_cover_is_kept_as_failed()
    {
        await using var merchant = await SendingMerchant.Start(sats: 1_000);

        var sent = await merchant.SendAndAdvance(
            "keysend", $$"""{"destination":"{{SandboxPeers.Settles}}","amount_sats":1000}""");

        Assert.Equal(("failed", "insufficient_funds"), (Status(sent), Text(sent, "error", "code")));
        Assert.Equal(1_000_000, await merchant.Available());
    }

    [Fact]
    public async Task The_same_request_once_more_is_one_keysend()
    {
        await using var merchant = await SendingMerchant.Start();
        var id = Guid.NewGuid();

        Assert.Equal(202, (await merchant.Send("keysend", Data(), id, "order 1")).Status);
        Assert.Equal(202, (await merchant.Send("keysend", Data(), id, "order 1")).Status);
        Assert.Equal(409, (await merchant.Send("keysend", Data(), id)).Status);
        foreach (var other in new[]
        {
            Data(SandboxPeers.Fails), Data(more: ""","custom_records":{"65536":""}"""),
            Data(more: ""","max_fee_msats":7"""), Data(more: ",\"description\":\"x\""),
        })
        {
            Assert.Equal(409, (await merchant.Send("keysend", other, id, "order 1")).Status);
        }

        Assert.Equal(422, (await merchant.Send("keysend", Data(), Guid.NewGuid(), "order 1")).Status);
        await merchant.Product.Send();
        Assert.Equal(1_000_000_000 - 21_121, await merchant.Available());
    }

    [Theory]
    [InlineData("""{"amount_msats":1}""", "missing_address", "required")]
    [InlineData("""{"destination":" ","amount_msats":1}""", "missing_address", "required")]
    [InlineData("""{"destination":"02","amount_msats":1}""", "invalid_address", null)]
    [InlineData("""{"destination":"OFF_CURVE","amount_msats":1}""", "invalid_address", null)]
    [InlineData("""{"destination":"OWN","amount_msats":1}""", "invalid_payment", null)]
    [InlineData("""{"destination":"PEER"}""", "amount_required", "required")]
    [InlineData("""{"destination":"PEER","amount_msats":0}""", "invalid_amount", "below_minimum")]
    [InlineData("""{"destination":"PEER","amount_msats":2100000000000000001}""", "invalid_amount", null)]
    [InlineData("""{"destination":"PEER","amount_msats":2100000000000000000}""", "invalid_amount", null)]
    [InlineData("""{"destination":"PEER","amount_msats":1,"max_fee_msats":-1}""", "invalid_max_fee", "below_minimum")]
    [InlineData("""{"destination":"PEER","amount_msats":1,"custom_records":{"65535":""}}""",
        "invalid_custom_records", null)]
    [InlineData("""{"destination":"PEER","amount_msats":1,"custom_records":{"5482373484":"00"}}""",
        "invalid_custom_records", null)]
    [InlineData("""{"destination":"PEER","amount_msats":1,"custom_records":{"65536":"0"}}""",
        "invalid_custom_records", null)]
    [InlineData("""{"destination":"PEER","amount_msats":1,"description":""}""", "invalid_description", "too_short")]
    public async Task Refuses_what_cannot_be_sent(string data, string type, string? code)
    {
        await using var merchant = await SendingMerchant.Start();
        var own = await merchant.Product.Paying.GetId(CancellationToken.None);
        var text = data.Replace("PEER", SandboxPeers.Settles, StringComparison.Ordinal)
            .Replace("OWN", own.Hex, StringComparison.Ordinal)
            .Replace("OFF_CURVE", "02" + new string('0', 63) + "5", StringComparison.Ordinal);

        var (status, refused) = await merchant.Send("keysend", text, Guid.NewGuid());
        var (estimate, _) = await merchant.Call(
            HttpMethod.Post, "/payments/estimate", $$"""{"type":"keysend","data":{{text}}}""");

        Assert.Equal((400, type), (status, Text(refused!, "error", "type")));
        Assert.Equal(code, refused!["error"]!["code"]?.GetValue<string>());
        Assert.Equal(text.Contains("2100000000000000000}", StringComparison.Ordinal) ? 200 : 400, estimate);
        Assert.Empty((await merchant.Get("/payments?direction=send"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Estimates_a_keysend_and_sends_nothing()
    {
        await using var merchant = await SendingMerchant.Start();

        var (status, estimate) = await merchant.Call(
            HttpMethod.Post, "/payments/estimate", $$"""{"type":"keysend","data":{{Data()}}}""");
        var (nowhere, refused) = await merchant.Call(
            HttpMethod.Post, "/payments/estimate", $$"""{"type":"keysend","data":{{Data(Nobody())}}}""");

        Assert.Equal((200, "keysend", "121", "true"), (
            status,
            Text(estimate!, "type"),
            Text(estimate!, "estimated_fee", "amount"),
            Text(estimate!, "is_within_max_fee")));
        Assert.Equal((400, "no_route"), (nowhere, Text(refused!, "error", "code")));
        Assert.Equal(1_000_000_000, await merchant.Available());
    }

    private static string Data(string destination = SandboxPeers.Settles, string more = "") =>
        $$"""{"destination":"{{destination}}","amount_msats":21000{{more}}}""";

    private static string Nobody() => new NodePrivateKey([.. Enumerable.Repeat((byte)0x77, 32)]).PublicKey.Hex;
}
