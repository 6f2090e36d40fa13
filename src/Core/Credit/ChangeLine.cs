using Fulgurite.Access;
using Fulgurite.Cycles;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Credit;

/// <summary>Makes lines of credit and changes their limit, state and collateral.</summary>
public sealed class ChangeLine(
    LineReads lines, Registry registry, DueLines due, ITableStore tables, TimeProvider clock)
{
    private const int TriesMax = 50;

    /// <summary>
    /// Makes a line with nothing handed on; its id is the caller's choice, and a repeat with the same limit, network,
    /// schedule, terms and node is the same line. Two storage transactions.
    /// </summary>
    /// <returns>Null when it is there; <see cref="ChangeLineRefusal.AlreadyExists"/> where another one is.</returns>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public async Task<ChangeLineRefusal?> Create(LineOfCredit asked, CancellationToken cancel)
    {
        Invariant.Holds(
            asked.Schedule is not null || asked.Terms.WithoutProcessingFees == BillingTerms.None,
            "a line that is never billed has no terms that bills depend on");
        Invariant.Holds(asked.Node is null || asked.Limit.IsZero, "a customer's own node is given no credit");
        var now = clock.GetUtcNow();
        var line = asked with { Allocated = Msat.Zero, CreatedAt = now, UpdatedAt = now };

        // Before it is there: a line must not be billed late because its maker died.
        await (line.Schedule is { } schedule
            ? due.Add(new DueLine(schedule.PeriodAt(now).End, line.Id), cancel)
            : Task.CompletedTask);
        var insert = RowWrite.Insert(LineRows.Key(line.Id), LineRows.ToFields(line));
        var outcome = await tables.Commit(LineRows.Table, new RowBatch([insert]), cancel);
        if (outcome.Status != CommitStatus.Committed && await ProblemWith(line, cancel) is { } problem)
        {
            return problem;
        }

        // Listed last: nothing can hang under a line that its environment does not show.
        await registry.Save([RowWrite.Put(RegistryRows.LineOf(line.Environment, line.Id), [])], cancel);
        return null;
    }

    /// <summary>
    /// Changes what is asked for. A limit below what is handed on is refused, and then nothing is changed. Two storage
    /// transactions.
    /// </summary>
    /// <param name="line">As it was read; only its ids matter.</param>
    /// <param name="change">What changes.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public async Task<ChangeLineRefusal?> Execute(LineOfCredit line, LineChange change, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var (current, version) = await lines.Read(line.Environment, line.Id, cancel);
            Invariant.Holds(current is not null, "a line of credit is never deleted");
            var next = change.Of(current, clock.GetUtcNow());
            if (next.Limit < next.Allocated)
            {
                return ChangeLineRefusal.LimitBelowAllocated;
            }

            if (next.Node is null ? change.Node is not null : !next.Limit.IsZero)
            {
                return ChangeLineRefusal.OtherBacking;
            }

            var write = RowWrite.Write(LineRows.Key(line.Id), LineRows.ToFields(next), version);
            var outcome = await tables.Commit(LineRows.Table, new RowBatch([write]), cancel);
            if (outcome.Status == CommitStatus.Committed)
            {
                return null;
            }
        }

        throw new StorageUnavailableException($"Line of credit {line.Id} is too contended: {TriesMax} commits lost.");
    }

    private async Task<ChangeLineRefusal?> ProblemWith(LineOfCredit asked, CancellationToken cancel)
    {
        var row = await tables.Get(LineRows.Table, LineRows.Key(asked.Id), cancel)
            ?? throw new StorageUnavailableException("The line of credit could not be stored.");
        var stored = LineRows.ToLine(row);
        var isSame = (stored.Environment, stored.Network, stored.Limit, stored.Schedule, stored.Terms, stored.Node)
            == (asked.Environment, asked.Network, asked.Limit, asked.Schedule, asked.Terms, asked.Node);
        return isSame ? null : ChangeLineRefusal.AlreadyExists;
    }
}
