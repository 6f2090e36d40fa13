using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
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
    BookKeeper books,
    Announce announce,
    PublishDeliveries publish)
{
    /// <summary>
    /// Settles. Throws only for a world that fails; then it is repeated. Four storage transactions, two more
    /// where a request on chain is paid, and a message for each endpoint.
    /// </summary>
    public async Task<SettleInvoiceStatus> Execute(Settlement settlement, CancellationToken cancel) =>
        (await Settle(settlement, cancel)).Status;

    /// <summary>As <see cref="Execute"/>; tells also whose invoice it was, where it is ours.</summary>
    public async Task<(SettleInvoiceStatus Status, InvoiceLocation? Location)> Settle(
        Settlement settlement, CancellationToken cancel) =>
        await hashes.Find(settlement.Hash, cancel) is { Direction: PaymentDirection.Receive } location
            ? (await Heard(location, settlement, cancel), location)
            : (SettleInvoiceStatus.NotOurs, null);

    // A node speaks for its own invoices: a customer's could otherwise have money credited that never came.
    private Task<SettleInvoiceStatus> Heard(
        InvoiceLocation location, Settlement settlement, CancellationToken cancel) =>
        settlement.Line == location.NodeLine
            ? Settle(location, settlement, cancel)
            : Task.FromResult(SettleInvoiceStatus.OtherNode);

    private async Task<SettleInvoiceStatus> Settle(
        InvoiceLocation location, Settlement settlement, CancellationToken cancel)
    {
        var audience = await announce.To(location.Environment, cancel);
        IReadOnlyList<Delivery> deliveries = [];
        var command = new BookCommand(
            new IdempotencyKey($"settle:{settlement.Hash}"),
            InputHash.Of(settlement.Hash.ToString(), settlement.AmountPaid.ToString()),
            async loading =>
            {
                var row = await tables.Get(
                    WalletRows.Table, InvoiceRows.Key(location.Wallet, location.Invoice), loading);
                var request = location.Kind == PaymentKind.Bip21
                    ? await ChainRequestReading.Read(tables, location.Wallet, location.Invoice, loading)
                    : null;
                return (_, now) =>
                {
                    var invoice = row is null ? null : InvoiceRows.ToInvoice(row);
                    var plan = SettlementPlan.Decide(invoice, row?.Version, request, settlement, audience, now);
                    deliveries = plan.Deliveries;
                    return new BookDecision.Applied(plan.Change(location.Invoice));
                };
            });
        switch (await books.Execute(location.Wallet, command, cancel))
        {
            case BookResult.Applied applied:
                await announce.Publish(deliveries, applied, cancel);
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
}
