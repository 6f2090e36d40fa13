using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Fulgurite.Contracts.Lnd;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Paying;

/// <summary>Keysends through the gRPC adapter, over the official gRPC stack serving LND's own protos.</summary>
public sealed class LndKeysendTests(LndPeerProcess process) : KeysendContract
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Late = new(2050, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly NodePublicKey Destination =
        new NodePrivateKey([.. Enumerable.Repeat((byte)0x33, 32)]).PublicKey;

    [Fact]
    public async Task Asks_for_exactly_what_it_was_told_until_its_end()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        await peer.TakeKeysends(Destination, []);
        var keysend = Keysend() with { Records = Records(("7629169", "aabb"), ("65536", "")) };

        await node.SendKeysend(keysend, None);

        var sent = await peer.LastSend();
        var (dest, hash) = (sent["dest"]!.GetValue<string>(), sent["payment_hash"]!.GetValue<string>());
        Assert.Equal((Destination.Hex, keysend.Hash.ToString()), (dest, hash));
        Assert.Equal("21000", sent["amt_msat"]!.GetValue<string>());
        Assert.Equal("789", sent["fee_limit_msat"]!.GetValue<string>());
        Assert.Equal(60, sent["timeout_seconds"]!.GetValue<int>());
        Assert.Null(sent["payment_request"]);
        Assert.Null(sent["final_cltv_delta"]);
        Assert.Null(sent["dest_features"]);
        Assert.Null(sent["allow_self_payment"]);
        var records = sent["dest_custom_records"]!.AsObject();
        Assert.Equal(3, records.Count);
        Assert.Equal(
            Convert.ToHexStringLower(keysend.Preimage.Reveal()), records["5482373484"]!.GetValue<string>());
        Assert.Equal(("aabb", ""), (records["7629169"]!.GetValue<string>(), records["65536"]!.GetValue<string>()));
        Assert.Equal("time-before 2050-01-02T03:04:05Z", Assert.Single(Caveats(sent)));
    }

    [Fact]
    public async Task The_request_for_an_invoice_carries_no_end_of_its_own()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        await peer.TakeKeysends(Destination, []);
        var (request, _) = await peer.Issue();

        await node.SendKeysend(Keysend(), None);
        await node.SendPayment(
            new NewNodePayment(request, null, new Msat(1_000), TimeSpan.FromSeconds(20)), None);

        Assert.Empty(Caveats(await peer.LastSend()));
    }

    // What LND says of a macaroon that its operator baked for a time, or that lacks a permission: nothing of ours.
    [Theory]
    [InlineData("caveat \"time-before 2026-01-01T00:00:00Z\" not satisfied: macaroon has expired")]
    [InlineData("caveat \"ipaddr 10.0.0.1\" not satisfied: macaroon locked to different IP address")]
    [InlineData("permission denied")]
    public async Task A_macaroon_that_is_refused_for_another_reason_is_the_operators_to_mend(string text)
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        await peer.Fault("SendPaymentV2", new() { ["code"] = 2, ["text"] = text });

        await Assert.ThrowsAsync<NodeRefusedException>(() => node.SendKeysend(Keysend(), None));
    }

    // With no-macaroons LND answers whatever macaroon comes: nothing would end a request that comes late.
    [Fact]
    public async Task Sends_nothing_to_a_node_that_does_not_look_at_macaroons()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        await peer.TakeKeysends(Destination, []);
        await peer.CheckNoMacaroons();

        await Assert.ThrowsAsync<NodeRefusedException>(() => node.SendKeysend(Keysend(), None));
        Assert.Null((await peer.LastSend())["amt_msat"]);
    }

    [Fact]
    public async Task A_request_without_an_answer_may_have_begun_something()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        await peer.Fault("SendPaymentV2", new() { ["code"] = 14, ["text"] = "gone" });

        await Assert.ThrowsAsync<NodeUnavailableException>(() => node.SendKeysend(Keysend(), None));
    }

    [Fact]
    public async Task Sends_nothing_with_a_macaroon_that_it_cannot_narrow()
    {
        await using var peer = await process.StartNode();
        using var node = new LndPayingNode(
            peer.Settings() with { MacaroonHex = new SecretValue(peer.Macaroon) }, TimeProvider.System);

        await Assert.ThrowsAsync<NodeRefusedException>(() => node.SendKeysend(Keysend(), None));
        Assert.Null((await peer.LastSend())["amt_msat"]);
    }

    [Fact]
    public void Its_preimage_is_not_in_its_text()
    {
        var keysend = Keysend();
        var secret = Convert.ToHexStringLower(keysend.Preimage.Reveal());
        Assert.DoesNotContain(secret, keysend.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(keysend.Hash.ToString(), keysend.ToString(), StringComparison.Ordinal);
    }

    private protected override async Task<PayingParty> Start() =>
        new LndPayingNodeTests.Party(await process.StartNode());

    private static NewNodeKeysend Keysend() => new(
        Destination,
        new PaymentPreimage(RandomNumberGenerator.GetBytes(32)),
        Amount,
        new Msat(789),
        Late,
        TimeSpan.FromSeconds(20));

    private static CustomRecords Records(params (string Type, string Value)[] given)
    {
        var error = CustomRecords.Read(given.ToDictionary(pair => pair.Type, pair => pair.Value), out var records);
        Assert.Equal(CustomRecordsError.None, error);
        return records;
    }

    private static IEnumerable<string> Caveats(JsonObject sent) =>
        sent["caveats"]!.AsArray().Select(caveat => caveat!.GetValue<string>());
}
