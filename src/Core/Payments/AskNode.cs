using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// The only place that makes a node pay. A request is entered into the payment's account before it is made, and struck
/// out only by a definite answer.
/// </summary>
public sealed class AskNode(
    ITableStore tables, BackingNodes nodes, KeysendPreimages preimages, IRandomness randomness, TimeProvider clock)
{
    /// <summary>
    /// How long a look waits for the end before it leaves that to the next one. Nearly every payment ends within.
    /// </summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    /// <summary>How long a customer's own node that did not answer is not asked again.</summary>
    private static readonly TimeSpan AwayFor = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether this is the node that a payment in flight was asked of. Another one was never asked: that it does not
    /// know the payment, or made it fail, says nothing. At most one node request.
    /// </summary>
    public async Task<bool> IsAsked(Payment payment, CancellationToken cancel) =>
        payment.Requests.Node == await Hear(payment, node => node.GetId(cancel), cancel);

    /// <summary>
    /// Whether the node itself issued the invoice, and so would not pay it. At most one node request.
    /// </summary>
    public async Task<bool> IsOwn(Payment payment, CancellationToken cancel) =>
        payment.Target is PaymentTarget.Invoice invoice
        && Bolt11Invoice.TryDecode(invoice.PaymentRequest, out var request, out _)
        && request.Payee == await Hear(payment, node => node.GetId(cancel), cancel);

    /// <summary>What the node knows of the payment's hash. One node request.</summary>
    public Task<NodePayment?> Track(Payment payment, CancellationToken cancel) =>
        Hear(payment, node => node.TrackPayment(payment.Hash, cancel), cancel);

    /// <summary>
    /// Asks the node to pay. Null when another process is at it, its time is over by now, or the node gave no
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
        var node = await NodeOf(payment, cancel);
        var id = await node.GetId(cancel);
        var now = clock.GetUtcNow();
        if (now >= payment.ExpiresAt)
        {
            return null;
        }

        // Another hash would be another payment, of which nothing is known. It would be, under another master key.
        Invariant.Holds(
            payment.Target is not PaymentTarget.Keysend || PreimageOf(payment).Hash() == payment.Hash,
            "a keysend is asked for under the hash that it was ordered with");
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
            return await Ask(node, asking, entered, token, cancel);
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

    // A customer's own node that is away is not asked for each of his payments: others wait for the same hands.
    private async Task<IPayingNode> NodeOf(Payment payment, CancellationToken cancel) =>
        payment.NodeLine is { } line && nodes.IsAway(line)
            ? throw new NodeUnavailableException($"The own node of line {line} did not answer a moment ago.")
            : (await nodes.Of(payment.NodeLine, cancel)).Paying;

    private async Task<T> Hear<T>(Payment payment, Func<IPayingNode, Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask(await NodeOf(payment, cancel));
        }
        catch (NodeUnavailableException) when (payment.NodeLine is { } line && !nodes.IsAway(line))
        {
            nodes.NoteAway(line, AwayFor);
            throw;
        }
    }

    private async Task<AskedPayment?> Ask(
        IPayingNode node, Payment asking, ETag version, string token, CancellationToken cancel)
    {
        switch (await Send(node, asking, cancel))
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

    private Task<SendPaymentOutcome> Send(
        IPayingNode node, Payment asking, CancellationToken cancel) => asking.Target switch
    {
        PaymentTarget.Invoice invoice => node.SendPayment(
            new NewNodePayment(
                invoice.PaymentRequest, asking.IsAmountNamed ? null : asking.Amount, asking.FeeMax, Wait),
            cancel),
        PaymentTarget.Keysend keysend => node.SendKeysend(
            new NewNodeKeysend(
                keysend.Destination, PreimageOf(asking), asking.Amount, asking.FeeMax, asking.ExpiresAt, Wait)
            {
                Records = keysend.Records,
            },
            cancel),
        _ => throw new InvariantBrokenException("an invoice is paid, or a node"),
    };

    private PaymentPreimage PreimageOf(Payment keysend) => preimages.For(keysend.Wallet, keysend.Id);

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
