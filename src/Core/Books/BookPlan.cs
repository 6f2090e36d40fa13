using Fulgurite.Ledger;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Books;

/// <summary>
/// Folds decided commands into one batch: the head last known, replaced once, and each command's rows. Write 0 is
/// always the head. Where the wallet's billing cycle is over, whatever is committed first begins the next one.
/// </summary>
internal sealed class BookPlan
{
    private readonly ETag startVersion;
    private readonly DateTimeOffset now;
    private readonly List<RowWrite> writes = [];
    private readonly List<PlannedCommand> planned = [];

    /// <summary>An empty plan.</summary>
    /// <param name="start">The head last known.</param>
    /// <param name="startVersion">Its version.</param>
    /// <param name="now">When it is made.</param>
    public BookPlan(WalletHead start, ETag startVersion, DateTimeOffset now)
    {
        this.startVersion = startVersion;
        Head = start.InCycleOf(now);
        if (!ReferenceEquals(Head, start))
        {
            writes.Add(CycleRows.Insert(Head.Opening!));
        }

        // Another process's clock may have begun the cycle before ours does: a line is in the cycle that it counts in.
        this.now = Head.Cycle is { } cycle && cycle.Period.Start > now ? cycle.Period.Start : now;
    }

    /// <summary>The head after everything planned so far: what the next decision sees.</summary>
    public WalletHead Head { get; private set; }

    /// <summary>The commands in the plan, with where their writes are.</summary>
    public IReadOnlyList<PlannedCommand> Planned => planned;

    /// <summary>True when another change surely fits, and the plan does not hold the key yet.</summary>
    public bool Admits(IdempotencyKey key) =>
        1 + writes.Count + BookChange.WritesMax <= RowBatch.WritesMax && planned.All(p => p.Command.Key != key);

    /// <summary>True when the plan writes one of the rows already: a batch writes each row once.</summary>
    public bool Touches(IReadOnlyList<RowWrite> others) => others.Any(o => writes.Exists(w => w.Key == o.Key));

    /// <summary>Adds a decided change.</summary>
    /// <exception cref="InvariantBrokenException">The change breaks a rule; the plan is as before.</exception>
    public void Add(BookCommand command, BookChange change)
    {
        List<RowWrite> added = [OnceRecord(command, change)];
        var head = Head;
        if (change.Transfers.Count > 0)
        {
            var entry = new JournalEntry(
                head.Wallet,
                head.Sequence + 1,
                now,
                change.Movement,
                change.Reference,
                "btc",
                change.Transfers,
                head.ChainHash);
            added.Add(RowWrite.Insert(WalletRows.JournalKey(head.Wallet, entry.Sequence), WalletRows.ToFields(entry)));
            head = head.After(entry);
        }

        if (change.Terms is { } terms)
        {
            head = head.Under(terms);
        }

        foreach (var happened in change.Events)
        {
            head = head with { EventSequence = head.EventSequence + 1 };
            added.Add(RowWrite.Insert(
                WalletRows.EventKey(head.Wallet, head.EventSequence),
                new RowFields { { "id", happened.Id.ToString() }, { "type", happened.Type }, { "at", now } }
                    .With(happened.Data)));
        }

        Invariant.Holds(
            added.Count + change.Writes.Count <= BookChange.WritesMax, "a change fits its share of a batch");

        // From here on nothing fails.
        var first = 1 + writes.Count;
        planned.Add(new PlannedCommand(command, change, first, first + added.Count));
        writes.AddRange([.. added, .. change.Writes]);
        Head = head;
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
