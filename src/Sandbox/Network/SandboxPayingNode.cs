using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>
/// The sandbox node as what pays, with no end of money: pays the payee's invoices as their plans say, refuses what LND
/// refuses, and finds no route to anybody else. Payments survive a restart, those under way too, in a log of their own.
/// </summary>
public sealed class SandboxPayingNode : IPayingNode
{
    private static readonly Msat FeeBase = new(100);
    private const long FeePartsPerMillion = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<PaymentHash, SandboxPayment> payments = [];
    private readonly Dictionary<PaymentHash, TaskCompletionSource<SandboxPayment>> endings = [];
    private readonly List<Channel<PaymentHash>> subscribers = [];
    private readonly NodePublicKey id;
    private readonly SandboxPayee payee;
    private readonly AppendOnlyLog? log;
    private readonly TimeProvider clock;
    private ulong lastIndex;

    /// <summary>Starts from the log, null for none; what was under way goes on.</summary>
    public SandboxPayingNode(NodePublicKey id, SandboxPayee payee, AppendOnlyLog? log, TimeProvider clock)
    {
        (this.id, this.payee, this.log, this.clock) = (id, payee, log, clock);
        foreach (var line in log?.Replay() ?? [])
        {
            var payment = SandboxPaymentLine.Parse(line);
            payments[payment.Hash] = payment;
            lastIndex = Math.Max(lastIndex, payment.Index);
        }

        foreach (var payment in payments.Values.Where(p => p.State == NodePaymentState.InFlight).ToList())
        {
            Follow(payment);
        }
    }

    /// <summary>
    /// What the network takes for carrying an amount: 100 msat and 0.1 %, rounded up to a millisatoshi. Less than the
    /// maximum that a send has where nobody says one, whatever its amount.
    /// </summary>
    public static Msat FeeFor(Msat amount)
    {
        var parts = (Int128)amount.Value * FeePartsPerMillion;
        return FeeBase + new Msat((long)((parts + 999_999) / 1_000_000));
    }

    /// <summary>Every payment, as a line of the log each: from these <see cref="SandboxAccounts"/> reads.</summary>
    public IReadOnlyList<byte[]> Lines()
    {
        lock (gate)
        {
            return [.. payments.Values.Select(SandboxPaymentLine.Of)];
        }
    }

    /// <inheritdoc/>
    public Task<NodePublicKey> GetId(CancellationToken cancel) => Task.FromResult(id);

    /// <inheritdoc/>
    public async Task<SendPaymentOutcome> SendPayment(NewNodePayment payment, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow();
        if (!Bolt11Invoice.TryDecode(payment.PaymentRequest, out var invoice, out var error))
        {
            return new SendPaymentOutcome.Refused(PaymentFailure.InvalidPaymentRequest, $"not BOLT 11: {error}");
        }

        if (SandboxRefusals.Of(invoice, payment.Amount, id, now) is { } refusal)
        {
            return refusal;
        }

        var amount = invoice.Amount ?? payment.Amount!.Value;
        return await Follow(Begin(invoice.PaymentHash, amount, payment.FeeMax, now), payment.Wait, cancel);
    }

    /// <inheritdoc/>
    public async Task<SendPaymentOutcome> SendKeysend(NewNodeKeysend keysend, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow();
        if (SandboxRefusals.Of(keysend, id, now) is { } refusal)
        {
            return refusal;
        }

        if (SandboxPeers.PlanOf(keysend.Destination) is { } plan && payee.Find(keysend.Hash) is null)
        {
            payee.Expect(keysend.Preimage, plan);
        }

        return await Follow(Begin(keysend.Hash, keysend.Amount, keysend.FeeMax, now), keysend.Wait, cancel);
    }

    private async Task<SendPaymentOutcome> Follow(
        (SandboxPayment First, Task<SandboxPayment> Ending)? begun, TimeSpan wait, CancellationToken cancel)
    {
        if (begun is null)
        {
            return new SendPaymentOutcome.AlreadyKnown();
        }

        var (first, ending) = begun.Value;
        await ((Task)ending).WaitAsync(wait, clock, cancel).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancel.ThrowIfCancellationRequested();
        var last = ending.IsCompletedSuccessfully ? ending.Result : first;
        return new SendPaymentOutcome.Started(last.ToNodePayment());
    }

    /// <inheritdoc/>
    public Task<NodePayment?> TrackPayment(PaymentHash hash, CancellationToken cancel)
    {
        lock (gate)
        {
            return Task.FromResult(payments.GetValueOrDefault(hash)?.ToNodePayment());
        }
    }

    /// <inheritdoc/>
    public Task<EstimateRouteOutcome> EstimateRoute(
        string paymentRequest, Msat? amount, CancellationToken cancel)
    {
        EstimateRouteOutcome outcome =
            !Bolt11Invoice.TryDecode(paymentRequest, out var invoice, out var error)
                ? new EstimateRouteOutcome.Refused(PaymentFailure.InvalidPaymentRequest, $"not BOLT 11: {error}")
            : SandboxRefusals.Of(invoice, amount, id, clock.GetUtcNow()) is { } refusal
                ? new EstimateRouteOutcome.Refused(refusal.Failure, refusal.Reason)
            : payee.Find(invoice.PaymentHash) is null
                ? new EstimateRouteOutcome.Refused(
                    PaymentFailure.NoRoute, "unable to find a path to destination")
            : new EstimateRouteOutcome.Estimated(FeeFor(invoice.Amount ?? amount!.Value));
        return Task.FromResult(outcome);
    }

    /// <inheritdoc/>
    public Task<EstimateRouteOutcome> EstimateKeysend(
        NodePublicKey destination, Msat amount, CancellationToken cancel) =>
        Task.FromResult<EstimateRouteOutcome>(
            destination == id
                ? new EstimateRouteOutcome.Refused(PaymentFailure.SelfPayment, "self-payments not allowed")
            : SandboxPeers.PlanOf(destination) is null
                ? new EstimateRouteOutcome.Refused(PaymentFailure.NoRoute, "unable to find a path to destination")
            : new EstimateRouteOutcome.Estimated(FeeFor(amount)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<PaymentHash> SubscribeFinalPayments([EnumeratorCancellation] CancellationToken cancel)
    {
        var live = Channel.CreateUnbounded<PaymentHash>();
        lock (gate)
        {
            subscribers.Add(live);
        }

        try
        {
            await foreach (var hash in live.Reader.ReadAllAsync(cancel))
            {
                yield return hash;
            }
        }
        finally
        {
            lock (gate)
            {
                subscribers.Remove(live);
            }
        }
    }

    /// <summary>
    /// Ends a payment that is under way, whatever its plan says: it settles, or fails. False where none is.
    /// </summary>
    public bool Release(string paymentRequest, bool isSettled)
    {
        var text = Bolt11Invoice.StripUriScheme(paymentRequest);
        lock (gate)
        {
            return Bolt11Invoice.TryDecode(text, out var invoice, out _)
                && payments.TryGetValue(invoice.PaymentHash, out var payment)
                && End(payment.Hash, payment.Index, isSettled);
        }
    }

    /// <summary>Ends every keysend that is held: each settles, or fails. False where none is.</summary>
    public bool ReleaseKeysends(bool isSettled)
    {
        lock (gate)
        {
            var held = payments.Values.Where(
                payment => payment.State == NodePaymentState.InFlight
                    && payee.Find(payment.Hash)?.IsKeysend == true).ToList();
            return held.Count(payment => End(payment.Hash, payment.Index, isSettled)) > 0;
        }
    }

    private (SandboxPayment First, Task<SandboxPayment> Ending)? Begin(
        PaymentHash hash, Msat amount, Msat feeMax, DateTimeOffset now)
    {
        var fee = FeeFor(amount);
        var bill = fee <= feeMax ? payee.Find(hash) : null;
        lock (gate)
        {
            // As LND does: where the last try failed, another is made.
            if (payments.TryGetValue(hash, out var known) && known.State != NodePaymentState.Failed)
            {
                return null;
            }

            var begun = new SandboxPayment(
                hash, ++lastIndex, NodePaymentState.InFlight, amount, fee, EndOf(bill?.Plan, now));
            if (bill is null)
            {
                var failed = Fail(begun, PaymentFailure.NoRoute);
                return (failed, Task.FromResult(failed));
            }

            Store(begun);
            return (begun, Follow(begun));
        }
    }

    private static DateTimeOffset? EndOf(SandboxPlan? plan, DateTimeOffset now) =>
        plan is { Outcome: not SandboxOutcome.Hold } ? now + plan.Delay : null;

    private Task<SandboxPayment> Follow(SandboxPayment payment)
    {
        var ending = new TaskCompletionSource<SandboxPayment>(TaskCreationOptions.RunContinuationsAsynchronously);
        endings[payment.Hash] = ending;
        if (payment.EndsAt is { } endsAt)
        {
            _ = EndAt(payment, endsAt);
        }

        return ending.Task;
    }

    private async Task EndAt(SandboxPayment payment, DateTimeOffset endsAt)
    {
        if (endsAt - clock.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, CancellationToken.None);
        }

        lock (gate)
        {
            End(payment.Hash, payment.Index, payee.Find(payment.Hash)?.Plan.Outcome == SandboxOutcome.Settle);
        }
    }

    private bool End(PaymentHash hash, ulong index, bool isSettled)
    {
        // Released early, or another try by now.
        if (payments[hash] is not { State: NodePaymentState.InFlight } payment || payment.Index != index)
        {
            return false;
        }

        if (payee.Find(hash) is not { } bill)
        {
            Fail(payment, PaymentFailure.NoRoute);
        }
        else if (isSettled)
        {
            Finish(payment with { State = NodePaymentState.Succeeded, Preimage = bill.Preimage });
        }
        else
        {
            Fail(payment, bill.Plan.Failure);
        }

        return true;
    }

    private SandboxPayment Fail(SandboxPayment payment, PaymentFailure why) =>
        Finish(payment with { State = NodePaymentState.Failed, Failure = why });

    private SandboxPayment Finish(SandboxPayment final)
    {
        Store(final);
        if (endings.Remove(final.Hash, out var ending))
        {
            ending.SetResult(final);
        }

        foreach (var subscriber in subscribers)
        {
            subscriber.Writer.TryWrite(final.Hash);
        }

        return final;
    }

    // The log first: what a caller was told must be there after a crash.
    private void Store(SandboxPayment payment)
    {
        log?.Append(SandboxPaymentLine.Of(payment));
        payments[payment.Hash] = payment;
    }
}
