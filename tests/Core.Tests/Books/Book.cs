using Fulgurite.Books;
using Fulgurite.Ledger;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Books;

/// <summary>One wallet in a store, and keepers that write its book.</summary>
internal sealed class Book
{
    private Book()
    {
        Tables = new WatchedTableStore(new MemoryTableStore());
        Keeper = NewKeeper();
    }

    public WatchedTableStore Tables { get; }

    public ManualClock Clock { get; } = new();

    public BookKeeper Keeper { get; }

    /// <summary>Commits to the wallet's partition so far.</summary>
    public int Commits => Tables.CommitsOf(WalletRows.Table);

    public static async Task<Book> Open()
    {
        var book = new Book();
        await Samples.Store(book.Tables, Samples.Head);
        book.Tables.Commits.Clear();
        return book;
    }

    /// <summary>A keeper of another process.</summary>
    public BookKeeper NewKeeper() => new(Tables, new AttentionIndex(Tables, Clock), Clock);

    public Task<BookResult> Execute(BookCommand command) =>
        Keeper.Execute(Samples.Wallet, command, CancellationToken.None);

    public async Task<WalletHead> Head() =>
        await new WalletReads(Tables).Head(Samples.Wallet, CancellationToken.None)
        ?? throw new InvalidOperationException("The sample wallet is stored.");

    public async Task<long> Available() => (await Head()).Balances[Account.Available].Value;

    public Task<IReadOnlyList<JournalEntry>> Journal() => Commands.Journal(new WalletReads(Tables), Samples.Wallet);

    /// <summary>
    /// Holds up the next commit to the wallet until the returned gate is opened: meanwhile, commands queue up.
    /// </summary>
    public TaskCompletionSource HoldNextCommit()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Tables.OnCommit = async (table, _, commit) =>
        {
            if (table == WalletRows.Table)
            {
                await gate.Task;
            }

            return await commit();
        };
        return gate;
    }

    /// <summary>What happens to the next commit to the wallet; later ones go through.</summary>
    public void OnNextCommit(Func<Func<Task<CommitOutcome>>, Task<CommitOutcome>> happens) =>
        Tables.OnCommit = (table, _, commit) =>
        {
            if (table != WalletRows.Table)
            {
                return commit();
            }

            Tables.OnCommit = (_, _, later) => later();
            return happens(commit);
        };
}
