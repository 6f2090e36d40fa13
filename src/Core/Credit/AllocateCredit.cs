using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Credit;

/// <summary>
/// Sets a part of a line of credit aside for a wallet, or gives it back: line and part in one commit, guarded by the
/// line's version. Safe to repeat and to run late: a step that was taken, or overtaken, changes nothing.
/// </summary>
public sealed class AllocateCredit(LineReads lines, ITableStore tables)
{
    private const int TriesMax = 50;

    /// <summary>
    /// Sets aside; null when it is. Three storage transactions, more where others change the line at the same time.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to have happened: repeat it.</exception>
    public Task<AllocationRefusal?> Reserve(
        EnvironmentId environment, LineOfCreditId line, CreditGrant asked, CancellationToken cancel) =>
        Commit(environment, line, asked, Allocation.Reserve, cancel);

    /// <summary>Gives back what is more than asked. As many storage transactions.</summary>
    /// <exception cref="StorageUnavailableException">Not known to have happened: repeat it.</exception>
    public Task Release(
        EnvironmentId environment, LineOfCreditId line, CreditGrant asked, CancellationToken cancel) =>
        Commit(environment, line, asked, Allocation.Release, cancel);

    private async Task<AllocationRefusal?> Commit(
        EnvironmentId environment,
        LineOfCreditId line,
        CreditGrant asked,
        Func<LineOfCredit, CreditGrant?, CreditGrant, AllocationOutcome> decide,
        CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            // The line before the grant: whoever changes the grant in between changes the line's version.
            var (current, version) = await lines.Read(environment, line, cancel);
            Invariant.Holds(current is not null, "a wallet's line of credit is never deleted");
            var grant = await tables.Get(LineRows.Table, LineRows.GrantKey(line, asked.Wallet), cancel);
            switch (decide(current, grant is null ? null : LineRows.ToGrant(grant), asked))
            {
                case AllocationOutcome.AlreadyApplied:
                    return null;
                case AllocationOutcome.Refused refused:
                    return refused.Status;
                case AllocationOutcome.Applied applied when await Store(applied, version, grant?.Version, cancel):
                    return null;
                default:
                    break;
            }
        }

        throw new StorageUnavailableException($"Line of credit {line} is too contended: {TriesMax} commits lost.");
    }

    // False where the line changed meanwhile, or the answer was lost: then the grant tells.
    private async Task<bool> Store(
        AllocationOutcome.Applied applied, ETag? lineVersion, ETag? grantVersion, CancellationToken cancel)
    {
        var (line, grant) = (applied.Line, applied.Grant);
        var batch = new RowBatch(
        [
            RowWrite.Write(LineRows.Key(line.Id), LineRows.ToFields(line), lineVersion),
            RowWrite.Write(LineRows.GrantKey(line.Id, grant.Wallet), LineRows.ToFields(grant), grantVersion),
        ]);
        return (await tables.Commit(LineRows.Table, batch, cancel)).Status == CommitStatus.Committed;
    }
}
