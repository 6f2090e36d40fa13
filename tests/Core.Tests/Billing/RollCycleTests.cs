using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Billing;

public sealed class RollCycleTests
{
    private static readonly BillingSchedule Daily = new(BillingFrequency.Daily, new DateOnly(2026, 1, 1));

    [Fact]
    public async Task A_movement_after_the_end_begins_the_next_cycle_in_its_own_commit()
    {
        var book = await Billed();
        await book.Execute(Commands.Deposit("a", 5));
        var before = await book.Head();
        book.Clock.Advance(TimeSpan.FromDays(1));
        var commits = book.Commits;
        await book.Execute(Commands.Deposit("b", 7));

        Assert.Equal(1, book.Commits - commits);
        var opening = Assert.Single(await Openings(book), o => o.Sequence == 1);
        var cycle = (await book.Head()).Cycle!;
        Assert.Equal((cycle.Period.Start, before.ChainHash), (opening.At, opening.ChainHash));
        Assert.Equal(5_000, opening.Balances[Account.Available].Value);
        Assert.Equal(new Turnover(default, new Flow(1, Msat.FromSats(5), Msat.Zero)), opening.Turnover);
        Assert.Equal(2, cycle.Turnover.Received.Count);
        Assert.True(cycle.Period.Contains(book.Clock.Now));
    }

    [Fact]
    public async Task A_wallet_that_stood_still_for_days_keeps_one_opening_that_stands_for_all()
    {
        var book = await Billed();
        await book.Execute(Commands.Deposit("a", 5));
        var end = (await book.Head()).Cycle!.Period.End;
        book.Clock.Advance(TimeSpan.FromDays(400));
        var roll = Roll(book);
        for (var day = 0; day < 400; day += 57)
        {
            var opening = await roll.Execute(Samples.Wallet, end.AddDays(day), CancellationToken.None);
            Assert.Equal((1, 1), (opening!.Sequence, opening.Turnover.Received.Count));
        }

        Assert.Equal(2, (await Openings(book)).Count);
        await book.Execute(Commands.Deposit("b", 7));
        Assert.Equal(1, (await roll.Execute(Samples.Wallet, end, CancellationToken.None))!.Sequence);
    }

    [Fact]
    public async Task Leaving_a_cycle_twice_or_from_two_processes_changes_nothing()
    {
        var book = await Billed();
        await book.Execute(Commands.Deposit("a", 5));
        var end = (await book.Head()).Cycle!.Period.End;
        book.Clock.Advance(TimeSpan.FromDays(1));
        var (one, other) = (Roll(book), Roll(book));
        var first = await Task.WhenAll(
            one.Execute(Samples.Wallet, end, CancellationToken.None),
            other.Execute(Samples.Wallet, end, CancellationToken.None));
        var commits = book.Commits;
        var again = await other.Execute(Samples.Wallet, end, CancellationToken.None);
        Assert.Equal(0, book.Commits - commits);
        Assert.Equal(2, (await Openings(book)).Count);
        Assert.All([.. first, again], opening => Assert.Equal((end, 1), (opening!.At, opening.Sequence)));
    }

    [Fact]
    public async Task An_end_that_is_still_to_come_is_a_bug()
    {
        var book = await Billed();
        var end = (await book.Head()).Cycle!.Period.End;
        await Assert.ThrowsAsync<InvariantBrokenException>(
            () => Roll(book).Execute(Samples.Wallet, end, CancellationToken.None));
    }

    [Fact]
    public async Task A_wallet_that_is_not_billed_has_no_cycles()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("a", 5));
        book.Clock.Advance(TimeSpan.FromDays(9));
        await book.Execute(Commands.Deposit("b", 5));
        Assert.Null(await Roll(book).Execute(Samples.Wallet, book.Clock.Now, CancellationToken.None));
        Assert.Empty(await Openings(book));
    }

    // What moved before is in no bill: the first opening is the book as it was then.
    [Fact]
    public async Task Billing_begins_once_with_the_book_as_it_is()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("a", 5));
        await Begin(book);
        await book.Execute(Commands.Deposit("b", 7));
        await Begin(book);
        var opening = Assert.Single(await Openings(book));
        Assert.Equal((1, default(Turnover)), (opening.Sequence, opening.Turnover));
        Assert.Equal(1, (await book.Head()).Cycle!.Turnover.Received.Count);
    }

    // Its keeper remembers the head from before.
    [Fact]
    public async Task A_movement_after_the_roll_is_in_the_cycle_that_began()
    {
        var book = await Billed();
        await book.Execute(Commands.Deposit("a", 5));
        var end = (await book.Head()).Cycle!.Period.End;
        book.Clock.Advance(TimeSpan.FromDays(1));
        await Roll(book).Execute(Samples.Wallet, end, CancellationToken.None);
        await book.Execute(Commands.Deposit("b", 7));
        Assert.Equal([0, 1], (await Openings(book)).Select(opening => opening.Sequence));
        Assert.Equal((2, end), ((await book.Head()).Sequence, (await book.Head()).Cycle!.Period.Start));
    }

    // Another process's clock is ahead: what this one commits after it is in the cycle that has begun.
    [Fact]
    public async Task A_clock_that_is_behind_does_not_bring_a_cycle_back()
    {
        var book = await Billed();
        var end = (await book.Head()).Cycle!.Period.End;
        book.Clock.Advance(end - book.Clock.Now);
        await book.Execute(Commands.Deposit("a", 5));
        book.Clock.Advance(TimeSpan.FromSeconds(-3));
        await book.Execute(Commands.Deposit("b", 7));
        Assert.Equal((2, end), ((await book.Head()).Sequence, (await book.Head()).Cycle!.Period.Start));
        Assert.All(await book.Journal(), line => Assert.True(line.At >= end));
    }

    private static async Task<Book> Billed()
    {
        var book = await Book.Open();
        await Begin(book);
        return book;
    }

    private static Task Begin(Book book) => Changes(book).Begin(Samples.Wallet, Daily, CancellationToken.None);

    private static RollCycle Roll(Book book) => new(book.Tables, Changes(book));

    private static CycleChanges Changes(Book book) => new(book.Tables, book.Clock);

    private static async Task<IReadOnlyList<CycleOpening>> Openings(Book book)
    {
        var query = RowQuery.Prefix(Samples.Wallet.ToString(), CycleRows.Prefix);
        var rows = await book.Tables.ReadFirst(WalletRows.Table, query, CancellationToken.None);
        return [.. rows.Select(CycleRows.ToOpening)];
    }
}
