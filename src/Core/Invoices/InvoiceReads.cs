using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>Finds invoices. Changes nothing; one or two storage transactions each.</summary>
public sealed class InvoiceReads(ITableStore tables, PaymentHashIndex hashes)
{
    /// <summary>By payment hash, in any wallet.</summary>
    public async Task<Invoice?> ByHash(PaymentHash hash, CancellationToken cancel) =>
        await hashes.Find(hash, cancel) is { Direction: PaymentDirection.Receive } location
            ? await ById(location.Wallet, location.Invoice, cancel)
            : null;

    /// <summary>By id.</summary>
    public async Task<Invoice?> ById(WalletId wallet, InvoiceId invoice, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, InvoiceRows.Key(wallet, invoice), cancel) is { } row
            ? InvoiceRows.ToInvoice(row)
            : null;

    /// <summary>By serial number.</summary>
    public async Task<Invoice?> BySerial(WalletId wallet, int serial, CancellationToken cancel) =>
        serial > 0 && await tables.Get(WalletRows.Table, InvoiceRows.SerialKey(wallet, serial), cancel) is { } pointer
            ? await Follow(wallet, pointer, cancel)
            : null;

    /// <summary>By the merchant's reference: the newest ones, at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<Invoice>> ByReference(
        WalletId wallet, string reference, int take, CancellationToken cancel)
    {
        var query = RowQuery.Prefix(wallet.ToString(), InvoiceRows.ReferencePrefix(reference), take);
        var pointers = await tables.ReadFirst(WalletRows.Table, query, cancel);
        var invoices = await Task.WhenAll(pointers.Select(pointer => Follow(wallet, pointer, cancel)));
        return [.. invoices.OfType<Invoice>().Where(i => i.MerchantReference == reference)];
    }

    private async Task<Invoice?> Follow(WalletId wallet, Row pointer, CancellationToken cancel)
    {
        var isId = InvoiceId.TryParse(pointer.Fields.Text("invoice"), out var invoice);
        Invariant.Holds(isId, "a pointer to an invoice carries its id");
        return await ById(wallet, invoice, cancel);
    }
}
