using Fulgurite.Books;
using Fulgurite.Storage;

namespace Fulgurite.Tests.Books;

public sealed class LostRaceTests
{
    [Fact]
    public async Task A_keeper_that_lost_to_another_process_decides_again_over_what_that_one_left()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("d", 5));
        await book.NewKeeper().Execute(Samples.Wallet, Commands.Withdraw("theirs", 4), CancellationToken.None);
        Assert.Equal(
            new BookResult.Refused(Commands.Refusal.NotEnough), await book.Execute(Commands.Withdraw("ours", 2)));
        Assert.Equal(1_000, await book.Available());
    }

    [Fact]
    public async Task Two_processes_at_once_lose_nothing()
    {
        var book = await Book.Open();
        var keepers = new[] { book.NewKeeper(), book.NewKeeper(), book.NewKeeper() };
        var results = await Task.WhenAll(Enumerable.Range(0, 150).Select(i => Task.Run(() => keepers[i % 3].Execute(
            Samples.Wallet, Commands.Deposit($"k{i / 2}", 1), CancellationToken.None))));
        Assert.Equal(75, results.OfType<BookResult.Applied>().Count());
        Assert.Equal(75, results.OfType<BookResult.AlreadyApplied>().Count());
        Assert.Equal(75_000, await book.Available());
        Assert.Equal(75, (await book.Journal()).Count);
    }

    [Fact]
    public async Task An_answer_lost_after_the_commit_is_found_to_have_been_yes()
    {
        var book = await Book.Open();
        book.OnNextCommit(async commit =>
        {
            await commit();
            return CommitOutcome.Unknown();
        });
        Assert.Equal(new BookResult.AlreadyApplied("k done"), await book.Execute(Commands.Deposit("k", 5)));
        Assert.Equal(5_000, await book.Available());
    }

    [Fact]
    public async Task An_answer_lost_before_the_commit_is_found_to_have_been_no()
    {
        var book = await Book.Open();
        book.OnNextCommit(_ => Task.FromResult(CommitOutcome.Unknown()));
        Assert.IsType<BookResult.Applied>(await book.Execute(Commands.Deposit("k", 5)));
        Assert.Equal(5_000, await book.Available());
        Assert.Equal(2, book.Commits);
    }

    // The store may still be working on a batch that it has stopped answering for.
    [Fact]
    public async Task A_commit_that_arrives_late_is_not_made_twice()
    {
        var book = await Book.Open();
        book.OnNextCommit(late =>
        {
            book.OnNextCommit(async commit =>
            {
                Assert.Equal(CommitStatus.Committed, (await late()).Status);
                return await commit();
            });
            return Task.FromResult(CommitOutcome.Unknown());
        });
        Assert.Equal(new BookResult.AlreadyApplied("k done"), await book.Execute(Commands.Deposit("k", 5)));
        Assert.Equal(5_000, await book.Available());
        Assert.Single(await book.Journal());
    }

    [Fact]
    public async Task A_wallet_that_is_too_contended_is_given_up()
    {
        var book = await Book.Open();
        book.Tables.OnCommit = (_, _, _) => Task.FromResult(CommitOutcome.Refused(CommitStatus.Stale, 0));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => book.Execute(Commands.Deposit("k", 5)));
        Assert.Equal(50, book.Commits);
        book.Tables.OnCommit = (_, _, commit) => commit();
        Assert.IsType<BookResult.Applied>(await book.Execute(Commands.Deposit("k", 5)));
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_and_the_command_may_be_repeated()
    {
        var book = await Book.Open();
        book.OnNextCommit(_ => throw new StorageUnavailableException("away"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => book.Execute(Commands.Deposit("k", 5)));
        Assert.IsType<BookResult.Applied>(await book.Execute(Commands.Deposit("k", 5)));
        Assert.Equal(5_000, await book.Available());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_store_that_does_not_say_which_row_exists_is_asked(int failedWrite)
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("k", 5));
        book.OnNextCommit(async commit =>
            CommitOutcome.Refused((await commit()).Status, failedWrite));
        Assert.Equal(new BookResult.AlreadyApplied("k done"), await book.Execute(Commands.Deposit("k", 5)));
    }

    [Fact]
    public async Task Loads_afresh_for_every_try()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("d", 5));
        await book.NewKeeper().Execute(Samples.Wallet, Commands.Deposit("theirs", 1), CancellationToken.None);
        var loads = 0;
        var command = Commands.Deposit("k", 1);
        await book.Execute(command with
        {
            Load = cancel =>
            {
                loads++;
                return command.Load(cancel);
            },
        });
        Assert.Equal(2, loads);
    }
}
