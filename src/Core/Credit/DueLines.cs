using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Credit;

/// <summary>
/// When which line of credit is to be looked at for billing: what the timer reads, instead of all lines. Table
/// <c>duelines</c>: partition <c>due</c>, row <c>{due ticks:D19}|{line}</c>. A row goes only after its
/// work; one too many costs a look.
/// </summary>
public sealed class DueLines(ITableStore tables)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("duelines");

    private const string Partition = "due";

    /// <summary>Has a line looked at. Idempotent. One storage transaction.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public Task Add(DueLine due, CancellationToken cancel) => Commit(RowWrite.Put(KeyOf(due), []), cancel);

    /// <summary>Notes that a look is done. One storage transaction.</summary>
    /// <exception cref="StorageUnavailableException">The line may be looked at once more.</exception>
    public async Task Done(DueLine due, CancellationToken cancel)
    {
        if (await tables.Get(Table, KeyOf(due), cancel) is { } row)
        {
            await Commit(RowWrite.DeleteAny(row.Key), cancel);
        }
    }

    /// <summary>What is due by an instant, oldest first. One storage transaction for each thousand.</summary>
    public IAsyncEnumerable<DueLine> Until(DateTimeOffset now, CancellationToken cancel)
    {
        var before = string.Create(CultureInfo.InvariantCulture, $"{now.UtcTicks:D19}}}");
        return tables.Read(Table, new RowQuery(Partition, Before: before), cancel).Select(row => Of(row.Key));
    }

    /// <summary>What a row of the table says.</summary>
    public static DueLine Of(RowKey key)
    {
        var parts = key.Row.Split('|');
        var complete = parts.Length == 2 & LineOfCreditId.TryParse(parts[^1], out var line);
        Invariant.Holds(complete, "a due row names an instant and a line");
        var ticks = long.Parse(parts[0], CultureInfo.InvariantCulture);
        return new DueLine(new DateTimeOffset(ticks, TimeSpan.Zero), line);
    }

    private static RowKey KeyOf(DueLine due) =>
        new(Partition, string.Create(CultureInfo.InvariantCulture, $"{due.At.UtcTicks:D19}|{due.Line}"));

    private async Task Commit(RowWrite write, CancellationToken cancel)
    {
        var outcome = await tables.Commit(Table, new RowBatch([write]), cancel);
        if (outcome.Status == CommitStatus.Unknown)
        {
            throw new StorageUnavailableException("The index of due lines did not take a row.");
        }
    }
}
