using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Payments;
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
        EndedAt = Samples.Settlement.SettledAt,
    };

    // By a wallet of ours: the payment that did it, and the instant of the commit.
    private static readonly Invoice Internal = Settled with
    {
        SettledAt = Samples.At,
        EndedAt = Samples.At,
        PaidBy = new InternalPayer(Samples.Environment, Samples.Wallet, Samples.PaymentId),
    };

    // Whatever came later, in a column of its own.
    private static readonly Invoice Noted = Samples.Invoice with
    {
        Description = "tea & cake",
        Metadata = Metadata.Of([new("table", "4"), new("ordér", "7:7")])!,
        RecordedAt = Samples.At,
        State = InvoiceState.Expired,
        EndedAt = Samples.At.AddHours(1),
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
        GoldenFile.AssertRow("list-receive", WalletRows.Table, writes[4 - 1]);
        GoldenFile.AssertRow("invoice-reference-pointer", WalletRows.Table, writes[4]);
        Assert.Equal(5, writes.Count);
    }

    [Fact]
    public void An_invoice_without_amount_or_references_is_stored_as_it_always_was()
    {
        var writes = InvoiceRows.Inserts(Bare);
        GoldenFile.AssertRow("invoice-bare", WalletRows.Table, writes[0]);
        Assert.Equal(4, writes.Count);
    }

    [Fact]
    public void An_expired_invoice_with_notes_is_stored_as_it_always_was()
    {
        var writes = InvoiceRows.Finish(Noted, new ETag("1"));
        GoldenFile.AssertRow("invoice-noted", WalletRows.Table, writes[0]);
        GoldenFile.AssertRow("ended-receive", WalletRows.Table, writes[2]);
        GoldenFile.AssertRow("list-receive-noted", WalletRows.Table, InvoiceRows.Inserts(Noted)[3]);
    }

    [Fact]
    public void Stored_listings_read_back()
    {
        var listed = ListingRows.ToPayment(GoldenFile.Row("list-receive-noted"));
        Assert.Equal((Noted.Wallet, Noted.Id.Value, Noted.RecordedAt), (listed.Wallet, listed.Id, listed.CreatedAt));
        Assert.Equal((PaymentDirection.Receive, PaymentKind.Bolt11), (listed.Direction, listed.Kind));
        Assert.Equal((ListedStatus.Receiving, Noted.Metadata.Digests), (listed.Status, listed.MetadataDigests));
        var ended = ListingRows.After(listed, GoldenFile.Row("ended-receive"));
        Assert.Equal((ListedStatus.Expired, Noted.EndedAt!.Value), (ended.Status, ended.UpdatedAt));
    }

    [Fact]
    public void A_paid_invoice_is_stored_as_it_always_was() => GoldenFile.AssertRow(
        "invoice-settled", WalletRows.Table, InvoiceRows.Finish(Settled, new ETag("1"))[0]);

    [Fact]
    public void An_invoice_that_a_wallet_of_ours_paid_is_stored_as_it_always_was() => GoldenFile.AssertRow(
        "invoice-internal", WalletRows.Table, InvoiceRows.Finish(Internal, new ETag("1"))[0]);

    [Fact]
    public void Stored_invoices_read_back()
    {
        Assert.Equal(Internal, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-internal")));
        Assert.Equal(Samples.Invoice, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-open")));
        Assert.Equal(Settled, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-settled")));
        Assert.Equal(Bare, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-bare")));
        Assert.Equal(Noted, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-noted")));
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
    public async Task The_id_of_a_sent_payment_is_stored_as_it_always_was()
    {
        var ids = new PaymentIds(new PaymentHashIndex(tables), new PreimageSource(Samples.MasterKey));
        Assert.True(await ids.Take(Samples.Environment, Samples.Wallet, Samples.PaymentId, CancellationToken.None));
        AssertWritten("hash-index-send", PaymentHashIndex.Table);
        var found = await ids.Find(Samples.Environment, Samples.PaymentId.Value, CancellationToken.None);
        Assert.Equal((Samples.Wallet, PaymentDirection.Send), (found!.Wallet, found.Direction));
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
