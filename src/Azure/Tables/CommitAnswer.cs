using Azure;
using Fulgurite.Storage;
using RowVersion = Fulgurite.Storage.ETag;

namespace Fulgurite.Azure.Tables;

/// <summary>What one attempt at a commit came to.</summary>
internal abstract record CommitAnswer
{
    private CommitAnswer()
    {
    }

    /// <summary>It ended; nothing more is to be done here.</summary>
    public sealed record Ended(CommitOutcome Outcome) : CommitAnswer;

    /// <summary>The table is not there; nothing was applied.</summary>
    public sealed record TableMissing : CommitAnswer;

    /// <summary>The service did not look at it; nothing was applied.</summary>
    public sealed record Busy(string Reason) : CommitAnswer;

    /// <summary>The service will not have it; nothing was applied, and a repeat would end the same.</summary>
    public sealed record Denied(string Reason) : CommitAnswer;

    /// <summary>
    /// Reads the answer to what <see cref="TableRequests.Commit"/> asked. Whatever does not say clearly that nothing
    /// was applied is <see cref="CommitStatus.Unknown"/>.
    /// </summary>
    public static CommitAnswer Read(Response response, RowBatch batch) => RowRequest.Alone(batch) is { } only
        ? ReadWrite(response, only)
        : ReadBatch(response.Status, response.Content.ToString(), batch);

    // The status is the write's own, and so is the version, in a header.
    private static CommitAnswer ReadWrite(Response response, RowWrite write)
    {
        if (response.Status is not (>= 200 and < 300))
        {
            var error = TableError.Read(response.Content.ToString()) with { FailedWrite = 0 };
            return Refusal(response.Status, error, isGuarded: RowRequest.Guard(write) is ("If-Match", _));
        }

        return new Ended(response.Status is 201 or 204 && response.Headers.TryGetValue("ETag", out var version)
            ? CommitOutcome.Committed([new RowVersion(version)])
            : CommitOutcome.Unknown());
    }

    // The status of the transaction is inside; the outer one is 202 either way.
    private static CommitAnswer ReadBatch(int status, string body, RowBatch batch)
    {
        if (status != 202)
        {
            return Refusal(status, TableError.Read(body), isGuarded: false);
        }

        var answer = BatchAnswer.Read(body);
        if (answer.Failure is { } failure)
        {
            return Refusal(failure.Status, TableError.Read(failure.Body), isGuarded: true);
        }

        var isComplete = answer.IsWhole && answer.Parts.Count == batch.Writes.Count
            && answer.Parts.Zip(batch.Writes).All(p =>
                p.Second.Kind is RowWriteKind.Delete || p.First.Version.Value.Length > 0);
        return new Ended(isComplete
            ? CommitOutcome.Committed([.. answer.Parts.Select(p => p.Version)])
            : CommitOutcome.Unknown());
    }

    // Where no guard was looked at, a failed condition or an absent row is somebody else's answer.
    private static CommitAnswer Refusal(int status, TableError error, bool isGuarded) => (status, error.Code) switch
    {
        (_, "TableNotFound") => new TableMissing(),
        (_, "ServerBusy") or (503 or 429, _) => new Busy(Describe(status, error)),
        (409, "EntityAlreadyExists") => Refused(CommitStatus.AlreadyExists, error),
        (412, _) when isGuarded => Refused(CommitStatus.Stale, error),
        (404, "ResourceNotFound" or "EntityNotFound") when isGuarded => Refused(CommitStatus.Stale, error),
        // Cut short before it says what conflicts or what is not there.
        (404 or 409, "") => new Ended(CommitOutcome.Unknown()),
        (408 or >= 500, _) => new Ended(CommitOutcome.Unknown()),
        (>= 400, _) => new Denied(Describe(status, error)),
        _ => new Ended(CommitOutcome.Unknown()),
    };

    private static Ended Refused(CommitStatus status, TableError error) =>
        new(CommitOutcome.Refused(status, error.FailedWrite));

    private static string Describe(int status, TableError error) => $"{status} {error.Code}".TrimEnd();
}
