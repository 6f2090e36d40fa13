using System.Globalization;
using Fulgurite.Storage;

namespace Fulgurite.Worlds.Rest;

/// <summary>
/// A request understood. Its text is what the history says of it. Understood is what a client of ours may ask, by the
/// documentation of the Table service; anything else is refused as malformed.
/// </summary>
internal abstract record TableAsk
{
    private TableAsk()
    {
    }

    /// <summary>A row.</summary>
    public sealed record Get(TableName Table, RowKey Key) : TableAsk
    {
        /// <inheritdoc/>
        public override string ToString() => $"reads {Table}/{Key.Partition} {Key.Row}";
    }

    /// <summary>A page of a range; the continuation is the row key to go on from.</summary>
    public sealed record Query(TableName Table, RowQuery Range) : TableAsk
    {
        /// <inheritdoc/>
        public override string ToString() => $"queries {Table}/{Range.Partition} {Range.Continuation ?? Range.From}";
    }

    /// <summary>A write, or several together.</summary>
    public sealed record Commit(TableName Table, IReadOnlyList<AskedWrite> Writes, bool IsBatch) : TableAsk
    {
        /// <inheritdoc/>
        public override string ToString() => $"commits {Table}/{Writes[0].Key.Partition} "
            + string.Join(", ", Writes.Select(write => $"{write.Verb} {write.Key.Row}"));
    }

    /// <summary>A new table.</summary>
    public sealed record Create(TableName Table) : TableAsk
    {
        /// <inheritdoc/>
        public override string ToString() => $"creates the table {Table}";
    }

    /// <summary>Not a request that the service documents.</summary>
    public sealed record Malformed(string Reason) : TableAsk
    {
        /// <inheritdoc/>
        public override string ToString() => $"asks the tables for what they do not understand: {Reason}";
    }

    /// <summary>Understands a request.</summary>
    public static TableAsk Read(TableRequest request)
    {
        try
        {
            return (request.Method, request.Path) switch
            {
                ("POST", "Tables") => new Create(EntityJson.ReadTable(request.Body)),
                ("POST", "$batch") => ReadBatch(request),
                ("GET", var path) when path.EndsWith("()", StringComparison.Ordinal) =>
                    new Query(new TableName(path[..^2]), ReadRange(request.Query)),
                ("GET", var path) => ReadGet(path),
                _ => ReadWrite(request),
            };
        }
        catch (FormatException malformed)
        {
            return new Malformed(malformed.Message);
        }
    }

    private static Get ReadGet(string path)
    {
        var (table, key) = AskedWrite.ReadAddress(path);
        return new Get(table, key);
    }

    private static Commit ReadWrite(TableRequest request)
    {
        var (table, write) = AskedWrite.Read(request);
        return new Commit(table, [write], IsBatch: false);
    }

    private static Commit ReadBatch(TableRequest request)
    {
        var parts = BatchReader.Read(request.Header("Content-Type") ?? "", request.Body).ConvertAll(AskedWrite.Read);
        var isOne = parts.TrueForAll(part =>
            part.Table == parts[0].Table && part.Write.Key.Partition == parts[0].Write.Key.Partition);
        return isOne && parts.Count is > 0 and <= RowBatch.WritesMax
            ? new Commit(parts[0].Table, parts.ConvertAll(part => part.Write), IsBatch: true)
            : throw new FormatException("A batch has 1 to 100 writes, of one table and one partition.");
    }

    private static RowQuery ReadRange(string query)
    {
        var parameters = query.Split('&').Select(parameter => parameter.Split('=', 2)).ToDictionary(
            pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
        var range = ReadFilter(parameters["$filter"]);
        var take = int.Parse(parameters.GetValueOrDefault("$top", "1000"), CultureInfo.InvariantCulture);
        if (take is < 1 or > 1000)
        {
            throw new FormatException("A page holds 1 to 1,000 rows.");
        }

        var next = parameters.GetValueOrDefault(PageToken.RowParameter);
        return range with { Take = take, Continuation = next is null ? null : PageToken.Read(next) };
    }

    // The ranges of one partition that keys are indexed for; other filters would scan.
    private static RowQuery ReadFilter(string filter)
    {
        var at = 0;
        ODataLiteral.Skip(filter, "PartitionKey eq ", ref at);
        var range = new RowQuery(ODataLiteral.Read(filter, ref at));
        while (at < filter.Length)
        {
            ODataLiteral.Skip(filter, " and RowKey ", ref at);
            var operation = filter.Substring(at, Math.Min(3, filter.Length - at));
            at += operation.Length;
            var bound = ODataLiteral.Read(filter, ref at);
            range = operation switch
            {
                "ge " => range with { From = bound },
                "lt " => range with { Before = bound },
                _ => throw new FormatException($"No range of rows: {filter}"),
            };
        }

        return range;
    }
}
