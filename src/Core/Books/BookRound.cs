using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Books;

/// <summary>
/// Takes a group of commands to their results, through lost races and unknown outcomes. Not re-entrant: a lane runs one
/// round at a time.
/// </summary>
internal sealed class BookRound(WalletId wallet, ITableStore tables, AttentionIndex attention, TimeProvider clock)
{
    /// <summary>Tries at one group before the wallet counts as too contended.</summary>
    private const int TriesMax = 50;

    /// <summary>Most commands loaded for one try.</summary>
    private const int LoadsMax = 32;

    /// <summary>Loaded beyond what fitted the last full batch: the next may have room for more.</summary>
    private const int LoadsSpare = 2;

    private (WalletHead Head, ETag Version)? remembered;

    // How many commands are loaded for a try: those that then do not fit its batch were read in vain.
    private int loadedMax = LoadsMax;

    /// <summary>
    /// The results, in the order of the commands. Never fails itself: a command that cannot be loaded or decided fails
    /// alone, and when the store fails, what was settled before is told and only the rest fails with it.
    /// </summary>
    public async Task<IReadOnlyList<Task<BookResult>>> Commit(IReadOnlyList<BookCommand> commands)
    {
        var results = new Task<BookResult>?[commands.Count];
        var tries = CommitAll(commands, results);
        await Ended(tries);
        return [.. results.Select(result => result ?? FailedWith(tries))];
    }

    private async Task CommitAll(IReadOnlyList<BookCommand> commands, Task<BookResult>?[] results)
    {
        for (var tries = 0; results.Any(r => r is null); tries++)
        {
            if (tries == TriesMax)
            {
                throw new StorageUnavailableException($"Wallet {wallet} is too contended: {TriesMax} commits lost.");
            }

            if (await CurrentHead() is not { } current)
            {
                Array.Fill(results, Task.FromResult<BookResult>(new BookResult.WalletNotFound()));
                return;
            }

            await CommitOnce(current.Head, current.Version, commands, results);
        }
    }

    private async Task<(WalletHead Head, ETag Version)?> CurrentHead()
    {
        if (remembered is null
            && await tables.Get(WalletRows.Table, WalletRows.HeadKey(wallet), CancellationToken.None) is { } row)
        {
            remembered = (WalletRows.ToHead(row), row.Version);
        }

        return remembered;
    }

    private async Task CommitOnce(
        WalletHead head, ETag version, IReadOnlyList<BookCommand> commands, Task<BookResult>?[] results)
    {
        var (plan, ended) = await Plan(head, version, commands, results);
        if (plan.Planned.Count == 0)
        {
            if (await IsCurrent(version))
            {
                Tell(ended, commands, results);
            }

            return;
        }

        DateTimeOffset?[] AttentionOf(BookChange change) => [change.AttentionAt, change.LaterAttentionAt];
        foreach (var at in plan.Planned.SelectMany(p => AttentionOf(p.Change)).OfType<DateTimeOffset>())
        {
            await attention.Mark(wallet, at, CancellationToken.None);
        }

        var outcome = await tables.Commit(WalletRows.Table, plan.ToBatch(), CancellationToken.None);
        if (outcome.Status == CommitStatus.Committed)
        {
            remembered = (plan.Head, outcome.Versions[0]);
            Tell(ended, commands, results);
            foreach (var done in plan.Planned)
            {
                results[IndexOf(commands, done.Command)] = Task.FromResult<BookResult>(new BookResult.Applied(
                    done.Change, [.. outcome.Versions.Skip(done.OwnIndex).Take(done.Change.Writes.Count)]));
            }

            return;
        }

        remembered = null;
        foreach (var lost in Suspects(outcome, plan))
        {
            if (await FindReplay(lost.Command) is { } replay)
            {
                results[IndexOf(commands, lost.Command)] = Task.FromResult(replay);
            }
        }
    }

    // What is planned, and what ended without a change. That was decided over the plan as it was then, and counts only
    // together with it.
    private async Task<(BookPlan Plan, IReadOnlyList<EndedCommand> Ended)> Plan(
        WalletHead head, ETag version, IReadOnlyList<BookCommand> commands, Task<BookResult>?[] results)
    {
        var now = StoredTime.Now(clock);
        var plan = new BookPlan(head, version, now);
        var open = commands.Where((_, i) => results[i] is null).Take(loadedMax).ToList();
        var loads = open.ConvertAll(Load);
        await Ended(Task.WhenAll(loads));
        var ended = new List<EndedCommand>();
        foreach (var (command, load) in open.Zip(loads).Where(pair => plan.Admits(pair.First.Key)))
        {
            var decided = Decide(plan, command, load, now);
            await Ended(decided);
            if (!decided.IsCompletedSuccessfully || await decided is not null)
            {
                ended.Add(new EndedCommand(command, decided!));
            }
        }

        // All of a full load fitted: perhaps twice as many will. Of a smaller one nothing is learned.
        var grown = open.Count == loadedMax ? loadedMax * 2 : loadedMax;
        var isFull = plan.Planned.Count < open.Count;
        loadedMax = Math.Min(LoadsMax, isFull ? plan.Planned.Count + LoadsSpare : grown);
        return (plan, ended);
    }

    private static void Tell(
        IReadOnlyList<EndedCommand> ended, IReadOnlyList<BookCommand> commands, Task<BookResult>?[] results)
    {
        foreach (var (command, result) in ended)
        {
            results[IndexOf(commands, command)] = result;
        }
    }

    // A commit finds out by itself that its head is old, and what was planned before a refusal may turn out to be a
    // replay. A refusal or a failure alone finds out nothing: it may come of rows that are newer than the head, and
    // then counts for nothing.
    private async Task<bool> IsCurrent(ETag version)
    {
        remembered = null;
        return await CurrentHead() is { } current && current.Version == version;
    }

    // What it throws, also before its first await, is in its task: a failure of this command and of no other.
    private static async Task<Decide> Load(BookCommand command) => await command.Load(CancellationToken.None);

    // Null when the command is in the plan, or has to wait for the next.
    private async Task<BookResult?> Decide(BookPlan plan, BookCommand command, Task<Decide> load, DateTimeOffset now)
    {
        var decide = await load;
        switch (decide(plan.Head, now))
        {
            case BookDecision.Applied applied when plan.Touches(applied.Change.Writes):
                // Decided over a row that a command before it changes: it must be read again after that commit.
                return null;
            case BookDecision.Applied applied:
                plan.Add(command, applied.Change);
                return null;
            case BookDecision.Refused refused:
                // Idempotency comes before everything else: a replay of what was applied must not be refused
                // because its first application changed the balance.
                return await FindReplay(command) ?? new BookResult.Refused(refused.Status);
            default:
                throw new InvariantBrokenException("a decision is applied or refused");
        }
    }

    // Which commands may turn out to have been applied before. A stale head says nothing about any of them.
    private static IEnumerable<BookPlan.PlannedCommand> Suspects(CommitOutcome outcome, BookPlan plan) =>
        outcome.Status switch
        {
            CommitStatus.Committed => [],
            CommitStatus.Unknown => plan.Planned,
            CommitStatus.Stale => [],
            CommitStatus.AlreadyExists => plan.Planned.Any(p => p.OnceIndex == outcome.FailedWrite)
                ? plan.Planned.Where(p => p.OnceIndex == outcome.FailedWrite)
                : plan.Planned,
        };

    private async Task<BookResult?> FindReplay(BookCommand command)
    {
        var key = WalletRows.OnceKey(wallet, command.Key);
        if (await tables.Get(WalletRows.Table, key, CancellationToken.None) is not { } record)
        {
            return null;
        }

        return InputHash.Stored(record.Fields.Text("input")) == command.Input
            ? new BookResult.AlreadyApplied(record.Fields.Text("outcome"))
            : new BookResult.KeyReused();
    }

    private static async Task Ended(Task task) => await task.ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private static async Task<BookResult> FailedWith(Task failure)
    {
        await failure;
        throw new InvariantBrokenException("a round that ends well has every result");
    }

    private static int IndexOf(IReadOnlyList<BookCommand> commands, BookCommand command)
    {
        for (var i = 0; i < commands.Count; i++)
        {
            if (ReferenceEquals(commands[i], command))
            {
                return i;
            }
        }

        throw new InvariantBrokenException("a planned command is one of the round's");
    }

    /// <summary>A command that was refused, failed, or was applied before.</summary>
    private sealed record EndedCommand(BookCommand Command, Task<BookResult> Result);
}
