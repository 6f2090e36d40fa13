using Fulgurite.Books;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>
/// Withdraws an open invoice: at the node first, so that nobody can pay what we call withdrawn. A crash in between
/// leaves an invoice that nobody can pay, and that expires.
/// </summary>
public sealed class CancelInvoice(ITableStore tables, ILightningNode node, BookKeeper books)
{
    /// <summary>
    /// Withdraws it. Repeating it changes nothing. Two storage transactions and a node request.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Not known to be withdrawn: repeat it.</exception>
    /// <exception cref="StorageUnavailableException">Not known to be withdrawn: repeat it.</exception>
    public async Task<CancelInvoiceOutcome> Execute(WalletId wallet, InvoiceId id, CancellationToken cancel)
    {
        if (await Read(wallet, id, cancel) is not { } row)
        {
            return CancelInvoiceOutcome.NotFound;
        }

        var invoice = InvoiceRows.ToInvoice(row);
        if (Of(invoice.State) is { } ended)
        {
            return ended;
        }

        switch (await node.CancelInvoice(invoice.Hash, cancel))
        {
            case CancelInvoiceStatus.AlreadySettled:
                // The settlement is on its way to us.
                return CancelInvoiceOutcome.AlreadyPaid;
            case CancelInvoiceStatus.NotFound:
                throw new NodeUnavailableException("Another node issued the invoice: only that one can withdraw it.");
            case CancelInvoiceStatus.Canceled:
                break;
        }

        var command = new BookCommand(
            new IdempotencyKey($"cancel:{invoice.Hash}"),
            InputHash.Of(invoice.Hash.ToString()),
            async loading =>
            {
                var current = await Read(wallet, id, loading);
                Invariant.Holds(current is not null, "an invoice is never deleted");
                return (_, now) => Decide(InvoiceRows.ToInvoice(current), current.Version, now);
            });
        return await books.Execute(wallet, command, cancel) switch
        {
            BookResult.Applied or BookResult.AlreadyApplied => CancelInvoiceOutcome.Canceled,
            BookResult.Refused { Status: CancelInvoiceOutcome status } => status,
            _ => throw new InvariantBrokenException("an invoice of ours is withdrawn, or was final"),
        };
    }

    private static BookDecision Decide(Invoice invoice, ETag version, DateTimeOffset now) =>
        Of(invoice.State) is { } ended
            ? new BookDecision.Refused(ended)
            : new BookDecision.Applied(new BookChange("cancel-invoice", invoice.Id.ToString(), "canceled")
            {
                Writes = InvoiceRows.Finish(invoice with { State = InvoiceState.Canceled, EndedAt = now }, version),
                Events =
                [
                    new NewEvent(
                        EventIds.For("canceled", invoice.Hash.ToString()),
                        "invoice.canceled",
                        new RowFields
                        {
                            { "payment_hash", invoice.Hash.ToString() },
                            { "of_request", invoice.IsPartOfRequest ? "ends" : null },
                        }),
                ],
            });

    private static CancelInvoiceOutcome? Of(InvoiceState state) => state switch
    {
        InvoiceState.Open => null,
        InvoiceState.Settled => CancelInvoiceOutcome.AlreadyPaid,
        InvoiceState.Expired => CancelInvoiceOutcome.AlreadyExpired,
        InvoiceState.Canceled => CancelInvoiceOutcome.Canceled,
    };

    private Task<Row?> Read(WalletId wallet, InvoiceId id, CancellationToken cancel) =>
        tables.Get(WalletRows.Table, InvoiceRows.Key(wallet, id), cancel);
}
