using System.Text.Json.Nodes;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Lnd;

/// <summary>What a node's records say of its money, over the official gRPC stack serving LND's own protos.</summary>
public sealed class LndNodeAccountsTests(LndPeerProcess process)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Lists_every_payment_in_order_whatever_became_of_it()
    {
        await using var peer = await process.StartNode();
        using var accounts = peer.ConnectToAudit();
        var succeeded = await Paid(peer, new JsonObject { ["feeMsat"] = 21 });
        var failed = await Paid(peer, new JsonObject { ["outcome"] = "fail", ["failure"] = "NO_ROUTE" });
        var hanging = await Paid(peer, new JsonObject { ["outcome"] = "hold" });

        var listed = await accounts.ListPayments(None).ToListAsync();

        Assert.Equal([succeeded, failed, hanging], listed.Select(payment => payment.Hash));
        Assert.Equal([1UL, 2UL, 3UL], listed.Select(payment => payment.Index));
        Assert.Equal(
            [NodePaymentState.Succeeded, NodePaymentState.Failed, NodePaymentState.InFlight],
            listed.Select(payment => payment.State));
        Assert.Equal((new Msat(21_000), new Msat(21)), (listed[0].AmountPaid, listed[0].FeePaid));
        Assert.Equal(succeeded, listed[0].Preimage!.Value.Hash());
        Assert.Equal(PaymentFailure.NoRoute, listed[1].Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(501)]
    public async Task Lists_page_after_page_over_gaps(int count)
    {
        await using var peer = await process.StartNode();
        using var accounts = peer.ConnectToAudit();
        await peer.FillPayments(count);

        var listed = await accounts.ListPayments(None).ToListAsync();

        Assert.Equal(count, listed.Select(payment => payment.Hash).Distinct().Count());
        Assert.All(listed, payment => Assert.Equal((new Msat(1_000), null), (payment.AmountPaid, payment.Preimage)));
    }

    [Fact]
    public async Task Reads_what_the_node_owns_to_the_millisatoshi()
    {
        await using var peer = await process.StartNode();
        using var accounts = peer.ConnectToAudit();
        await peer.SetBalance(new JsonObject
        {
            ["local_balance"] = new JsonObject { ["sat"] = "12345", ["msat"] = "12345678" },
            ["remote_balance"] = new JsonObject { ["sat"] = "9", ["msat"] = "9000" },
            ["unsettled_local_balance"] = new JsonObject { ["sat"] = "1", ["msat"] = "1001" },
            ["unsettled_remote_balance"] = new JsonObject { ["sat"] = "7", ["msat"] = "7000" },
        });

        var funds = await accounts.GetFunds(None);

        Assert.Equal(new NodeFunds(new Msat(12_345_678), new Msat(1_001)), funds);
        Assert.Equal(new Msat(12_346_679), funds.Own);
    }

    [Fact]
    public async Task A_node_without_channels_owns_nothing()
    {
        await using var peer = await process.StartNode();
        using var accounts = peer.ConnectToAudit();

        Assert.Equal(new NodeFunds(Msat.Zero, Msat.Zero), await accounts.GetFunds(None));
    }

    [Fact]
    public async Task More_than_there_is_is_no_balance()
    {
        await using var peer = await process.StartNode();
        using var accounts = peer.ConnectToAudit();
        await peer.SetBalance(new JsonObject
        {
            ["local_balance"] = new JsonObject { ["msat"] = "18446744073709551615" },
        });

        await Assert.ThrowsAsync<NodeUnavailableException>(() => accounts.GetFunds(None));
    }

    [Fact]
    public async Task Neither_the_macaroon_for_invoices_nor_the_one_for_payments_may_read_them()
    {
        await using var peer = await process.StartNode();
        foreach (var macaroon in new[] { peer.Macaroon, peer.PaymentsMacaroon })
        {
            using var accounts = new LndNodeAccounts(
                peer.Settings() with { MacaroonHex = new SecretValue(macaroon) }, TimeProvider.System);

            await Assert.ThrowsAsync<NodeRefusedException>(() => accounts.GetFunds(None));
            await Assert.ThrowsAsync<NodeRefusedException>(async () => await accounts.ListPayments(None).ToListAsync());
        }
    }

    [Fact]
    public async Task A_node_that_does_not_answer_lists_nothing()
    {
        await using var peer = await process.StartNode();
        using var accounts = peer.ConnectToAudit();
        await peer.Fault("ListPayments", new() { ["code"] = 14, ["text"] = "gone" });

        await Assert.ThrowsAsync<NodeUnavailableException>(async () => await accounts.ListPayments(None).ToListAsync());
    }

    [Fact]
    public async Task A_node_without_the_stream_of_payments_refuses_it()
    {
        await using var peer = await process.StartNode();
        using var node = peer.ConnectToPay();
        await peer.Fault("TrackPayments", new() { ["code"] = 12, ["text"] = "unknown method TrackPayments" });

        var refused = await Assert.ThrowsAsync<NodeRefusedException>(
            async () => await node.SubscribeFinalPayments(None).ToListAsync());
        Assert.Contains("does not know the call", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<PaymentHash> Paid(LndPeer peer, JsonObject plan)
    {
        using var node = peer.ConnectToPay();
        var (request, hash) = await peer.Issue(plan: plan);
        var wait = TimeSpan.FromSeconds(plan["outcome"]?.GetValue<string>() == "hold" ? 1 : 20);
        await node.SendPayment(new NewNodePayment(request, null, new Msat(1_000), wait), None);
        return hash;
    }
}
