using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.Contracts.Paying;

/// <summary>
/// What every implementation of <see cref="IPayingNode"/> does: run over LND's stand-in and over the sandbox network.
/// </summary>
public abstract class PayingNodeContract
{
    private static readonly Msat Amount = new(21_000);
    private static readonly Msat FeeMax = new(5_000);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Says_which_node_it_is()
    {
        await using var party = await Start();

        Assert.Equal(party.Id, await party.Node.GetId(None));
        Assert.Equal(party.Id, await party.Node.GetId(None));
    }

    [Fact]
    public async Task Pays_what_an_invoice_asks_and_proves_it()
    {
        await using var party = await Start();
        var (request, hash) = await party.Issue(Amount);

        var paid = await Pay(party, request);

        Assert.Equal(NodePaymentState.Succeeded, paid.State);
        Assert.Equal(hash, paid.Hash);
        Assert.Equal(hash, paid.Preimage?.Hash());
        Assert.Equal(Amount, paid.AmountPaid);
        Assert.Equal(SandboxPayingNode.FeeFor(Amount), paid.FeePaid);
        Assert.Null(paid.Failure);
        Assert.Equal(paid, await party.Node.TrackPayment(hash, None));
    }

    [Fact]
    public async Task Estimates_what_a_payment_costs_and_makes_none()
    {
        await using var party = await Start();
        var (request, hash) = await party.Issue(Amount);
        var (open, _) = await party.Issue(null);

        var estimated = await party.Node.EstimateRoute(request, null, None);

        Assert.Equal(new EstimateRouteOutcome.Estimated(SandboxPayingNode.FeeFor(Amount)), estimated);
        Assert.IsType<EstimateRouteOutcome.Estimated>(await party.Node.EstimateRoute(open, Amount, None));
        Assert.Null(await party.Node.TrackPayment(hash, None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(21_000)]
    public async Task Pays_the_chosen_amount_where_an_invoice_names_none(long amountMsat)
    {
        await using var party = await Start();
        var (request, _) = await party.Issue(null);

        var paid = await Pay(party, request, new Msat(amountMsat));

        Assert.Equal(NodePaymentState.Succeeded, paid.State);
        Assert.Equal(new Msat(amountMsat), paid.AmountPaid);
    }

    [Fact]
    public async Task Refuses_an_amount_where_it_is_not_wanted_and_none_where_it_is()
    {
        await using var party = await Start();
        var (open, openHash) = await party.Issue(null);
        var (fixedAmount, fixedHash) = await party.Issue(Amount);

        await IsRefused(party, PaymentFailure.IncorrectPaymentDetails, open);
        await IsRefused(party, PaymentFailure.IncorrectPaymentDetails, fixedAmount, Amount);
        Assert.Null(await party.Node.TrackPayment(openHash, None));
        Assert.Null(await party.Node.TrackPayment(fixedHash, None));
    }

    [Fact]
    public async Task Refuses_what_it_must_not_pay_with_the_reason()
    {
        await using var party = await Start();

        await IsRefused(party, PaymentFailure.InvoiceExpired, await party.IssueExpired());
        await IsRefused(party, PaymentFailure.SelfPayment, await party.IssueOwn());
        await IsRefused(party, PaymentFailure.InvalidPaymentRequest, "lnbcrt1garbage");
        await IsRefused(party, PaymentFailure.InvalidPaymentRequest, "x");
        await IsRefused(
            party, PaymentFailure.InvalidPaymentRequest, party.SignForeign(BitcoinNetwork.Mainnet));
    }

    [Theory]
    [InlineData(PaymentFailure.IncorrectPaymentDetails)]
    [InlineData(PaymentFailure.InsufficientBalance)]
    [InlineData(PaymentFailure.NoRoute)]
    [InlineData(PaymentFailure.Timeout)]
    [InlineData(PaymentFailure.NodeError)]
    [InlineData(PaymentFailure.Canceled)]
    public async Task Tells_why_a_payment_failed_and_counts_nothing_as_paid(PaymentFailure failure)
    {
        await using var party = await Start();
        var (request, hash) = await party.Issue(Amount, SandboxOutcome.Fail, failure);

        var failed = await Pay(party, request);

        Assert.Equal(NodePaymentState.Failed, failed.State);
        Assert.Equal(failure, failed.Failure);
        Assert.Equal((Msat.Zero, Msat.Zero, null), (failed.AmountPaid, failed.FeePaid, failed.Preimage));
        Assert.Equal(failed, await party.Node.TrackPayment(hash, None));
    }

    [Fact]
    public async Task Makes_another_try_with_another_index_where_the_last_one_failed()
    {
        await using var party = await Start();
        var (request, hash) = await party.Issue(Amount, SandboxOutcome.Fail, PaymentFailure.NoRoute);

        var first = await Pay(party, request);
        var second = await Pay(party, request);

        Assert.True(first.Index >= 1);
        Assert.True(second.Index > first.Index);
        Assert.Equal(second.Index, (await party.Node.TrackPayment(hash, None))?.Index);
    }

    [Fact]
    public async Task Pays_nothing_twice()
    {
        await using var party = await Start();
        var (request, hash) = await party.Issue(Amount);
        var paid = await Pay(party, request);

        Assert.IsType<SendPaymentOutcome.AlreadyKnown>(await Send(party, request));
        Assert.Equal(paid, await party.Node.TrackPayment(hash, None));
    }

    [Theory]
    [InlineData(true, NodePaymentState.Succeeded)]
    [InlineData(false, NodePaymentState.Failed)]
    public async Task Follows_a_payment_that_hangs_to_its_end(bool isSettled, NodePaymentState end)
    {
        await using var party = await Start();
        var (request, hash) = await party.Issue(Amount, SandboxOutcome.Hold, PaymentFailure.Timeout);
        var sent = Send(party, request);
        var hanging = await Hanging(party, hash);
        Assert.Equal((NodePaymentState.InFlight, null, null), (hanging.State, hanging.Preimage, hanging.Failure));
        Assert.Equal((Msat.Zero, Msat.Zero), (hanging.AmountPaid, hanging.FeePaid));
        Assert.IsType<SendPaymentOutcome.AlreadyKnown>(await Send(party, request));
        Assert.False(sent.IsCompleted);

        await party.Release(request, hash, isSettled);

        var last = Assert.IsType<SendPaymentOutcome.Started>(await sent).Payment;
        Assert.Equal(end, last.State);
        Assert.Equal(hanging.Index, last.Index);
        Assert.Equal(last, await party.Node.TrackPayment(hash, None));
    }

    [Fact]
    public async Task Goes_on_paying_when_the_caller_leaves()
    {
        await using var party = await Start();
        var (request, hash) = await party.Issue(Amount, SandboxOutcome.Hold);
        using var caller = new CancellationTokenSource();
        var sent = party.Node.SendPayment(new NewNodePayment(request, null, FeeMax, Wait), caller.Token);
        await Hanging(party, hash);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);

        Assert.Equal(NodePaymentState.InFlight, (await party.Node.TrackPayment(hash, None))?.State);
        await party.Release(request, hash, isSettled: true);
        Assert.Equal(NodePaymentState.Succeeded, (await party.Node.TrackPayment(hash, None))?.State);
    }

    [Fact]
    public async Task Pays_no_fee_above_the_limit()
    {
        await using var party = await Start();
        var fee = SandboxPayingNode.FeeFor(Amount);

        foreach (var limit in new[] { Msat.Zero, fee - new Msat(1) })
        {
            var (dear, _) = await party.Issue(Amount);
            var failed = await Pay(party, dear, feeMax: limit);
            Assert.Equal((NodePaymentState.Failed, PaymentFailure.NoRoute), (failed.State, failed.Failure));
        }

        var (fits, _) = await party.Issue(Amount);
        Assert.Equal(fee, (await Pay(party, fits, feeMax: fee)).FeePaid);
    }

    [Fact]
    public async Task Finds_no_route_to_someone_whom_nobody_knows()
    {
        await using var party = await Start();

        var failed = await Pay(party, party.SignForeign(BitcoinNetwork.Regtest));

        Assert.Equal((NodePaymentState.Failed, PaymentFailure.NoRoute), (failed.State, failed.Failure));
    }

    [Fact]
    public async Task Knows_nothing_of_a_hash_that_it_was_not_asked_to_pay()
    {
        await using var party = await Start();
        var (_, hash) = await party.Issue(Amount);

        Assert.Null(await party.Node.TrackPayment(hash, None));
    }

    [Fact]
    public async Task Tells_of_every_payment_that_becomes_final_and_of_no_other()
    {
        await using var party = await Start();
        var (hangs, _) = await party.Issue(Amount, SandboxOutcome.Hold);
        using var reader = new CancellationTokenSource();
        await using var finals = party.Node.SubscribeFinalPayments(reader.Token).GetAsyncEnumerator(None);
        var next = finals.MoveNextAsync();
        await Subscribed(party);

        _ = Send(party, hangs);
        foreach (var outcome in new[] { SandboxOutcome.Settle, SandboxOutcome.Fail })
        {
            var (request, hash) = await party.Issue(Amount, outcome, PaymentFailure.NoRoute);
            await Pay(party, request);
            Assert.True(await next);
            Assert.Equal(hash, finals.Current);
            next = finals.MoveNextAsync();
        }

        Assert.False(next.IsCompleted);
        await reader.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    /// <summary>A node and a payee of the test's own.</summary>
    private protected abstract Task<PayingParty> Start();

    /// <summary>Returns when a subscription that was asked for is there.</summary>
    private protected virtual Task Subscribed(PayingParty party) => Task.CompletedTask;

    private static Task<SendPaymentOutcome> Send(
        PayingParty party, string request, Msat? amount = null, Msat? feeMax = null) =>
        party.Node.SendPayment(new NewNodePayment(request, amount, feeMax ?? FeeMax, Wait), None);

    private static async Task<NodePayment> Pay(
        PayingParty party, string request, Msat? amount = null, Msat? feeMax = null) =>
        Assert.IsType<SendPaymentOutcome.Started>(await Send(party, request, amount, feeMax)).Payment;

    private static async Task IsRefused(
        PayingParty party, PaymentFailure failure, string request, Msat? amount = null)
    {
        var refused = Assert.IsType<SendPaymentOutcome.Refused>(await Send(party, request, amount));
        Assert.Equal(failure, refused.Failure);
        Assert.NotEqual("", refused.Reason);
    }

    private static async Task<NodePayment> Hanging(PayingParty party, PaymentHash hash)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await party.Node.TrackPayment(hash, limit.Token) is { } payment)
            {
                return payment;
            }
        }
    }
}
