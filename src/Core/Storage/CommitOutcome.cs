namespace Fulgurite.Storage;

/// <summary>How a batch ended.</summary>
public enum CommitStatus
{
    /// <summary>Every write is stored.</summary>
    Committed,

    /// <summary>Nothing is stored: a row to be inserted exists.</summary>
    AlreadyExists,

    /// <summary>Nothing is stored: a guarded row is missing or has another version.</summary>
    Stale,

    /// <summary>
    /// Not known: the batch may be stored, or be stored any moment now. Read the rows that it inserts; nothing else
    /// tells.
    /// </summary>
    Unknown,
}

/// <summary>The answer to a commit.</summary>
/// <param name="Status">Which.</param>
/// <param name="Versions">When committed: the new version of each write, in order; of a deletion, empty.</param>
/// <param name="FailedWrite">
/// When nothing is stored: a hint at the index of the write that failed first; -1 where the store did not say.
/// </param>
public sealed record CommitOutcome(CommitStatus Status, IReadOnlyList<ETag> Versions, int FailedWrite = -1)
{
    /// <summary>Every write is stored.</summary>
    public static CommitOutcome Committed(IReadOnlyList<ETag> versions) => new(CommitStatus.Committed, versions);

    /// <summary>Nothing is stored.</summary>
    public static CommitOutcome Refused(CommitStatus status, int failedWrite) => new(status, [], failedWrite);

    /// <summary>Not known.</summary>
    public static CommitOutcome Unknown() => new(CommitStatus.Unknown, []);
}
