using Fulgurite.Ledger;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Books;

/// <summary>
/// Folds decided commands into one batch: the head last known, replaced once, and each command's rows. Write 0 is
/// always the head.
/// </summary>
internal sealed class BookPlan(WalletHead start, ETag startVersion, DateTimeOffset now)
{
    private readonly List<RowWrite> writes = [];
    private readonly List<PlannedCommand> planned = [];

    /// <summary>The head after everything planned so far: what the next decision sees.</summary>
    public WalletHead Head { get; private set; } = start;

    /// <summary>The commands in the plan, with where their writes are.</summary>
    public IReadOnlyList<PlannedCommand> Planned => planned;

    /// <summary>True when another change surely fits, and the plan does not hold the key yet.</summary>
    public bool Admits(IdempotencyKey key) =>
        1 + writes.Count + BookChange.WritesMax <= RowBatch.WritesMax && planned.All(p => p.Command.Key != key);

    /// <summary>Adds a decided change.</summary>
    public void Add(BookCommand command, BookChange change)
    {
        var first = 1 + writes.Count;
        writes.Add(OnceRecord(command, change));
        if (change.Transfers.Count > 0)
        {
            var entry = new JournalEntry(
                Head.Wallet,
                Head.Sequence + 1,
                now,
                change.Movement,
                change.Reference,
                "btc",
                change.Transfers,
                Head.ChainHash);
            writes.Add(RowWrite.Insert(WalletRows.JournalKey(Head.Wallet, entry.Sequence), WalletRows.ToFields(entry)));
            Head = Head.After(entry);
        }

        foreach (var happened in change.Events)
        {
            Head = Head with { EventSequence = Head.EventSequence + 1 };
            writes.Add(RowWrite.Insert(
                WalletRows.EventKey(Head.Wallet, Head.EventSequence),
                new RowFields { { "id", happened.Id.ToString() }, { "type", happened.Type }, { "at", now } }
                    .With(happened.Data)));
        }

        var own = 1 + writes.Count;
        writes.AddRange(change.Writes);
        Invariant.Holds(1 + writes.Count - first <= BookChange.WritesMax, "a change fits its share of a batch");
        planned.Add(new PlannedCommand(command, change, first, own));
    }

    /// <summary>The batch of the plan.</summary>
    public RowBatch ToBatch() =>
        new([RowWrite.Replace(WalletRows.HeadKey(Head.Wallet), WalletRows.ToFields(Head), startVersion), .. writes]);

    private RowWrite OnceRecord(BookCommand command, BookChange change) => RowWrite.Insert(
        WalletRows.OnceKey(Head.Wallet, command.Key),
        new RowFields { { "input", command.Input.Value }, { "outcome", change.Outcome }, { "at", now } });

    /// <summary>A command in the plan.</summary>
    /// <param name="Command">The command.</param>
    /// <param name="Change">What it was decided to change.</param>
    /// <param name="OnceIndex">Where its idempotency record stands in the batch.</param>
    /// <param name="OwnIndex">Where the change's own writes begin in the batch.</param>
    internal sealed record PlannedCommand(BookCommand Command, BookChange Change, int OnceIndex, int OwnIndex);
}
