using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// The only place that makes a node pay. A request is entered into the payment's account before it is made, and struck
/// out only by a definite answer.
/// </summary>
public sealed class AskNode(ITableStore tables, IPayingNode node, IRandomness randomness, TimeProvider clock)
{
    /// <summary>
    /// How long a look waits for the end before it leaves that to the next one. Nearly every payment ends within.
    /// </summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Whether this is the node that a payment in flight was asked of. Another one was never asked: that it does not
    /// know the payment, or made it fail, says nothing. At most one node request.
    /// </summary>
    public async Task<bool> IsAsked(Payment payment, CancellationToken cancel) =>
        payment.Requests.Node == await node.GetId(cancel);

    /// <summary>
    /// Whether the node itself issued the invoice, and so would not pay it. At most one node request.
    /// </summary>
    public async Task<bool> IsOwn(Payment payment, CancellationToken cancel) =>
        Bolt11Invoice.TryDecode(payment.PaymentRequest, out var request, out _)
        && request.Payee == await node.GetId(cancel);

    /// <summary>What the node knows of the payment's hash. One node request.</summary>
    public Task<NodePayment?> Track(Payment payment, CancellationToken cancel) =>
        node.TrackPayment(payment.Hash, cancel);

    /// <summary>
    /// Asks the node to pay. Null when another process is at it, the invoice is over by now, or the node gave no
    /// answer: it is looked at again later. One storage transaction and a node request.
    /// </summary>
    /// <param name="payment">As stored.</param>
    /// <param name="version">Of its row: whoever changed it meanwhile asks instead.</param>
    /// <param name="indexBefore">The number of the newest try that is not ours; 0 when there is none.</param>
    /// <param name="cancel">Ends the waiting; the payment goes on.</param>
    /// <exception cref="NodeRefusedException">
    /// The credentials do not allow it; the request is struck out, and an operator must mend them.
    /// </exception>
    public async Task<AskedPayment?> Execute(
        Payment payment, ETag version, ulong indexBefore, CancellationToken cancel)
    {
        // The time is taken last: whatever came before may have taken long.
        var id = await node.GetId(cancel);
        var now = clock.GetUtcNow();
        if (now >= payment.ExpiresAt)
        {
            return null;
        }

        var token = randomness.NextUuid().ToString("N");
        var asking = payment with
        {
            State = PaymentState.InFlight,
            Requests = payment.Requests.Making(token, id, indexBefore, now),
        };
        if (await Enter(asking, version, token, cancel) is not { } entered)
        {
            return null;
        }

        // The account says that we ask. From here on only the node can say that nothing came of it.
        try
        {
            return await Ask(asking, entered, token, cancel);
        }
        catch (NodeUnavailableException)
        {
            return null;
        }
        catch (NodeRefusedException)
        {
            await StrikeOut(asking, entered, token, cancel);
            throw;
        }
    }

    /// <summary>
    /// Stores what was seen of a payment that stays in flight, if it is news. A lost race or a lost write is seen again
    /// by the next look. At most one storage transaction.
    /// </summary>
    public Task Note(Payment payment, ETag version, NodeRequests seen, CancellationToken cancel) =>
        seen == payment.Requests
            ? Task.CompletedTask
            : Commit(PaymentRows.Change(payment with { Requests = seen }, version), cancel);

    private async Task<AskedPayment?> Ask(Payment asking, ETag version, string token, CancellationToken cancel)
    {
        var amount = asking.IsAmountNamed ? (Msat?)null : asking.Amount;
        var request = new NewNodePayment(asking.PaymentRequest, amount, asking.FeeMax, Wait);
        switch (await node.SendPayment(request, cancel))
        {
            case SendPaymentOutcome.Started started:
                return new AskedPayment(asking, version, started.Payment);
            case SendPaymentOutcome.AlreadyKnown:
                return await StrikeOut(asking, version, token, cancel) is { } known
                    ? known with { AtNode = await node.TrackPayment(asking.Hash, cancel) }
                    : null;
            case SendPaymentOutcome.Refused refused:
                return new AskedPayment(asking, version, null, refused.Failure);
            default:
                throw new InvariantBrokenException("a node starts a payment, knows it or refuses it");
        }
    }

    // Null where the answer could not be noted: the request then stays open, which can only delay a release.
    private async Task<AskedPayment?> StrikeOut(
        Payment asking, ETag version, string token, CancellationToken cancel)
    {
        var answered = asking with { Requests = asking.Requests.Answered(token) };
        var outcome = await Commit(PaymentRows.Change(answered, version), cancel);
        return outcome.Status == CommitStatus.Committed
            ? new AskedPayment(answered, outcome.Versions[0], null)
            : null;
    }

    private async Task<ETag?> Enter(Payment asking, ETag version, string token, CancellationToken cancel)
    {
        var outcome = await Commit(PaymentRows.Change(asking, version), cancel);
        if (outcome.Status == CommitStatus.Committed)
        {
            return outcome.Versions[0];
        }

        if (outcome.Status != CommitStatus.Unknown)
        {
            return null;
        }

        var key = PaymentRows.Key(asking.Wallet, asking.Id);
        var row = await tables.Get(WalletRows.Table, key, cancel);
        return row is not null && PaymentRows.ToPayment(row).Requests.Token == token ? row.Version : null;
    }

    private Task<CommitOutcome> Commit(RowWrite write, CancellationToken cancel) =>
        tables.Commit(WalletRows.Table, new RowBatch([write]), cancel);
}
