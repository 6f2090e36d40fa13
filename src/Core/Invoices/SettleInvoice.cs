using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Listings;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>
/// Credits what a node says was paid, exactly once, and has the merchant told. Safe to repeat at any point: a repeat
/// finds the idempotency record and only orders the callbacks again.
/// </summary>
public sealed class SettleInvoice(
    ITableStore tables,
    PaymentHashIndex hashes,
    Registry registry,
    BookKeeper books,
    PublishDeliveries publish,
    IReadOnlyDictionary<string, CallbackScheme> schemes)
{
    /// <summary>
    /// Settles. Throws only for a world that fails; then it is repeated. Four storage transactions and a message for
    /// each endpoint.
    /// </summary>
    public async Task<SettleInvoiceStatus> Execute(Settlement settlement, CancellationToken cancel)
    {
        if (await hashes.Find(settlement.Hash, cancel) is not { Direction: PaymentDirection.Receive } location)
        {
            return SettleInvoiceStatus.NotOurs;
        }

        var endpoints = await registry.FindEndpoints(location.Environment, cancel);
        IReadOnlyList<Delivery> deliveries = [];
        var command = new BookCommand(
            new IdempotencyKey($"settle:{settlement.Hash}"),
            InputHash.Of(settlement.Hash.ToString(), settlement.AmountPaid.ToString()),
            async loading =>
            {
                var row = await tables.Get(
                    WalletRows.Table, InvoiceRows.Key(location.Wallet, location.Invoice), loading);
                return (_, now) =>
                {
                    var invoice = row is null ? null : InvoiceRows.ToInvoice(row);
                    var plan = SettlementPlan.Decide(
                        invoice, row?.Version, settlement, endpoints, schemes, now);
                    deliveries = plan.Deliveries;
                    return new BookDecision.Applied(plan.Change(location.Invoice));
                };
            });
        switch (await books.Execute(location.Wallet, command, cancel))
        {
            case BookResult.Applied applied:
                await publish.Fresh(deliveries.Select(d => (d, VersionOf(d, applied))), cancel);
                return applied.Change.Movement == ReceiveInvoice.Name
                    ? SettleInvoiceStatus.Credited
                    : SettleInvoiceStatus.Suspended;
            case BookResult.AlreadyApplied:
                await publish.Overdue(location.Wallet, TimeSpan.Zero, cancel);
                return SettleInvoiceStatus.AlreadyCredited;
            case BookResult.KeyReused:
                return SettleInvoiceStatus.Contradictory;
            default:
                throw new InvariantBrokenException("a hash of ours belongs to a wallet, and settling is not refused");
        }
    }

    private static ETag VersionOf(Delivery delivery, BookResult.Applied applied)
    {
        var key = DeliveryRows.Key(delivery.Wallet, delivery.Id);
        for (var i = 0; i < applied.Change.Writes.Count; i++)
        {
            if (applied.Change.Writes[i].Key == key)
            {
                return applied.Versions[i];
            }
        }

        throw new InvariantBrokenException("a planned delivery is among the writes of its change");
    }
}
