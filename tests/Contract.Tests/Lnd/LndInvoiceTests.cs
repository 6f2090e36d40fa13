using System.Text.Json.Nodes;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;
using Fulgurite.Money;
using Google.Protobuf;

namespace Fulgurite.Contracts.Lnd;

/// <summary>Invoices, from the asking to the end.</summary>
public sealed class LndInvoiceTests(LndPeerProcess process)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Tells_who_the_node_is()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();

        var info = await node.GetInfo(None);

        Assert.Equal(string.Concat("02", string.Concat(Enumerable.Repeat("ab", 32))), info.Id.Hex);
        Assert.Equal("stand-in ⚡", info.Alias);
        Assert.Equal(BitcoinNetwork.Regtest, info.Network);
        Assert.Equal("0.21.1-beta commit=v0.21.1-beta", info.Version);
        Assert.True(info.IsSyncedToChain);
    }

    [Theory]
    [InlineData("mainnet", BitcoinNetwork.Mainnet)]
    [InlineData("testnet", BitcoinNetwork.Testnet)]
    [InlineData("testnet4", BitcoinNetwork.Testnet)]
    [InlineData("signet", BitcoinNetwork.Signet)]
    [InlineData("regtest", BitcoinNetwork.Regtest)]
    public async Task Knows_the_networks(string name, BitcoinNetwork network)
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.AnswerInfo(new() { ["chains"] = new JsonArray { Chain(name) } });

        Assert.Equal(network, (await node.GetInfo(None)).Network);
    }

    [Fact]
    public async Task Does_not_guess_a_network_that_it_does_not_know()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.AnswerInfo(new() { ["chains"] = new JsonArray { Chain("simnet") } });

        var failure = await Assert.ThrowsAsync<NodeUnavailableException>(() => node.GetInfo(None));

        Assert.Contains("simnet", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_absent_fields_as_zero()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.AnswerInfo(new() { ["synced_to_chain"] = false, ["alias"] = "" });

        var info = await node.GetInfo(None);

        Assert.False(info.IsSyncedToChain);
        Assert.Equal("", info.Alias);
    }

    [Theory]
    [InlineData(1L, "", 1)]
    [InlineData(123_456_789L, "Überweisung ⚡", 3600)]
    [InlineData(100_000_000_000_000L, "a thousand bitcoin", 31_536_000)]
    [InlineData(null, "as much as you like", 60)]
    public async Task Adds_an_invoice_with_our_preimage_and_exact_amount(long? amountMsat, string memo, int expiry)
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var ask = LndInvoices.Ask(amountMsat, memo, expiry);

        var outcome = await node.AddInvoice(ask, None);

        var received = await peer.Recall(ask.Preimage.Hash());
        Assert.Equal(AddInvoiceStatus.Added, outcome.Status);
        Assert.StartsWith("lnbcrt", outcome.PaymentRequest, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(ask.Preimage.Reveal()), received["preimage"]!.GetValue<string>());
        Assert.Equal($"{amountMsat ?? 0}", received["value_msat"]!.GetValue<string>());
        Assert.Equal(memo, received["memo"]?.GetValue<string>() ?? "");
        Assert.Equal($"{expiry}", received["expiry"]!.GetValue<string>());
        Assert.False(received["private"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Asks_for_private_hints_where_the_settings_say_so()
    {
        await using var peer = await process.StartNode();
        using var node = new LndNode(peer.Settings() with { IncludePrivateHints = true }, TimeProvider.System);

        var hash = await node.Add();

        Assert.True((await peer.Recall(hash))["private"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Says_that_a_hash_exists_whatever_the_amount()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var ask = LndInvoices.Ask();
        await node.Add(ask);

        var same = await node.AddInvoice(ask, None);
        var other = await node.AddInvoice(ask with { Amount = new Msat(1) }, None);

        Assert.Equal(new AddInvoiceOutcome(AddInvoiceStatus.AlreadyExists), same);
        Assert.Equal(new AddInvoiceOutcome(AddInvoiceStatus.AlreadyExists), other);
    }

    [Theory]
    [InlineData(639, 3600, null)]
    [InlineData(640, 3600, "data length too big to fit within 10 bits: 1024")]
    [InlineData(1025, 3600, "memo too large: 1025 bytes (maxsize=1024)")]
    [InlineData(0, 31_536_001, "expiry of 31536001 seconds greater than max expiry of 3.1536e+07 seconds")]
    public async Task Passes_on_a_refusal_in_the_nodes_own_words(int memoBytes, int expirySeconds, string? reason)
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();

        var outcome = await node.AddInvoice(
            LndInvoices.Ask(memo: new string('m', memoBytes), expirySeconds: expirySeconds), None);

        Assert.Equal(reason is null ? AddInvoiceStatus.Added : AddInvoiceStatus.Refused, outcome.Status);
        Assert.Equal(reason, outcome.Reason);
    }

    [Theory]
    [InlineData(-1, 0, 32, "amount cannot be negative")]
    [InlineData(1000, 1, 32, "sat and msat arguments are mutually exclusive")]
    [InlineData(1000, 0, 31, "invalid preimage length of 31, want 32")]
    public async Task Knows_refusals_of_requests_that_the_port_cannot_express(
        long amountMsat, int amountSat, int preimageLength, string reason)
    {
        await using var peer = await process.StartNode();
        using var channel = peer.OpenChannel();
        var request = new Invoice { ValueMsat = amountMsat, RPreimage = ByteString.CopyFrom(new byte[preimageLength]) };
        if (amountSat > 0)
        {
            // Field 5, `value`, is not among ours.
            request.MergeFrom([0x28, (byte)amountSat]);
        }

        var failure = await Assert.ThrowsAsync<GrpcStatusException>(
            () => channel.Unary(LndMethods.AddInvoice, request, None));

        Assert.Equal(new AddInvoiceOutcome(AddInvoiceStatus.Refused, Reason: reason), LndErrors.AddInvoice(failure));
    }

    [Fact]
    public async Task Never_asks_for_zero_which_LND_takes_for_any_amount()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();

        await Assert.ThrowsAsync<InvariantBrokenException>(() => node.AddInvoice(LndInvoices.Ask(0), None));
    }

    [Fact]
    public async Task Never_asks_for_an_expiry_that_LND_would_choose_itself()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();

        await Assert.ThrowsAsync<InvariantBrokenException>(
            () => node.AddInvoice(LndInvoices.Ask(expirySeconds: 0), None));
    }

    [Fact]
    public async Task Finds_no_invoice_for_an_unknown_hash()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();

        Assert.Null(await node.LookupInvoice(LndInvoices.Ask().Preimage.Hash(), None));
    }

    [Fact]
    public async Task Reports_an_open_invoice_as_unpaid()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var ask = LndInvoices.Ask();
        var added = await node.AddInvoice(ask, None);

        var invoice = await node.LookupInvoice(ask.Preimage.Hash(), None);

        Assert.Equal(Unpaid(ask.Preimage.Hash(), NodeInvoiceState.Open, added.PaymentRequest!), invoice);
    }

    [Fact]
    public async Task Reports_a_held_invoice_as_unpaid_although_LND_counts_the_amount()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var hash = await node.Add();
        await peer.Hold(hash);

        var invoice = await node.LookupInvoice(hash, None);

        Assert.Equal(Unpaid(hash, NodeInvoiceState.Accepted, invoice!.PaymentRequest), invoice);
    }

    [Fact]
    public async Task Reports_a_settled_invoice_with_what_arrived()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var hash = await node.Add();
        var index = await peer.Settle(hash, amountPaidMsat: 42_001, skip: 4);

        var invoice = await node.LookupInvoice(hash, None);

        Assert.Equal(NodeInvoiceState.Settled, invoice!.State);
        Assert.Equal(new Msat(42_001), invoice.AmountPaid);
        Assert.Equal(5UL, index);
        Assert.Equal(index, invoice.SettleIndex);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_795_000_005), invoice.SettledAt);
    }

    [Fact]
    public async Task Reports_an_expired_invoice_as_cancelled()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var hash = await node.Add();
        await peer.Expire(hash);

        Assert.Equal(NodeInvoiceState.Canceled, (await node.LookupInvoice(hash, None))!.State);
    }

    [Fact]
    public async Task Cancels_once_and_again()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var hash = await node.Add();

        Assert.Equal(CancelInvoiceStatus.Canceled, await node.CancelInvoice(hash, None));
        Assert.Equal(CancelInvoiceStatus.Canceled, await node.CancelInvoice(hash, None));
        Assert.Equal(NodeInvoiceState.Canceled, (await node.LookupInvoice(hash, None))!.State);
    }

    [Fact]
    public async Task Cancels_an_invoice_that_is_held()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var hash = await node.Add();
        await peer.Hold(hash);

        Assert.Equal(CancelInvoiceStatus.Canceled, await node.CancelInvoice(hash, None));
    }

    [Fact]
    public async Task Does_not_cancel_what_is_settled_or_unknown()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var settled = await node.Add();
        await peer.Settle(settled);

        Assert.Equal(CancelInvoiceStatus.AlreadySettled, await node.CancelInvoice(settled, None));
        Assert.Equal(
            CancelInvoiceStatus.NotFound, await node.CancelInvoice(LndInvoices.Ask().Preimage.Hash(), None));
    }

    [Fact]
    public async Task Decodes_a_payment_request()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var ask = LndInvoices.Ask(1_001, "Brötchen", 900);
        var added = await node.AddInvoice(ask, None);

        var request = await node.DecodePaymentRequest(added.PaymentRequest!, None);

        var id = (await node.GetInfo(None)).Id;
        Assert.Equal(
            new NodePaymentRequest(
                ask.Preimage.Hash(),
                id,
                new Msat(1_001),
                DateTimeOffset.FromUnixTimeSeconds(1_795_000_000),
                TimeSpan.FromMinutes(15),
                "Brötchen"),
            request);
    }

    [Fact]
    public async Task Decodes_an_open_amount_as_none()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var added = await node.AddInvoice(LndInvoices.Ask(amountMsat: null), None);

        Assert.Null((await node.DecodePaymentRequest(added.PaymentRequest!, None))!.Amount);
    }

    [Theory]
    [InlineData("lnbc10u1pexample")]
    [InlineData("garbage-without-separator")]
    [InlineData("short")]
    [InlineData("")]
    public async Task Decodes_nothing_from_what_the_node_refuses(string paymentRequest)
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();

        Assert.Null(await node.DecodePaymentRequest(paymentRequest, None));
    }

    private static NodeInvoice Unpaid(PaymentHash hash, NodeInvoiceState state, string paymentRequest) =>
        new(hash, state, paymentRequest, Msat.Zero, 0, null);

    private static JsonObject Chain(string network) =>
        new() { ["chain"] = "bitcoin", ["network"] = network };
}
