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

    private (WalletHead Head, ETag Version)? remembered;

    /// <summary>The results, in the order of the commands.</summary>
    /// <exception cref="StorageUnavailableException">See <see cref="BookKeeper.Execute"/>.</exception>
    public async Task<IReadOnlyList<BookResult>> Commit(IReadOnlyList<BookCommand> commands)
    {
        var results = new BookResult?[commands.Count];
        for (var tries = 0; results.Any(r => r is null); tries++)
        {
            if (tries == TriesMax)
            {
                throw new StorageUnavailableException($"Wallet {wallet} is too contended: {TriesMax} commits lost.");
            }

            if (await CurrentHead() is not { } current)
            {
                return [.. commands.Select(_ => new BookResult.WalletNotFound())];
            }

            await CommitOnce(current.Head, current.Version, commands, results);
        }

        return results!;
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
        WalletHead head, ETag version, IReadOnlyList<BookCommand> commands, BookResult?[] results)
    {
        var plan = await Plan(head, version, commands, results);
        if (plan.Planned.Count == 0)
        {
            return;
        }

        foreach (var at in plan.Planned.Select(p => p.Change.AttentionAt).OfType<DateTimeOffset>())
        {
            await attention.Mark(wallet, at, CancellationToken.None);
        }

        var outcome = await tables.Commit(WalletRows.Table, plan.ToBatch(), CancellationToken.None);
        if (outcome.Status == CommitStatus.Committed)
        {
            remembered = (plan.Head, outcome.Versions[0]);
            foreach (var done in plan.Planned)
            {
                results[IndexOf(commands, done.Command)] = new BookResult.Applied(
                    done.Change, [.. outcome.Versions.Skip(done.OwnIndex).Take(done.Change.Writes.Count)]);
            }

            return;
        }

        remembered = null;
        foreach (var lost in Suspects(outcome, plan))
        {
            results[IndexOf(commands, lost.Command)] = await FindReplay(lost.Command);
        }
    }

    private async Task<BookPlan> Plan(
        WalletHead head, ETag version, IReadOnlyList<BookCommand> commands, BookResult?[] results)
    {
        // Journals are hashed to the microsecond: what is stored must read back the same.
        var now = clock.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var plan = new BookPlan(head, version, now);
        var open = commands.Where((_, i) => results[i] is null).ToList();
        var decides = await Task.WhenAll(open.Select(c => c.Load(CancellationToken.None)));
        foreach (var (command, decide) in open.Zip(decides).Where(pair => plan.Admits(pair.First.Key)))
        {
            switch (decide(plan.Head, now))
            {
                case BookDecision.Applied applied:
                    plan.Add(command, applied.Change);
                    break;
                case BookDecision.Refused refused:
                    // Idempotency comes before everything else: a replay of what was applied must not be refused
                    // because its first application changed the balance.
                    results[IndexOf(commands, command)] =
                        await FindReplay(command) ?? new BookResult.Refused(refused.Status);
                    break;
            }
        }

        return plan;
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
}
