using Fulgurite.Books;
using Fulgurite.Ledger;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Books;

public sealed class GroupCommitTests
{
    private static readonly RowKey TallyKey = WalletRows.Key(Samples.Wallet, "tally");

    [Fact]
    public async Task A_hundred_commands_at_once_take_few_commits()
    {
        var book = await Book.Open();
        var results = await ExecuteTogether(
            book, [.. Enumerable.Range(1, 100).Select(sats => Commands.Deposit($"k{sats}", sats))]);
        Assert.All(await Task.WhenAll(results), result => Assert.IsType<BookResult.Applied>(result));
        Assert.InRange(book.Commits, 2, 10);
        Assert.Equal(5_050_000, await book.Available());
        await AssertChained(book, 100);
    }

    [Fact]
    public async Task Each_command_decides_over_what_those_before_it_left()
    {
        var book = await Book.Open();
        var results = await ExecuteTogether(book,
        [
            Commands.Deposit("d", 5),
            Commands.Withdraw("w1", 3),
            Commands.Withdraw("w2", 3),
            Commands.Withdraw("w3", 2),
        ]);
        Assert.IsType<BookResult.Applied>(await results[1]);
        Assert.Equal(new BookResult.Refused(Commands.Refusal.NotEnough), await results[2]);
        Assert.IsType<BookResult.Applied>(await results[3]);
        Assert.Equal(0, await book.Available());
    }

    [Fact]
    public async Task One_key_twice_in_a_group_has_one_effect()
    {
        var book = await Book.Open();
        var results = await ExecuteTogether(book,
        [
            Commands.Deposit("first", 1), Commands.Deposit("k", 5), Commands.Deposit("k", 5), Commands.Deposit("k", 6),
        ]);
        Assert.IsType<BookResult.Applied>(await results[1]);
        Assert.Equal(new BookResult.AlreadyApplied("k done"), await results[2]);
        Assert.IsType<BookResult.KeyReused>(await results[3]);
        Assert.Equal(6_000, await book.Available());
    }

    [Fact]
    public async Task What_a_command_could_not_load_is_its_own_failure()
    {
        var book = await Book.Open();
        var unreadable = Commands.Deposit("unreadable", 1) with
        {
            Load = _ => Task.FromException<Decide>(new StorageUnavailableException("away")),
        };
        var results = await ExecuteTogether(
            book, [Commands.Deposit("first", 1), Commands.Deposit("a", 2), unreadable, Commands.Deposit("b", 4)]);
        Assert.IsType<StorageUnavailableException>(results[2].Exception?.InnerException);
        Assert.IsType<BookResult.Applied>(await results[1]);
        Assert.IsType<BookResult.Applied>(await results[3]);
        Assert.Equal(7_000, await book.Available());
    }

    [Fact]
    public async Task A_load_that_throws_before_its_first_await_is_its_own_failure()
    {
        var book = await Book.Open();
        var broken = Commands.Deposit("broken", 1) with { Load = _ => throw new InvariantBrokenException("a row") };
        var results = await ExecuteTogether(
            book, [Commands.Deposit("first", 1), broken, Commands.Deposit("b", 4)]);
        Assert.IsType<InvariantBrokenException>(results[1].Exception?.InnerException);
        Assert.IsType<BookResult.Applied>(await results[2]);
    }

    // Otherwise one message that cannot be handled takes its neighbours to the dead letters with it.
    [Fact]
    public async Task A_decision_that_breaks_an_invariant_is_its_own_failure()
    {
        var book = await Book.Open();
        var broken = Commands.Deciding("broken", (_, _) => throw new InvariantBrokenException("a row is whole"));
        var overdrawing = Commands.Deciding("overdrawing", (_, _) => new BookDecision.Applied(
            Commands.Change("overdrawing", new Transfer(Account.Available, Account.LightningOut, new(9_999_000)))));
        var results = await ExecuteTogether(
            book, [Commands.Deposit("first", 1), broken, overdrawing, Commands.Deposit("b", 4)]);
        Assert.IsType<InvariantBrokenException>(results[1].Exception?.InnerException);
        Assert.IsType<InvariantBrokenException>(results[2].Exception?.InnerException);
        Assert.IsType<BookResult.Applied>(await results[3]);
        Assert.Equal(5_000, await book.Available());
        await AssertChained(book, 2);
    }

    [Fact]
    public async Task What_was_committed_is_told_although_a_later_batch_of_the_group_fails()
    {
        var book = await Book.Open();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = 0;
        book.Tables.OnCommit = async (_, _, commit) =>
        {
            await gate.Task;
            return ++arrived <= 2 ? await commit() : throw new StorageUnavailableException("away");
        };
        var running = Enumerable.Range(0, 33).Select(i => book.Execute(Commands.Deposit($"k{i}", 1))).ToList();
        gate.SetResult();
        await Settled(running);
        var told = running.Count(result => result.IsCompletedSuccessfully);
        Assert.InRange(told, 2, 32);
        Assert.Equal(told * 1_000, await book.Available());
    }

    [Fact]
    public async Task A_change_too_large_for_its_share_of_a_batch_is_refused_alone()
    {
        var book = await Book.Open();
        var large = Commands.Deciding("large", (_, _) => new BookDecision.Applied(Commands.Change("large") with
        {
            Writes = [.. Enumerable.Range(0, BookChange.WritesMax).Select(
                i => RowWrite.Insert(WalletRows.Key(Samples.Wallet, $"own|{i}"), []))],
        }));
        var results = await ExecuteTogether(book, [Commands.Deposit("first", 1), large, Commands.Deposit("b", 4)]);
        Assert.IsType<InvariantBrokenException>(results[1].Exception?.InnerException);
        Assert.IsType<BookResult.Applied>(await results[2]);
    }

    // A replay takes nothing from the wallet, although it is planned as if it did.
    [Fact]
    public async Task A_replay_in_a_group_does_not_have_those_behind_it_refused()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("d", 20));
        await book.Execute(Commands.Withdraw("again", 6));
        var results = await ExecuteTogether(
            book, [Commands.Deposit("first", 1), Commands.Withdraw("again", 6), Commands.Withdraw("w", 10)]);
        Assert.Equal(new BookResult.AlreadyApplied("again done"), await results[1]);
        Assert.IsType<BookResult.Applied>(await results[2]);
        Assert.Equal(5_000, await book.Available());
    }

    // Such as an invoice that is paid and expires at the same moment.
    [Fact]
    public async Task Commands_that_change_one_row_are_committed_one_after_the_other()
    {
        var book = await Book.Open();
        var results = await ExecuteTogether(book,
        [
            Commands.Deposit("first", 1), Tallying(book, "a"), Tallying(book, "b"), Commands.Deposit("c", 4),
        ]);
        Assert.All(await Task.WhenAll(results), result => Assert.IsType<BookResult.Applied>(result));
        var row = await book.Tables.Get(WalletRows.Table, TallyKey, CancellationToken.None);
        Assert.Equal(2, row?.Fields.Integer("count"));
        Assert.Equal(5_000, await book.Available());
    }

    private static BookCommand Tallying(Book book, string key) => Commands.Deposit(key, 1) with
    {
        Load = async cancel =>
        {
            var row = await book.Tables.Get(WalletRows.Table, TallyKey, cancel);
            var fields = new RowFields { { "count", (row?.Fields.Integer("count") ?? 0) + 1 } };
            var write = row is null
                ? RowWrite.Insert(TallyKey, fields)
                : RowWrite.Replace(TallyKey, fields, row.Version);
            return (_, _) => new BookDecision.Applied(Commands.Change(key) with { Writes = [write] });
        },
    };

    // The first command's commit is held up until all others wait behind it.
    private static async Task<IReadOnlyList<Task<BookResult>>> ExecuteTogether(Book book, BookCommand[] commands)
    {
        var gate = book.HoldNextCommit();
        var running = commands.Select(book.Execute).ToList();
        gate.SetResult();
        await Settled(running);
        return running;
    }

    private static async Task Settled(IEnumerable<Task<BookResult>> running) =>
        await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task AssertChained(Book book, int lines)
    {
        var journal = await book.Journal();
        Assert.Equal(Enumerable.Range(1, lines).Select(sequence => (long)sequence), journal.Select(e => e.Sequence));
        Assert.Equal(
            [JournalEntry.Genesis, .. journal.SkipLast(1).Select(e => e.Hash)], journal.Select(e => e.PreviousHash));
        Assert.Equal(journal[^1].Hash, (await book.Head()).ChainHash);
    }
}
