using Fulgurite.Books;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Listings;

public sealed class ReadStatementTests
{
    [Theory]
    [InlineData("lightning-in>available:100;available>processing-fees:2", StatementKind.Credited, 98)]
    [InlineData("available>held:50", StatementKind.Held, 50)]
    [InlineData("held>lightning-out:40;held>network-fees:3;held>available:7", StatementKind.Captured, 43)]
    [InlineData("held>lightning-out:50", StatementKind.Captured, 50)]
    [InlineData("held>available:50", StatementKind.Released, 50)]
    [InlineData("lightning-in>suspense:9", StatementKind.Suspended, 9)]
    [InlineData("suspense>available:9", StatementKind.Credited, 9)]
    [InlineData("settlement>available:9", StatementKind.Deposited, 9)]
    [InlineData("available>settlement:9", StatementKind.Withdrawn, 9)]
    [InlineData("onchain-in>available:9", StatementKind.Credited, 9)]
    public void Every_movement_is_one_line(string transfers, StatementKind kind, long amountMsat)
    {
        var line = StatementLine.Of(Samples.EntryAfter(Samples.Head, [.. JournalEntry.ParseTransfers(transfers)]));
        Assert.Equal((kind, amountMsat), (line.Kind, line.Amount.Value));
    }

    [Fact]
    public void The_lines_of_a_send_share_one_id()
    {
        StatementLine Line(string transfers, WalletHead after) =>
            StatementLine.Of(Samples.EntryAfter(after, [.. JournalEntry.ParseTransfers(transfers)]));
        var held = Line("available>held:50", Samples.Head);
        Assert.Equal(held.Id, Line("held>available:50", Samples.Head with { Sequence = 7 }).Id);
        Assert.NotEqual(held.Id, Line("lightning-in>available:50", Samples.Head).Id);
    }

    [Theory]
    [InlineData(0, 3, false, "9 8 7", 1)]
    [InlineData(0, 3, true, "1 2 3", 1)]
    [InlineData(7, 3, false, "2 1", 1)]
    [InlineData(8, 3, true, "9", 1)]
    [InlineData(9, 3, true, "", 0)]
    [InlineData(long.MaxValue, 3, false, "", 0)]
    public async Task A_page_of_all_lines_costs_one_reading_wherever_it_begins(
        long offset, int limit, bool isOldestFirst, string lines, int reads)
    {
        var (book, head) = await Written();
        var before = book.Tables.Reads;
        var query = new StatementQuery(offset, limit, isOldestFirst);
        var page = await new ReadStatement(new WalletReads(book.Tables)).Execute(head, query, CancellationToken.None);
        Assert.Equal(lines, string.Join(' ', page.Lines.Select(line => line.Entry.Sequence)));
        Assert.Equal((9, reads), (page.Total, book.Tables.Reads - before));
    }

    // The odd lines are about one payment.
    [Theory]
    [InlineData(0, 2, false, "9 7")]
    [InlineData(0, 2, true, "1 3")]
    [InlineData(3, 9, true, "7 9")]
    [InlineData(5, 9, true, "")]
    public async Task A_filter_counts_what_it_lets_through(long offset, int limit, bool isOldestFirst, string lines)
    {
        var (book, head) = await Written();
        var query = new StatementQuery(offset, limit, isOldestFirst) { Reference = "odd" };
        var page = await new ReadStatement(new WalletReads(book.Tables)).Execute(head, query, CancellationToken.None);
        Assert.Equal(lines, string.Join(' ', page.Lines.Select(line => line.Entry.Sequence)));
        Assert.Equal(5, page.Total);
    }

    [Fact]
    public async Task Both_ends_of_a_span_belong_to_it()
    {
        var (book, head) = await Written();
        var entry = (await book.Journal())[4];
        var query = new StatementQuery(0, 9, true) { From = entry.At, Until = entry.At };
        var page = await new ReadStatement(new WalletReads(book.Tables)).Execute(head, query, CancellationToken.None);
        Assert.Equal(5, Assert.Single(page.Lines).Entry.Sequence);
    }

    private static async Task<(Book Book, WalletHead Head)> Written()
    {
        var book = await Book.Open();
        for (var i = 1; i <= 9; i++)
        {
            var (key, reference) = ($"k{i}", i % 2 == 1 ? "odd" : "even");
            await book.Execute(Commands.Deciding(key, (_, _) => new BookDecision.Applied(
                new BookChange(ReceiveInvoice.Name, reference, "credited")
                {
                    Transfers = ReceiveInvoice.Transfers(new Msat(100), Msat.Zero),
                })));
            book.Clock.Now = book.Clock.Now.AddSeconds(1);
        }

        return (book, await book.Head());
    }
}
