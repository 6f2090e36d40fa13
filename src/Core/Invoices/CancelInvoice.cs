using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
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
public sealed class CancelInvoice(ITableStore tables, BackingNodes nodes, BookKeeper books, Announce announce)
{
    /// <summary>
    /// Withdraws it, and has the world told. Repeating it changes nothing. Two storage transactions, a node request and
    /// a message for each endpoint that wants to know.
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

        var node = (await nodes.Of(invoice.NodeLine, cancel)).Node;
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

        return await End(invoice, cancel);
    }

    private async Task<CancelInvoiceOutcome> End(Invoice invoice, CancellationToken cancel)
    {
        var audience = await announce.To(invoice.Environment, cancel);
        IReadOnlyList<Delivery> deliveries = [];
        var command = new BookCommand(
            new IdempotencyKey($"cancel:{invoice.Hash}"),
            InputHash.Of(invoice.Hash.ToString()),
            async loading =>
            {
                var current = await Read(invoice.Wallet, invoice.Id, loading);
                Invariant.Holds(current is not null, "an invoice is never deleted");
                return (_, now) =>
                {
                    var stored = InvoiceRows.ToInvoice(current);
                    var canceled = stored with { State = InvoiceState.Canceled, EndedAt = now };
                    deliveries = stored.IsPartOfRequest ? [] : audience.Plan(InvoiceNews.Canceled(canceled, now));
                    return Decide(stored, canceled, current.Version, deliveries);
                };
            });
        switch (await books.Execute(invoice.Wallet, command, cancel))
        {
            case BookResult.Applied applied:
                await announce.PublishOrLeave(deliveries, applied.Change.Writes, applied.Versions, cancel);
                return CancelInvoiceOutcome.Canceled;
            case BookResult.AlreadyApplied:
                return CancelInvoiceOutcome.Canceled;
            case BookResult.Refused { Status: CancelInvoiceOutcome status }:
                return status;
            default:
                throw new InvariantBrokenException("an invoice of ours is withdrawn, or was final");
        }
    }

    private static BookDecision Decide(
        Invoice stored, Invoice canceled, ETag version, IReadOnlyList<Delivery> deliveries) =>
        Of(stored.State) is { } ended
            ? new BookDecision.Refused(ended)
            : new BookDecision.Applied(new BookChange("cancel-invoice", stored.Id.ToString(), "canceled")
            {
                Writes = [.. InvoiceRows.Finish(canceled, version), .. deliveries.SelectMany(DeliveryRows.Inserts)],
                AttentionAt = deliveries.Count > 0 ? canceled.EndedAt : null,
                Events =
                [
                    new NewEvent(
                        EventIds.For("canceled", stored.Hash.ToString()),
                        "invoice.canceled",
                        new RowFields
                        {
                            { "payment_hash", stored.Hash.ToString() },
                            { "of_request", stored.IsPartOfRequest ? "ends" : null },
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
