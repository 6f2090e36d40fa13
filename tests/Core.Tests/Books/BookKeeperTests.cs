using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Books;

public sealed class BookKeeperTests
{
    [Fact]
    public async Task Commits_state_journal_and_idempotency_record_in_one_batch()
    {
        var book = await Book.Open();
        var result = await book.Execute(Commands.Deposit("k", 5));
        Assert.Equal("k done", Assert.IsType<BookResult.Applied>(result).Change.Outcome);
        var batch = Assert.Single(book.Tables.Commits).Batch;
        Assert.Equal(
            ["head", "once|k", "journal|0000000000000000001"], batch.Writes.Select(write => write.Key.Row));
        Assert.Equal(5_000, await book.Available());
    }

    [Fact]
    public async Task A_replay_is_told_the_first_outcome_and_changes_nothing()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("k", 5));
        var head = await book.Head();
        for (var replay = 0; replay < 3; replay++)
        {
            Assert.Equal(new BookResult.AlreadyApplied("k done"), await book.Execute(Commands.Deposit("k", 5)));
        }

        Assert.Equal(WalletRows.ToFields(head), WalletRows.ToFields(await book.Head()));
        Assert.Single(await book.Journal());
    }

    [Fact]
    public async Task A_key_with_another_input_is_an_error_and_changes_nothing()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("k", 5));
        Assert.IsType<BookResult.KeyReused>(await book.Execute(Commands.Deposit("k", 6)));
        Assert.Equal(5_000, await book.Available());
    }

    [Fact]
    public async Task A_refusal_stores_nothing_and_the_key_may_be_tried_again()
    {
        var book = await Book.Open();
        Assert.Equal(new BookResult.Refused(Commands.Refusal.NotEnough), await book.Execute(Commands.Withdraw("w", 5)));
        Assert.Empty(book.Tables.Commits);
        await book.Execute(Commands.Deposit("d", 5));
        Assert.IsType<BookResult.Applied>(await book.Execute(Commands.Withdraw("w", 5)));
    }

    // The withdrawal itself emptied the wallet: told "not enough", its caller would think that it never happened.
    [Fact]
    public async Task A_replay_wins_over_a_refusal()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deposit("d", 5));
        await book.Execute(Commands.Withdraw("w", 5));
        Assert.Equal(new BookResult.AlreadyApplied("w done"), await book.Execute(Commands.Withdraw("w", 5)));
        Assert.IsType<BookResult.KeyReused>(await book.Execute(Commands.Withdraw("w", 4)));
        Assert.Equal(0, await book.Available());
    }

    [Fact]
    public async Task A_wallet_that_is_not_there_is_not_made()
    {
        var book = await Book.Open();
        var other = new WalletId(new Guid("99999999-9999-4999-8999-999999999999"));
        Assert.IsType<BookResult.WalletNotFound>(
            await book.Keeper.Execute(other, Commands.Deposit("k", 5), CancellationToken.None));
        Assert.Empty(book.Tables.Commits);
    }

    [Fact]
    public async Task Reads_the_head_once_while_nobody_else_writes()
    {
        var book = await Book.Open();
        for (var i = 0; i < 10; i++)
        {
            await book.Execute(Commands.Deposit($"k{i}", 1));
        }

        Assert.Equal(1, book.Tables.Reads);
        Assert.Equal(10, book.Commits);
    }

    [Fact]
    public async Task Cancellation_stops_the_waiting_and_not_the_command()
    {
        var book = await Book.Open();
        var gate = book.HoldNextCommit();
        using var caller = new CancellationTokenSource();
        var waiting = book.Keeper.Execute(Samples.Wallet, Commands.Deposit("k", 5), caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.SetResult();
        Assert.Equal(new BookResult.AlreadyApplied("k done"), await book.Execute(Commands.Deposit("k", 5)));
        Assert.Equal(5_000, await book.Available());
    }

    [Fact]
    public async Task Marks_the_wallet_before_the_commit_that_leaves_work_behind()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deciding("k", (_, now) => new BookDecision.Applied(
            Commands.Change("k", Deposit(5)) with { AttentionAt = now })));
        Assert.Equal([AttentionIndex.Table, WalletRows.Table], book.Tables.Commits.Select(commit => commit.Table));
    }

    [Fact]
    public async Task Does_not_commit_what_it_could_not_mark()
    {
        var book = await Book.Open();
        book.Tables.OnCommit = (table, _, commit) =>
            table == AttentionIndex.Table ? Task.FromResult(CommitOutcome.Unknown()) : commit();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => book.Execute(
            Commands.Deciding("k", (_, now) => new BookDecision.Applied(
                Commands.Change("k", Deposit(5)) with { AttentionAt = now }))));
        Assert.Equal(0, book.Commits);
    }

    [Fact]
    public async Task Tells_the_new_versions_of_a_changes_own_writes()
    {
        var book = await Book.Open();
        var (first, second) = (WalletRows.Key(Samples.Wallet, "own|1"), WalletRows.Key(Samples.Wallet, "own|2"));
        var results = await Task.WhenAll(
            book.Execute(Commands.Deposit("before", 1)),
            book.Execute(Commands.Deciding("k", (_, _) => new BookDecision.Applied(
                Commands.Change("k", Deposit(5)) with
                {
                    Writes = [RowWrite.Insert(first, []), RowWrite.Insert(second, [])],
                }))));
        var versions = Assert.IsType<BookResult.Applied>(results[1]).Versions;
        Assert.Equal(2, versions.Count);
        Assert.Equal(versions[0], (await book.Tables.Get(WalletRows.Table, first, CancellationToken.None))?.Version);
        Assert.Equal(versions[1], (await book.Tables.Get(WalletRows.Table, second, CancellationToken.None))?.Version);
    }

    [Fact]
    public async Task Stores_what_reads_back_as_it_was_hashed()
    {
        var book = await Book.Open();
        book.Clock.Now = Samples.At.AddTicks(7);
        await book.Execute(Commands.Deposit("k", 5));
        Assert.Equal(Samples.At, Assert.Single(await book.Journal()).At);
    }

    [Fact]
    public async Task A_change_that_moves_no_money_writes_no_journal_line()
    {
        var book = await Book.Open();
        await book.Execute(Commands.Deciding("k", (_, _) => new BookDecision.Applied(Commands.Change("k"))));
        Assert.Empty(await book.Journal());
        Assert.Equal(0, (await book.Head()).Sequence);
    }

    private static Transfer Deposit(long sats) => new(Account.LightningIn, Account.Available, Msat.FromSats(sats));
}
