using Fulgurite.Books;
using Fulgurite.Cycles;
using Fulgurite.Events;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Golden;

public sealed class WalletRowFilesTests
{
    private static readonly BookCommand Receipt = Commands.Deciding("settle:abc", (_, now) => new BookDecision.Applied(
        new BookChange(ReceiveInvoice.Name, Samples.InvoiceId.ToString(), "credited")
        {
            Transfers = ReceiveInvoice.Transfers(Msat.FromSats(250_000), Msat.FromSats(2_000)),
            Events =
            [
                new NewEvent(
                    EventIds.For("settled", Samples.Hash.ToString()),
                    "invoice.settled",
                    new RowFields
                    {
                        { "amount_paid_msat", 250_000_000L }, { "payment_hash", Samples.Hash.ToString() },
                    }),
            ],
            AttentionAt = now,
        }));

    [Fact]
    public async Task A_receipt_is_stored_as_it_always_was()
    {
        var writes = await Write();
        GoldenFile.AssertRow("wallet-head", WalletRows.Table, writes[0]);
        GoldenFile.AssertRow("once-record", WalletRows.Table, writes[1]);
        GoldenFile.AssertRow("journal-entry", WalletRows.Table, writes[2]);
        GoldenFile.AssertRow("event", WalletRows.Table, writes[3]);
    }

    [Fact]
    public void A_new_wallet_is_stored_as_it_always_was() => GoldenFile.AssertRow(
        "wallet-head-new",
        WalletRows.Table,
        RowWrite.Insert(WalletRows.HeadKey(Samples.Wallet), WalletRows.ToFields(Samples.Head)));

    [Fact]
    public async Task A_mark_of_attention_is_stored_as_it_always_was()
    {
        var book = await Book.Open();
        await book.Execute(Receipt);
        GoldenFile.AssertRow("attention-mark", AttentionIndex.Table, book.Tables.Commits[0].Batch.Writes[0]);
    }

    [Fact]
    public void A_stored_head_reads_back()
    {
        var head = WalletRows.ToHead(GoldenFile.Row("wallet-head"));
        Assert.Equal(
            (Samples.Wallet, Samples.Environment, Samples.Line), (head.Wallet, head.Environment, head.LineOfCredit));
        Assert.Equal((1, 1, Msat.Zero), (head.Sequence, head.EventSequence, head.CreditLimit));
        Assert.Equal(248_000_000, head.Balances[Account.Available].Value);
        Assert.Equal(2_000_000, head.Balances[Account.ProcessingFees].Value);
        Assert.Equal(-250_000_000, head.Balances[Account.LightningIn].Value);
    }

    [Fact]
    public void A_stored_new_head_reads_back()
    {
        var head = WalletRows.ToHead(GoldenFile.Row("wallet-head-new"));
        Assert.Equal(Samples.Head with { Balances = head.Balances }, head);
        Assert.All(ChartOfAccounts.All, account => Assert.Equal(MsatDelta.Zero, head.Balances[account]));
    }

    [Fact]
    public void A_stored_journal_line_proves_itself()
    {
        var row = GoldenFile.Row("journal-entry");
        var entry = WalletRows.ToJournalEntry(row);
        Assert.Equal(row.Fields.Text("hash"), entry.Hash);
        Assert.Equal(GoldenFile.Row("wallet-head").Fields.Text("chain_hash"), entry.Hash);
        Assert.Equal((1, Samples.At), (entry.Sequence, entry.At));
    }

    [Fact]
    public async Task A_stored_once_record_replays()
    {
        var book = await Book.Open();
        var stored = GoldenFile.Row("once-record");
        await book.Tables.Commit(
            WalletRows.Table, new RowBatch([RowWrite.Insert(stored.Key, stored.Fields)]), CancellationToken.None);
        Assert.Equal(new BookResult.AlreadyApplied("credited"), await book.Execute(Receipt));
    }

    [Fact]
    public void A_billed_wallet_is_stored_as_it_always_was()
    {
        var schedule = new BillingSchedule(BillingFrequency.Monthly, new DateOnly(2026, 1, 31));
        var moved = new Turnover(
            new Flow(2, new Msat(30_001), Msat.Zero), new Flow(1, Msat.FromSats(250_000), Msat.FromSats(2_000)));
        var head = Samples.Head.Billed(schedule, Samples.At);
        head = head with { Cycle = head.Cycle! with { Turnover = moved } };
        GoldenFile.AssertRow(
            "wallet-head-billed",
            WalletRows.Table,
            RowWrite.Insert(WalletRows.HeadKey(Samples.Wallet), WalletRows.ToFields(head)));
        var opening = head.Opening! with
        {
            Sequence = 3,
            Balances = Balances.Empty.After(new Transfer(Account.LightningIn, Account.Available, Msat.FromSats(5))),
        };
        GoldenFile.AssertRow("cycle-opening", WalletRows.Table, CycleRows.Insert(opening));
        Assert.Equal(head.Cycle, WalletRows.ToHead(GoldenFile.Row("wallet-head-billed")).Cycle);
        var stored = CycleRows.ToOpening(GoldenFile.Row("cycle-opening"));
        Assert.Equal(opening with { Balances = stored.Balances }, stored);
        Assert.Equal(5_000, stored.Balances[Account.Available].Value);
    }

    private static async Task<IReadOnlyList<RowWrite>> Write()
    {
        var book = await Book.Open();
        Assert.IsType<BookResult.Applied>(await book.Execute(Receipt));
        return book.Tables.Commits[^1].Batch.Writes;
    }
}
