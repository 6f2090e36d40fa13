using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Billing;

/// <summary>
/// Finds bills by id, and lists those of an environment: table <c>billindex</c>. Partition = bill id, row
/// <c>bill</c>; partition = environment id, rows <c>oldest|{end ticks:D19}|{bill}</c> and
/// <c>newest|{ticks until the end of time:D19}|{bill}</c>. Each names line and cycle.
/// </summary>
public static class BillIndex
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("billindex");

    /// <summary>The key by which a bill is found.</summary>
    public static RowKey Key(BillId bill) => new(bill.ToString(), "bill");

    /// <summary>The bills of an environment, in the order of the ends of their cycles.</summary>
    /// <param name="environment">Whose.</param>
    /// <param name="isNewestFirst">The order.</param>
    /// <param name="after">The place of the last one that was shown; null begins.</param>
    public static RowQuery Listed(EnvironmentId environment, bool isNewestFirst, string? after)
    {
        var query = RowQuery.Prefix(environment.ToString(), Prefix(isNewestFirst));
        return after is null ? query : query with { From = $"{query.From}{after}|" };
    }

    /// <summary>Where a listed row stands: what <see cref="Listed"/> goes on after.</summary>
    public static string PlaceOf(RowKey listed) =>
        listed.Row[(listed.Row.IndexOf('|', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether a text is such a place.</summary>
    public static bool IsPlace(string text) =>
        text.Split('|') is [{ Length: 19 } ticks, var bill]
        && ticks.All(char.IsAsciiDigit)
        && BillId.TryParse(bill, out _);

    /// <summary>Which bill a row names.</summary>
    public static RowKey ToKey(Row row)
    {
        var isId = LineOfCreditId.TryParse(row.Fields.Text("line"), out var line);
        Invariant.Holds(isId, "an indexed bill names its line");
        return BillRows.Key(line, row.Fields.Instant("start"));
    }

    /// <summary>Lists a bill, and makes it be found. Idempotent. Two storage transactions.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be listed: repeat it.</exception>
    public static async Task Add(ITableStore tables, Bill bill, CancellationToken cancel)
    {
        var fields = new RowFields { { "line", bill.LineOfCredit.ToString() }, { "start", bill.Period.Start } };
        var ticks = bill.Period.End.UtcTicks;
        RowBatch[] batches =
        [
            new([RowWrite.Put(Key(bill.Id), fields)]),
            new([
                RowWrite.Put(ListedKey(bill, isNewestFirst: false, ticks), fields),
                RowWrite.Put(ListedKey(bill, isNewestFirst: true, DateTimeOffset.MaxValue.UtcTicks - ticks), fields),
            ]),
        ];
        foreach (var batch in batches)
        {
            if ((await tables.Commit(Table, batch, cancel)).Status != CommitStatus.Committed)
            {
                throw new StorageUnavailableException($"Bill {bill.Id} could not be listed.");
            }
        }
    }

    private static RowKey ListedKey(Bill bill, bool isNewestFirst, long ticks) => new(
        bill.Environment.ToString(),
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(isNewestFirst)}{ticks:D19}|{bill.Id}"));

    private static string Prefix(bool isNewestFirst) => isNewestFirst ? "newest|" : "oldest|";
}
