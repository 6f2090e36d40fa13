using Fulgurite.Storage;

namespace Fulgurite.Credit;

/// <summary>Stops a line's sends while a bill of it is overdue, and lets them go on afterwards.</summary>
public sealed class BlockLine(ITableStore tables, TimeProvider clock)
{
    private const int TriesMax = 50;

    /// <summary>
    /// Blocks or unblocks; the line afterwards. Two storage transactions where it changes; none where it is so already.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public async Task<LineOfCredit> Execute(LineOfCredit line, bool isBlocked, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (line.IsBlocked == isBlocked)
            {
                return line;
            }

            var row = await tables.Get(LineRows.Table, LineRows.Key(line.Id), cancel);
            Invariant.Holds(row is not null, "a line of credit is never deleted");
            line = LineRows.ToLine(row) with { Network = line.Network };
            if (line.IsBlocked == isBlocked)
            {
                return line;
            }

            var now = clock.GetUtcNow();
            var next = line with
            {
                BlockedAt = isBlocked ? now : null, UnblockedAt = isBlocked ? null : now, UpdatedAt = now,
            };
            var write = RowWrite.Replace(row.Key, LineRows.ToFields(next), row.Version);
            var outcome = await tables.Commit(LineRows.Table, new RowBatch([write]), cancel);
            line = outcome.Status == CommitStatus.Committed ? next : line;
        }

        throw new StorageUnavailableException($"Line of credit {line.Id} is too contended: {TriesMax} commits lost.");
    }
}
