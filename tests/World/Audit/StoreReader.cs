using Fulgurite.Storage;

namespace Fulgurite.Worlds.Audit;

/// <summary>Reads the whole store, which the product never does.</summary>
internal static class StoreReader
{
    /// <summary>Every row of a table, by partition, in order.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<StoredRow>> Table(World world, string table) =>
        world.Tables.Partitions.Where(written => written.Table == table)
            .ToDictionary(written => written.Partition, written => Rows(world, table, written.Partition));

    private static IReadOnlyList<StoredRow> Rows(World world, string table, string partition)
    {
        var rows = new List<StoredRow>();
        var query = new RowQuery(partition);
        do
        {
            var page = world.Tables.Query(new TableName(table), query);
            rows.AddRange(page.Rows.Select(row => new StoredRow(partition, row.Key.Row, row.Fields.ToDictionary())));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);

        return rows;
    }
}
