using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>A row as it lies in the store, read without the product's own readers.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Key">Its row key.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record StoredRow(string Partition, string Key, IReadOnlyDictionary<string, object> Columns)
{
    /// <summary>A part of the row key between its bars, from 0.</summary>
    public string Part(int index) => Key.Split('|')[index];

    /// <summary>A part of the row key as a number.</summary>
    public long Number(int index) => long.Parse(Part(index), CultureInfo.InvariantCulture);

    /// <summary>A text column; empty where there is none.</summary>
    public string Text(string name) => Columns.GetValueOrDefault(name) as string ?? "";

    /// <summary>An integer column; 0 where there is none.</summary>
    public long Integer(string name) => Columns.GetValueOrDefault(name) as long? ?? 0;

    /// <summary>An instant; the earliest there is where there is none.</summary>
    public DateTimeOffset Instant(string name) => Columns.GetValueOrDefault(name) as DateTimeOffset? ?? default;
}
