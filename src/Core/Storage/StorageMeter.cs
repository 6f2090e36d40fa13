using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Fulgurite.Storage;

/// <summary>
/// Counts storage transactions, which is what Table Storage bills and throttles by. Meter <c>Fulgurite.Storage</c>,
/// counter <c>storage.transactions</c>, tagged with <c>table</c> and <c>operation</c>. Every implementation of
/// <see cref="ITableStore"/> records each request that it sends, repeats included.
/// </summary>
public static class StorageMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Fulgurite.Storage";

    /// <summary>The counter's name.</summary>
    public const string Transactions = "storage.transactions";

    /// <summary>Operation tag of <see cref="ITableStore.Get"/>.</summary>
    public const string Get = "get";

    /// <summary>Operation tag of <see cref="ITableStore.Query"/>.</summary>
    public const string Query = "query";

    /// <summary>Operation tag of <see cref="ITableStore.Commit"/>.</summary>
    public const string Commit = "commit";

    /// <summary>Operation tag of the creation of a table.</summary>
    public const string CreateTable = "create-table";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Counter = Meter.CreateCounter<long>(Transactions, "{transaction}");

    /// <summary>Records one transaction.</summary>
    public static void Record(TableName table, string operation)
    {
        if (Counter.Enabled)
        {
            Counter.Add(1, new TagList { { "table", table.Value }, { "operation", operation } });
        }
    }
}
