using System.Globalization;
using Fulgurite.Storage;

namespace Fulgurite.Worlds.Rest;

/// <summary>
/// The simulated Table service: answers requests from the world's tables, at one instant, as the cloud documents it.
/// </summary>
internal sealed class SimulatedTables(WorldTables tables)
{
    private static readonly TableAnswer NoTable = TableAnswer.Error(
        404, "TableNotFound", "0:The table specified does not exist.");

    private readonly HashSet<TableName> created = [];

    /// <summary>Answers.</summary>
    public TableAnswer Answer(TableAsk ask) => ask switch
    {
        TableAsk.Get get => Get(get),
        TableAsk.Query query => Page(query, query.Range.Take),
        TableAsk.Commit commit => Commit(commit),
        TableAsk.Create create => created.Add(create.Table)
            ? new TableAnswer(204, "", [("Preference-Applied", "return-no-content")])
            : TableAnswer.Error(409, "TableAlreadyExists"),
        _ => TableAnswer.Error(400, "InvalidInput"),
    };

    /// <summary>
    /// A page with at most so many rows, none included. One that ends before the range's first row tells no row key.
    /// </summary>
    public TableAnswer Page(TableAsk.Query ask, int rowsMax)
    {
        if (!created.Contains(ask.Table))
        {
            return NoTable;
        }

        var page = tables.Query(ask.Table, ask.Range with { Take = Math.Max(1, rowsMax) });
        var (rows, next) = rowsMax > 0 ? (page.Rows, page.Continuation) : ([], page.Rows.FirstOrDefault()?.Key.Row);
        var isBeforeTheFirst = rows.Count == 0 && ask.Range.Continuation is null;
        return new TableAnswer(
            200,
            EntityJson.Write(rows),
            next is null ? [] : PageToken.Headers(ask.Range.Partition, isBeforeTheFirst ? null : next));
    }

    /// <summary>An error in the place where a client finds it: inside the answer to a batch.</summary>
    public static TableAnswer Refused(TableAsk.Commit ask, TableAnswer error) =>
        ask.IsBatch ? BatchWords.Failed(error) : error;

    private TableAnswer Get(TableAsk.Get ask)
    {
        if (!created.Contains(ask.Table))
        {
            return NoTable;
        }

        return tables.Get(ask.Table, ask.Key) is { } row
            ? new TableAnswer(200, EntityJson.Write(row), [("ETag", row.Version.Value)])
            : TableAnswer.Error(404, "ResourceNotFound") with { Told = "" };
    }

    private TableAnswer Commit(TableAsk.Commit ask)
    {
        if (!created.Contains(ask.Table))
        {
            return Refused(ask, NoTable);
        }

        var batch = new RowBatch([.. ask.Writes.Select(write => write.For(tables, ask.Table))]);
        var outcome = tables.Commit(ask.Table, batch);
        if (outcome.Status != CommitStatus.Committed)
        {
            return Refused(ask, Refusal(ask, outcome));
        }

        return ask.IsBatch
            ? BatchWords.Stored(outcome.Versions)
            : new TableAnswer(204, "", [("ETag", outcome.Versions[0].Value)]);
    }

    // The index of the write that failed stands before the words, in a batch only.
    private TableAnswer Refusal(TableAsk.Commit ask, CommitOutcome outcome)
    {
        var index = ask.IsBatch ? outcome.FailedWrite.ToString(CultureInfo.InvariantCulture) + ":" : "";
        if (outcome.Status == CommitStatus.AlreadyExists)
        {
            return TableAnswer.Error(409, "EntityAlreadyExists", index + "The specified entity already exists.")
                with
                { Told = "refused: a row to be inserted exists" };
        }

        var isThere = tables.Get(ask.Table, ask.Writes[outcome.FailedWrite].Key) is not null;
        var error = isThere
            ? TableAnswer.Error(
                412,
                "UpdateConditionNotSatisfied",
                index + "The update condition specified in the request was not satisfied.")
            : TableAnswer.Error(404, "ResourceNotFound", index + "The specified resource does not exist.");
        return error with { Told = "refused: somebody else changed a row since it was read" };
    }
}
