using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Ledger.Movements;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// Takes an order to pay over Lightning: amount and maximum fee are held in the wallet, and then the node is asked by
/// whoever takes the message. What crashes in between is found by Reconcile.
/// </summary>
public sealed class CreatePayment(
    BookKeeper books,
    PaymentReads payments,
    Announce announce,
    PaymentIds ids,
    PublishSends publish,
    PaymentRules rules)
{
    /// <summary>
    /// Holds the cost and orders the payment. Repeating it with the same id and the same input is answered with the
    /// payment as it is by then. Two storage transactions and a message.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It may have happened: repeat it with the same id.</exception>
    public async Task<CreatePaymentOutcome> Execute(NewPayment asked, CancellationToken cancel)
    {
        var (order, refusal) = rules.Read(asked);
        if (order is null)
        {
            return new CreatePaymentOutcome(null, refusal);
        }

        if (!await ids.Take(asked.Environment, asked.Wallet, asked.Id, cancel))
        {
            return new CreatePaymentOutcome(null, CreatePaymentRefusal.AlreadyExists);
        }

        return await Make(asked, order, cancel);
    }

    private async Task<CreatePaymentOutcome> Make(
        NewPayment asked, PaymentTerms order, CancellationToken cancel)
    {
        Payment? made = null;
        var told = await announce.Prepare(asked.Environment, cancel);
        var command = new BookCommand(
            SendSteps.KeyOf(asked.Id),
            order.Target.AskedFor(order.Amount, asked.FeeMax),
            async stop =>
            {
                var problemWith = await rules.Of(asked.Wallet, stop);
                var rate = await rules.SendFeeOf(asked.Wallet, stop);
                return (head, now) =>
                {
                    var payment = PaymentOf(asked, order, now) with
                    {
                        NodeLine = head.NodeLine,
                        Processing = ProcessingFee.On(order.Amount, rate),
                    };
                    var refusal = problemWith(payment, head, now);
                    var isKept = refusal == CreatePaymentRefusal.InsufficientFunds && asked.KeepsNotCovered;
                    made = isKept ? NotCovered(payment) : payment;
                    return refusal is { } status && !isKept
                        ? new BookDecision.Refused(status)
                        : new BookDecision.Applied(isKept
                            ? told.With(NotHeld(made), PaymentNews.Of(made, now), now)
                            : told.With(Held(made), LimitNewsOf(made, head, now), now));
                };
            });
        switch (await books.Execute(asked.Wallet, command, cancel))
        {
            case BookResult.Applied applied:
                await told.Publish(applied, cancel);
                return new CreatePaymentOutcome(made!.IsFinal ? made : await Order(made, cancel), null);
            case BookResult.AlreadyApplied:
                return await Replay(asked, isSame: true, cancel);
            case BookResult.KeyReused:
                return await Replay(asked, isSame: false, cancel);
            case BookResult.WalletNotFound:
                return new CreatePaymentOutcome(null, CreatePaymentRefusal.WalletNotFound);
            case BookResult.Refused { Status: CreatePaymentRefusal status }:
                return new CreatePaymentOutcome(null, status);
            default:
                throw new InvariantBrokenException("a payment is made or refused");
        }
    }

    // The key is the wallet's, and so found before anybody asks whose wallet it is: nothing of it is told to others.
    private async Task<CreatePaymentOutcome> Replay(NewPayment asked, bool isSame, CancellationToken cancel)
    {
        var stored = await payments.ById(asked.Wallet, asked.Id, cancel);
        Invariant.Holds(stored is not null || !isSame, "a payment is never deleted");
        if (stored is not null && stored.Environment != asked.Environment)
        {
            return new CreatePaymentOutcome(null, CreatePaymentRefusal.WalletNotFound);
        }

        // Another input under the id may be one of a send on chain, which has the same key.
        return isSame
            ? new CreatePaymentOutcome(stored!.IsFinal ? stored : await Order(stored, cancel), null) { IsRepeat = true }
            : new CreatePaymentOutcome(null, CreatePaymentRefusal.AlreadyExists);
    }

    private static Payment PaymentOf(NewPayment asked, PaymentTerms order, DateTimeOffset now) => new()
    {
        Id = asked.Id,
        Wallet = asked.Wallet,
        Environment = asked.Environment,
        Hash = order.Hash,
        Target = order.Target,
        Amount = order.Amount,
        IsAmountNamed = order.IsAmountNamed,
        FeeMax = asked.FeeMax,
        Kind = asked.Kind,
        Address = asked.Address,
        Description = order.Description,
        Metadata = asked.Metadata,
        CreatedAt = now,
        ExpiresAt = order.ExpiresAt(now),
        State = PaymentState.Initiated,
    };

    private static BookChange Held(Payment payment) =>
        new(HoldSend.Name, payment.Id.ToString(), "initiated")
        {
            Transfers = HoldSend.Transfers(payment.Amount, payment.FeeMax, payment.Processing.Amount),
            Writes = PaymentRows.Inserts(payment),
            Events =
            [
                new NewEvent(
                    EventIds.For("payment.initiated", $"{payment.Wallet}/{payment.Id}"),
                    "payment.initiated",
                    new RowFields
                    {
                        { "payment", payment.Id.ToString() },
                        { "payment_hash", payment.Hash.ToString() },
                        { "amount_msat", payment.Amount.Value },
                        { "fee_max_msat", payment.FeeMax.Value },
                        { ProcessingFeeColumns.Amount, ProcessingFeeColumns.AmountOf(payment.Processing) },
                    }),
            ],
            AttentionAt = payment.CreatedAt,
        };

    private static LimitNews? LimitNewsOf(Payment payment, WalletHead head, DateTimeOffset now) => LimitNews.Of(
        head,
        HoldSend.Transfers(payment.Amount, payment.FeeMax, payment.Processing.Amount),
        payment.Id.ToString(),
        now);

    private static Payment NotCovered(Payment payment) => payment with
    {
        State = PaymentState.Failed,
        Failure = PaymentFailure.NotCovered,
        EndedAt = payment.CreatedAt,
    };

    private static BookChange NotHeld(Payment failed) => SendSteps.NotCovered(
        failed.Id,
        PaymentRows.Ended(failed),
        new NewEvent(
            EventIds.For("payment.failed", $"{failed.Wallet}/{failed.Id}"),
            "payment.failed",
            new RowFields
            {
                { "payment", failed.Id.ToString() },
                { "payment_hash", failed.Hash.ToString() },
                { "failure", failed.Failure.ToString() },
            }));

    // The hold is committed: from here on the payment goes its way, with this process or without it.
    private async Task<Payment> Order(Payment payment, CancellationToken cancel)
    {
        try
        {
            await publish.First(payment, cancel);
        }
        catch (BusUnavailableException)
        {
            // Reconcile orders it within three minutes.
        }

        return payment;
    }
}
