using Fulgurite.Books;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Books;

/// <summary>A process may be frozen between its mark of attention and its commit, for longer than any lead.</summary>
public sealed class FenceTests
{
    [Fact]
    public async Task A_commit_that_was_held_up_behind_the_look_at_its_mark_is_marked_again_before_it_comes()
    {
        var book = await Book.Open();
        var reconcile = book.NewKeeper();
        book.OnNextCommit(async commit =>
        {
            // Reconcile comes, finds nothing, and takes the mark away.
            book.Clock.Advance(TimeSpan.FromMinutes(10));
            await reconcile.Fence(Samples.Wallet, CancellationToken.None);
            return await commit();
        });
        var soon = book.Clock.Now;
        var command = Commands.Deciding("k", (_, _) => new BookDecision.Applied(
            Commands.Change("k") with { AttentionAt = soon }));

        Assert.IsType<BookResult.Applied>(await book.Execute(command));

        var marks = book.Tables.Commits.Where(commit => commit.Table == AttentionIndex.Table).ToList();
        Assert.Equal(2, marks.Count);
        var minute = AttentionIndex.StartOf(marks[1].Batch.Writes.Single().Key.Partition);
        Assert.True(minute > book.Clock.Now);
    }

    [Fact]
    public async Task A_fence_changes_nothing_that_can_be_read()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("k", 5));
        var before = await book.Head();

        await book.Keeper.Fence(Samples.Wallet, CancellationToken.None);

        Assert.Equal(WalletRows.ToFields(before), WalletRows.ToFields(await book.Head()));
        Assert.Equal("l done", Assert.IsType<BookResult.Applied>(
            await book.Execute(Commands.Deposit("l", 5))).Change.Outcome);
    }

    [Fact]
    public async Task A_fence_of_which_nothing_is_known_is_none()
    {
        var book = await Book.Open();
        book.OnNextCommit(_ => Task.FromResult(CommitOutcome.Unknown()));

        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => book.Keeper.Fence(Samples.Wallet, CancellationToken.None));
    }
}
