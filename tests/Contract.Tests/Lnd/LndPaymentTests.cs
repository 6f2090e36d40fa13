using System.Text.Json.Nodes;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Lnd;

/// <summary>Payments over a wire that breaks and a node that says what it should not: none becomes a failure.</summary>
public sealed class LndPaymentTests(LndPeerProcess process)
{
    private static readonly string Zeros = new('0', 64);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Asks_for_exactly_what_it_was_told()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, _) = await peer.Issue(amountMsat: null);
        var payment = new NewNodePayment(request, new Msat(123_456), new Msat(789), TimeSpan.FromSeconds(20))
        {
            AttemptsFor = TimeSpan.FromSeconds(45),
        };

        await node.SendPayment(payment, None);

        var sent = await peer.LastSend();
        Assert.Equal(request, sent["payment_request"]!.GetValue<string>());
        Assert.Equal("123456", sent["amt_msat"]!.GetValue<string>());
        Assert.Equal("789", sent["fee_limit_msat"]!.GetValue<string>());
        Assert.Equal(45, sent["timeout_seconds"]!.GetValue<int>());
        Assert.Null(sent["no_inflight_updates"]);
        Assert.Null(sent["allow_self_payment"]);
    }

    [Fact]
    public async Task Allows_no_fee_where_none_is_held()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, _) = await peer.Issue();

        var outcome = await node.SendPayment(Pay(request) with { FeeMax = Msat.Zero }, None);

        // A zero is absent on the wire, as is the fee of a route that takes none.
        Assert.Null((await peer.LastSend())["fee_limit_msat"]);
        Assert.Equal((NodePaymentState.Succeeded, Msat.Zero), (Payment(outcome).State, Payment(outcome).FeePaid));
    }

    [Fact]
    public async Task Does_not_take_a_failure_reason_beside_in_flight_for_an_end()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, hash) = await peer.Issue(plan: new() { ["outcome"] = "hold", ["failure"] = "TIMEOUT" });
        await peer.Fault("SendPaymentV2", new() { ["after"] = 3, ["code"] = 14, ["text"] = "gone" });

        // The third message is the one with the reason.
        var last = Payment(await node.SendPayment(Pay(request), None));
        var tracked = await node.TrackPayment(hash, None);

        Assert.Equal((NodePaymentState.InFlight, null), (last.State, last.Failure));
        Assert.Equal(last, tracked);
        await peer.Release(hash, isSettled: true);
        Assert.Equal(NodePaymentState.Succeeded, (await node.TrackPayment(hash, None))?.State);
    }

    [Theory]
    [InlineData(1, 14, "the router is shutting down")]
    [InlineData(2, 2, "invoice expired. Valid until 2026-11-20 18:44:29 +0000 UTC")]
    [InlineData(2, 2, "permission denied")]
    [InlineData(2, 6, "invoice is already paid")]
    [InlineData(1, 0, "")]
    public async Task Takes_the_end_of_a_stream_that_had_begun_for_no_end_of_the_payment(
        int messages, int code, string text)
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, hash) = await peer.Issue();
        await peer.Fault("SendPaymentV2", new() { ["after"] = messages, ["code"] = code, ["text"] = text });

        var last = Payment(await node.SendPayment(Pay(request), None));

        Assert.Equal((NodePaymentState.InFlight, hash), (last.State, last.Hash));
        Assert.Equal(NodePaymentState.Succeeded, (await TrackedToItsEnd(node, hash)).State);
    }

    [Fact]
    public async Task Finds_a_payment_again_whose_connection_was_cut()
    {
        await using var peer = await process.StartNode();
        await using var proxy = new CuttableProxy(peer.Port);
        using var cut = peer.ConnectToPay(proxy.Port);
        using var node = peer.ConnectToPay();
        var (request, hash) = await peer.Issue(plan: new() { ["outcome"] = "hold" });
        var sent = cut.SendPayment(Pay(request), None);
        await Tracked(node, hash);

        // What the end needs does not fit any more.
        proxy.CutAfter(1);
        await peer.Release(hash, isSettled: true);

        // Which of the two it is depends on what had arrived; neither is final.
        var outcome = await Record.ExceptionAsync(async () => Assert.Equal(
            NodePaymentState.InFlight, Payment(await sent).State));
        Assert.True(outcome is null or NodeUnavailableException, $"{outcome}");
        Assert.Equal(NodePaymentState.Succeeded, (await node.TrackPayment(hash, None))?.State);
    }

    [Fact]
    public async Task Gives_up_waiting_and_not_the_payment()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, hash) = await peer.Issue(plan: new() { ["outcome"] = "hold" });

        var last = Payment(await node.SendPayment(Pay(request) with { Wait = TimeSpan.FromSeconds(3) }, None));

        Assert.Equal((NodePaymentState.InFlight, hash), (last.State, last.Hash));
        await peer.Release(hash, isSettled: true);
        Assert.Equal(NodePaymentState.Succeeded, (await node.TrackPayment(hash, None))?.State);
    }

    [Theory]
    [InlineData("SendPaymentV2", 2, "wallet locked, unlock it to enable full RPC access")]
    [InlineData("SendPaymentV2", 2, "the invoice expired")]
    [InlineData("SendPaymentV2", 14, "invoice expired. Valid until 2026-11-20 18:44:29 +0000 UTC")]
    [InlineData("SendPaymentV2", 13, "self-payments not allowed")]
    [InlineData("SendPaymentV2", 2, "invoice is already paid")]
    [InlineData("SendPaymentV2", 5, "payment isn't initiated")]
    [InlineData("TrackPaymentV2", 5, "no such route")]
    [InlineData("TrackPaymentV2", 2, "payment isn't initiated")]
    [InlineData("TrackPaymentV2", 12, "unknown service routerrpc.Router")]
    [InlineData("TrackPayments", 14, "gone")]
    public async Task Takes_what_it_does_not_know_for_no_definite_answer(string rpc, int code, string text)
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, hash) = await peer.Issue();
        await peer.Fault(rpc, new() { ["code"] = code, ["text"] = text });

        var failure = await Assert.ThrowsAsync<NodeUnavailableException>(() => Call(node, rpc, request, hash));

        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the AMP flag (--amp or SendPaymentRequest.Amp) must be set to pay an AMP invoice")]
    [InlineData("payment request must contain either a payment address or blinded paths")]
    [InlineData("checksum failed. Expected abcdef, got ghijkl.")]
    public async Task Refuses_a_request_that_LND_cannot_pay(string text)
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, _) = await peer.Issue();
        await peer.Fault("SendPaymentV2", new() { ["code"] = 2, ["text"] = text });

        Assert.Equal(
            new SendPaymentOutcome.Refused(PaymentFailure.InvalidPaymentRequest, text),
            await node.SendPayment(Pay(request), None));
    }

    [Theory]
    [InlineData("page")]
    [InlineData("noStatus")]
    [InlineData("truncated")]
    [InlineData("garbage")]
    [InlineData("nothing")]
    [InlineData("reset")]
    [InlineData("http1")]
    public async Task Takes_an_odd_answer_for_no_definite_one(string kind)
    {
        await using var peer = await LndPeer.StartOdd(process, kind);
        using var node = new LndPayingNode(peer.Settings(), TimeProvider.System);

        await Assert.ThrowsAsync<NodeUnavailableException>(() => node.SendPayment(Pay("lnbcrt1"), None));
        await Assert.ThrowsAsync<NodeUnavailableException>(() => node.TrackPayment(default, None));
    }

    [Theory]
    [InlineData("SendPaymentV2")]
    [InlineData("TrackPaymentV2")]
    [InlineData("TrackPayments")]
    public async Task Pays_nothing_with_the_macaroon_for_invoices(string rpc)
    {
        await using var peer = await process.StartNode();
        using var node = new LndPayingNode(peer.Settings(), TimeProvider.System);
        var (request, hash) = await peer.Issue();

        var failure = await Assert.ThrowsAsync<NodeRefusedException>(() => Call(node, rpc, request, hash));

        Assert.Contains("permission denied", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(peer.Macaroon, failure.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Issues_no_invoice_with_the_macaroon_for_payments()
    {
        await using var peer = await process.StartNode();
        using var node = new LndNode(
            peer.Settings() with { MacaroonHex = new SecretValue(peer.PaymentsMacaroon) }, TimeProvider.System);

        await Assert.ThrowsAsync<NodeRefusedException>(() => node.AddInvoice(LndInvoices.Ask(), None));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("11")]
    [InlineData("zz11111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("")]
    public async Task Believes_no_success_without_its_proof(string preimage)
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, hash) = await peer.Issue();
        await Say(peer, Message(hash, "SUCCEEDED", preimage));

        var failures = new[]
        {
            await Assert.ThrowsAsync<NodeUnavailableException>(() => node.SendPayment(Pay(request), None)),
            await Assert.ThrowsAsync<NodeUnavailableException>(() => node.TrackPayment(hash, None)),
        };

        Assert.All(failures, failure => Assert.Contains($"{hash}", failure.Message, StringComparison.Ordinal));
        Assert.All(failures, failure => Assert.False(
            preimage.Length > 2 && failure.ToString().Contains(preimage, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Takes_a_payment_that_was_made_and_not_tried_for_one_under_way()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, hash) = await peer.Issue();
        await Say(peer, Message(hash, "INITIATED", Zeros));

        Assert.Equal(NodePaymentState.InFlight, Payment(await node.SendPayment(Pay(request), None)).State);
        Assert.Equal(NodePaymentState.InFlight, (await node.TrackPayment(hash, None))?.State);
    }

    [Theory]
    [InlineData("FAILURE_REASON_NONE")]
    [InlineData(null)]
    public async Task Takes_a_failure_without_a_reason_for_a_failure(string? reason)
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (_, hash) = await peer.Issue();
        var message = Message(hash, "FAILED", Zeros);
        message["failure_reason"] = reason;
        await Say(peer, message);

        var failed = await node.TrackPayment(hash, None);

        Assert.Equal((NodePaymentState.Failed, PaymentFailure.Unspecified), (failed?.State, failed?.Failure));
    }

    [Theory]
    [InlineData("status", "UNKNOWN")]
    [InlineData("payment_hash", "abcd")]
    [InlineData("payment_hash", "7777777777777777777777777777777777777777777777777777777777777777")]
    public async Task Takes_a_message_without_sense_for_no_definite_answer(string field, string value)
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        var (request, hash) = await peer.Issue();
        var message = Message(hash, "FAILED", Zeros);
        message[field] = value;
        await Say(peer, message);

        await Assert.ThrowsAsync<NodeUnavailableException>(() => node.SendPayment(Pay(request), None));
        await Assert.ThrowsAsync<NodeUnavailableException>(() => node.TrackPayment(hash, None));
    }

    private static NewNodePayment Pay(string request) =>
        new(request, null, new Msat(5_000), TimeSpan.FromSeconds(30));

    private static NodePayment Payment(SendPaymentOutcome outcome) =>
        Assert.IsType<SendPaymentOutcome.Started>(outcome).Payment;

    private static JsonObject Message(PaymentHash hash, string status, string preimage) => new()
    {
        ["payment_hash"] = hash.ToString(),
        ["payment_preimage"] = preimage,
        ["status"] = status,
        ["value_msat"] = "21000",
        ["payment_index"] = "7",
    };

    private static async Task Say(LndPeer peer, JsonObject message)
    {
        foreach (var rpc in new[] { "SendPaymentV2", "TrackPaymentV2" })
        {
            await peer.Fault(rpc, new() { ["messages"] = new JsonArray { message.DeepClone() } });
        }
    }

    private static async Task Call(LndPayingNode node, string rpc, string request, PaymentHash hash)
    {
        switch (rpc)
        {
            case "SendPaymentV2":
                await node.SendPayment(Pay(request), None);
                break;
            case "TrackPaymentV2":
                await node.TrackPayment(hash, None);
                break;
            default:
                await node.SubscribeFinalPayments(None).ToListAsync();
                break;
        }
    }

    private static Task<NodePayment> Tracked(LndPayingNode node, PaymentHash hash) =>
        TrackedUntil(node, hash, payment => payment is not null);

    private static Task<NodePayment> TrackedToItsEnd(LndPayingNode node, PaymentHash hash) =>
        TrackedUntil(node, hash, payment => payment is { State: not NodePaymentState.InFlight });

    private static async Task<NodePayment> TrackedUntil(
        LndPayingNode node, PaymentHash hash, Func<NodePayment?, bool> isReached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await node.TrackPayment(hash, limit.Token) is { } payment && isReached(payment))
            {
                return payment;
            }
        }
    }
}
