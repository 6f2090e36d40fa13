using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Statements;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Statements;

public sealed class FindStatementTests
{
    private static readonly BillingSchedule Weekly = new(BillingFrequency.Weekly, new DateOnly(2026, 1, 5));

    // Neighbours meet: each begins with the balance, the line and the hash that the one before it ended with.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Statements_of_neighbouring_days_meet(bool isBilled)
    {
        var book = await Written(isBilled, days: 30);
        var whole = await State(book, 0, 29);
        var at = whole.Opening;
        var change = 0L;
        for (var day = 0; day < 30; day++)
        {
            var one = await State(book, day, day);
            Assert.Equal(at, one.Opening);
            change += one.Totals.Change.Value;
            at = one.Now;
        }

        Assert.Equal(JournalPoint.Of(await book.Head()), at);
        Assert.Equal((at, change), (whole.Now, whole.Totals.Change.Value));
    }

    [Fact]
    public async Task The_statement_of_a_cycle_is_what_its_bill_says()
    {
        var book = await Written(isBilled: true, days: 30);
        var (reads, terms) = (new List<CycleOpening>(), new BillingTerms(default, default, default));
        var rows = RowQuery.Prefix(Samples.Wallet.ToString(), CycleRows.Prefix);
        await foreach (var row in book.Tables.Read(WalletRows.Table, rows, CancellationToken.None))
        {
            reads.Add(CycleRows.ToOpening(row));
        }

        Assert.True(reads.Count > 3, $"only {reads.Count} cycles");
        foreach (var (start, end) in reads.Zip(reads.Skip(1)))
        {
            var item = BillItem.Of(start, end, terms);
            var state = await StateOf(book, new StatementPeriod(DayOf(start.At), DayOf(end.At).AddDays(-1)));
            Assert.Equal(
                (item.StartingBalance, item.EndingBalance, item.FirstLine, item.LastLine),
                (state.Opening.Balance.Own, state.Now.Balance.Own, state.Opening.Sequence + 1, state.Now.Sequence));
            Assert.Equal(
                (item.ReceivedVolume, item.ReceivedCount, item.SentVolume, item.SentCount, item.NetworkFees),
                (state.Totals.Received, state.Totals.ReceivedCount, state.Totals.Sent, state.Totals.SentCount,
                    state.Totals.NetworkFees));
            Assert.Equal(item.ReceivedProcessingFees + item.SentProcessingFees, state.Totals.ProcessingFees);
            Assert.Equal(end.ChainHash, state.Now.ChainHash);
        }
    }

    // Two lines a day: the first half is nearer to the beginning, and the second to the head.
    [Theory]
    [InlineData(2, 4)]
    [InlineData(27, 6)]
    public async Task The_opening_is_taken_from_the_nearest_balance_that_was_kept(int day, int linesMax)
    {
        var book = await Written(isBilled: false, days: 30);
        var run = await Run(book, Days(day, day));
        Assert.Equal((2 * day) + 1, run.FirstLine);
        Assert.Equal(run.FirstLine + 1, run.LastLine);
        Assert.True(Math.Min(run.FirstLine - 1, 60 - (run.FirstLine - 1)) <= linesMax);
        Assert.Equal(run.FirstLine - 1, run.Opening!.Sequence);
    }

    [Fact]
    public async Task Before_the_first_line_and_after_the_last_there_is_an_empty_statement()
    {
        var book = await Written(isBilled: false, days: 3);
        var before = await State(book, -9, -8);
        Assert.Equal((JournalPoint.Genesis, JournalPoint.Genesis), (before.Opening, before.Now));
        var after = await State(book, 7, 8);
        Assert.Equal(JournalPoint.Of(await book.Head()), after.Opening);
        Assert.Equal(after.Opening, after.Now);
        var fresh = await State(await Book.Open(), 0, 1);
        Assert.Equal(JournalPoint.Genesis, fresh.Now);
    }

    // A line was changed by somebody who can write the tables, outside of the statement itself.
    [Theory]
    [InlineData(3)]
    [InlineData(58)]
    public async Task An_opening_that_the_chain_does_not_prove_is_none(long line)
    {
        var book = await Written(isBilled: false, days: 30);
        var key = WalletRows.JournalKey(Samples.Wallet, line);
        var row = await book.Tables.Get(WalletRows.Table, key, CancellationToken.None);
        var changed = row!.Fields.With(new RowFields { { "reference", "another" } });
        await book.Tables.Commit(
            WalletRows.Table,
            new RowBatch([RowWrite.Replace(key, changed, row.Version)]),
            CancellationToken.None);

        var run = await Run(book, line < 30 ? Days(5, 5) : Days(25, 25));
        Assert.Null(run.Opening);
        Assert.Equal($"Line {line} of the journal does not have the hash that it was stored with.", run.Problem);
    }

    private static async Task<Book> Written(bool isBilled, int days)
    {
        var book = await Book.Open();
        book.Clock.Now = Start.AddHours(-1);
        if (isBilled)
        {
            var cycles = new CycleChanges(book.Tables, book.Clock);
            await cycles.Begin(Samples.Wallet, Weekly, CancellationToken.None);
        }

        for (var day = 0; day < days; day++)
        {
            book.Clock.Now = Start.AddDays(day).AddHours(7);
            await book.Execute(Commands.Deposit($"in{day}", 100 + day));
            await book.Execute(Commands.Withdraw($"out{day}", 3 + day));
        }

        return book;
    }

    private static readonly DateTimeOffset Start = new(2026, 3, 25, 0, 0, 0, TimeSpan.Zero);

    private static StatementPeriod Days(int first, int last) =>
        new(DayOf(Start.AddDays(first)), DayOf(Start.AddDays(last)));

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static Task<StatementState> State(Book book, int first, int last) => StateOf(book, Days(first, last));

    private static async Task<StatementRun> Run(Book book, StatementPeriod period) =>
        await new FindStatement(book.Tables, new WalletReads(book.Tables))
            .Execute(await book.Head(), period, CancellationToken.None);

    private static async Task<StatementState> StateOf(Book book, StatementPeriod period)
    {
        var run = await Run(book, period);
        var state = StatementState.At(run.Opening!);
        var lines = await book.Journal();
        foreach (var line in lines.Where(l => l.Sequence >= run.FirstLine && l.Sequence <= run.LastLine))
        {
            (state, _) = state.After(line);
        }

        Assert.Null(state.ProblemAtEnd(run.LastLine, run.Closing));
        return state;
    }
}
