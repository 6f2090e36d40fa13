using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>
/// Credits an invoice that a payment of ours pays within the ledger. This commit decides who paid it: the invoice
/// leaves <see cref="InvoiceState.Open"/> once, by this payment, by another one, by the network, by its time or by its
/// owner. Until it is made the payer's money is only held; once it is made, the hold can only be captured.
/// </summary>
public sealed class SettleInternally(ITableStore tables, BookKeeper books, Announce announce)
{
    /// <summary>
    /// Credits it, unless it is final by now, and returns it as it is stored, which is final: <c>PaidBy</c> tells
    /// whether this payment did it, now or before. Safe to repeat. Three storage transactions, and a message for each
    /// endpoint.
    /// </summary>
    /// <param name="open">One that nobody can pay over the network any more.</param>
    /// <param name="payer">The payment; its amount is held.</param>
    /// <param name="amount">What it pays.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="StorageUnavailableException">It may have happened: repeat it.</exception>
    public async Task<Invoice> Execute(
        Invoice open, InternalPayer payer, Msat amount, CancellationToken cancel)
    {
        var audience = await announce.To(open.Environment, cancel);
        IReadOnlyList<Delivery> deliveries = [];
        var command = new BookCommand(
            KeyOf(open),
            InputOf(open, payer, amount),
            async loading =>
            {
                var row = await Read(open, loading);
                var invoice = InvoiceRows.ToInvoice(row);
                var request = invoice.IsPartOfRequest
                    ? await ChainRequestReading.Read(tables, open.Wallet, open.Id, loading)
                    : null;
                return (_, now) =>
                {
                    if (invoice.State != InvoiceState.Open)
                    {
                        return new BookDecision.Refused(SettleInternallyRefusal.AlreadyFinal);
                    }

                    var paid = Paid(invoice, payer, amount, now);
                    var part = PaidRequest.Of(request, paid, now);
                    deliveries = audience.Plan(
                        part?.NewsOf(InvoiceNews.CompletedId(paid), now) ?? InvoiceNews.Completed(paid, now));
                    return new BookDecision.Applied(Change(paid, row.Version, part, deliveries));
                };
            });
        if (await books.Execute(open.Wallet, command, cancel) is BookResult.Applied applied)
        {
            await announce.PublishOrLeave(deliveries, applied.Change.Writes, applied.Versions, cancel);
        }

        var final = InvoiceRows.ToInvoice(await Read(open, cancel));
        Invariant.Holds(final.State != InvoiceState.Open, "an invoice that is settled, or refuses to be, is final");
        return final;
    }

    /// <summary>The idempotency key of the credit.</summary>
    internal static IdempotencyKey KeyOf(Invoice invoice) => new($"internal:{invoice.Hash}");

    /// <summary>The input that goes with it.</summary>
    internal static InputHash InputOf(Invoice invoice, InternalPayer payer, Msat amount) => InputHash.Of(
        invoice.Hash.ToString(), amount.ToString(), payer.Wallet.ToString(), payer.Payment.ToString());

    private static Invoice Paid(Invoice invoice, InternalPayer payer, Msat amount, DateTimeOffset now) =>
        invoice with
        {
            State = InvoiceState.Settled,
            AmountPaid = amount,
            FeePaid = invoice.FeeOf(amount),
            SettledAt = now,
            EndedAt = now,
            PaidBy = payer,
        };

    private static BookChange Change(
        Invoice paid, ETag version, PaidRequest? part, IReadOnlyList<Delivery> deliveries) =>
        new(CreditInternal.Name, paid.Id.ToString(), "credited")
        {
            Transfers = CreditInternal.Transfers(paid.AmountPaid, paid.FeePaid),
            Writes =
            [
                .. InvoiceRows.Finish(paid, version),
                .. part?.Writes ?? [],
                .. deliveries.SelectMany(DeliveryRows.Inserts),
            ],
            Events =
            [
                new NewEvent(
                    InvoiceNews.CompletedId(paid),
                    "invoice.settled",
                    new RowFields
                    {
                        { "payment_hash", paid.Hash.ToString() },
                        { "amount_paid_msat", paid.AmountPaid.Value },
                        { "fee_paid_msat", paid.FeePaid.Value },
                        { "settled_at", paid.SettledAt },
                        { "of_request", part?.Word },
                        { "paid_by_wallet", paid.PaidBy!.Wallet.ToString() },
                        { "paid_by_payment", paid.PaidBy.Payment.ToString() },
                    }),
            ],
            AttentionAt = deliveries.Count > 0 ? paid.EndedAt : null,
        };

    private async Task<Row> Read(Invoice invoice, CancellationToken cancel)
    {
        var row = await tables.Get(WalletRows.Table, InvoiceRows.Key(invoice.Wallet, invoice.Id), cancel);
        Invariant.Holds(row is not null, "an invoice is never deleted");
        return row;
    }
}
