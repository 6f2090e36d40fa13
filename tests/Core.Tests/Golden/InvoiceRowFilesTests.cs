using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Golden;

public sealed class InvoiceRowFilesTests
{
    private static readonly Invoice Settled = Samples.Invoice with
    {
        State = InvoiceState.Settled,
        AmountPaid = Msat.FromSats(250_001),
        FeePaid = Msat.FromSats(2_000),
        SettledAt = Samples.Settlement.SettledAt,
    };

    // Whatever may be absent is.
    private static readonly Invoice Bare =
        Samples.Invoice with { Amount = null, MerchantReference = null, CustomerReference = null };

    private readonly WatchedTableStore tables = new(new MemoryTableStore());

    [Fact]
    public void A_new_invoice_is_stored_as_it_always_was()
    {
        var writes = InvoiceRows.Inserts(Samples.Invoice);
        GoldenFile.AssertRow("invoice-open", WalletRows.Table, writes[0]);
        GoldenFile.AssertRow("invoice-serial-pointer", WalletRows.Table, writes[1]);
        GoldenFile.AssertRow("invoice-open-pointer", WalletRows.Table, writes[2]);
        GoldenFile.AssertRow("invoice-reference-pointer", WalletRows.Table, writes[3]);
        Assert.Equal(4, writes.Count);
    }

    [Fact]
    public void An_invoice_without_amount_or_references_is_stored_as_it_always_was()
    {
        var writes = InvoiceRows.Inserts(Bare);
        GoldenFile.AssertRow("invoice-bare", WalletRows.Table, writes[0]);
        Assert.Equal(3, writes.Count);
    }

    [Fact]
    public void A_paid_invoice_is_stored_as_it_always_was() => GoldenFile.AssertRow(
        "invoice-settled", WalletRows.Table, InvoiceRows.Finish(Settled, new ETag("1"))[0]);

    [Fact]
    public void Stored_invoices_read_back()
    {
        Assert.Equal(Samples.Invoice, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-open")));
        Assert.Equal(Settled, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-settled")));
        Assert.Equal(Bare, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-bare")));
    }

    [Fact]
    public async Task Stored_pointers_find_their_invoice()
    {
        foreach (var name in new[] { "invoice-open", "invoice-serial-pointer", "invoice-reference-pointer" })
        {
            await Store(WalletRows.Table, name);
        }

        await Store(PaymentHashIndex.Table, "hash-index-entry");
        var reads = new InvoiceReads(tables, new PaymentHashIndex(tables));
        Assert.Equal(Samples.Invoice, await reads.BySerial(Samples.Wallet, 42, CancellationToken.None));
        Assert.Equal(Samples.Invoice, await reads.ByHash(Samples.Hash, CancellationToken.None));
        Assert.Equal(
            [Samples.Invoice], await reads.ByReference(Samples.Wallet, "order 7/é", 10, CancellationToken.None));
    }

    [Fact]
    public async Task An_entry_of_the_hash_index_is_stored_as_it_always_was()
    {
        var location = new InvoiceLocation(Samples.Environment, Samples.Wallet, Samples.InvoiceId);
        await new PaymentHashIndex(tables).Add(Samples.Hash, location, CancellationToken.None);
        AssertWritten("hash-index-entry", PaymentHashIndex.Table);
    }

    [Fact]
    public async Task Serial_numbers_are_stored_as_they_always_were()
    {
        await new SerialNumbers(tables).Next(Samples.Environment, CancellationToken.None);
        AssertWritten("serial-numbers", SerialNumbers.Table);
    }

    [Fact]
    public async Task Stored_serial_numbers_are_counted_on()
    {
        await Store(SerialNumbers.Table, "serial-numbers");
        Assert.Equal(101, await new SerialNumbers(tables).Next(Samples.Environment, CancellationToken.None));
    }

    [Fact]
    public async Task The_relays_cursor_is_stored_as_it_always_was()
    {
        await new RelayCursor(tables).Advance(Samples.Node, ulong.MaxValue, CancellationToken.None);
        AssertWritten("relay-cursor", RelayCursor.Table);
    }

    [Fact]
    public async Task A_stored_cursor_reads_back()
    {
        await Store(RelayCursor.Table, "relay-cursor");
        Assert.Equal(ulong.MaxValue, await new RelayCursor(tables).Load(Samples.Node, CancellationToken.None));
    }

    private Task Store(TableName table, string name)
    {
        var row = GoldenFile.Row(name);
        return tables.Commit(table, new RowBatch([RowWrite.Insert(row.Key, row.Fields)]), CancellationToken.None);
    }

    private void AssertWritten(string name, TableName table)
    {
        var commit = Assert.Single(tables.Commits);
        Assert.Equal(table, commit.Table);
        GoldenFile.AssertRow(name, table, Assert.Single(commit.Batch.Writes));
    }
}
