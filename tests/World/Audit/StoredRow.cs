using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>A row as it lies in the store, read without the product's own readers.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Key">Its row key.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record StoredRow(string Partition, string Key, IReadOnlyDictionary<string, object> Columns)
{
    /// <summary>A part of the row key between its bars, from 0.</summary>
    public string Part(int index)
    {
        var parts = Key.AsSpan().Split('|');
        for (var skipped = 0; parts.MoveNext(); skipped++)
        {
            if (skipped == index)
            {
                return Key[parts.Current];
            }
        }

        throw new ArgumentOutOfRangeException(nameof(index), Key);
    }

    /// <summary>Whether it is of a kind: the first part of its key.</summary>
    public bool Is(string kind) =>
        Key.StartsWith(kind, StringComparison.Ordinal) && (Key.Length == kind.Length || Key[kind.Length] == '|');

    /// <summary>A part of the row key as a number.</summary>
    public long Number(int index) => long.Parse(Part(index), CultureInfo.InvariantCulture);

    /// <summary>A text column; empty where there is none.</summary>
    public string Text(string name) => Columns.GetValueOrDefault(name) as string ?? "";

    /// <summary>An integer column; 0 where there is none.</summary>
    public long Integer(string name) => Columns.GetValueOrDefault(name) as long? ?? 0;

    /// <summary>An instant; the earliest there is where there is none.</summary>
    public DateTimeOffset Instant(string name) => Columns.GetValueOrDefault(name) as DateTimeOffset? ?? default;
}
