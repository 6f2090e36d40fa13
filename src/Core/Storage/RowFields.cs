using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Storage;

/// <summary>
/// The columns of a row. A value is a <see cref="string"/>, <see cref="long"/>, <see cref="bool"/>,
/// <see cref="DateTimeOffset"/> (UTC, to 100 ns) or <c>byte[]</c>; there is no null: an absent column is absent.
/// Strings hold at most 32,768 UTF-16 units, binaries 65,536 bytes, a row 252 columns and 1 MiB.
/// Column names are letters, digits and underscores.
/// </summary>
public sealed class RowFields : IEnumerable<KeyValuePair<string, object>>
{
    // Sorted by name. A list, not a tree: rows have few columns, and are made and read all the time.
    private readonly List<KeyValuePair<string, object>> columns = [];

    /// <summary>How many columns there are.</summary>
    public int Count => columns.Count;

    /// <summary>Sets a text column; null leaves the column out.</summary>
    public void Add(string name, string? value) => Set(name, value);

    /// <summary>Sets a 64-bit integer column; null leaves the column out.</summary>
    public void Add(string name, long? value) => Set(name, value);

    /// <summary>Sets a boolean column.</summary>
    public void Add(string name, bool value) => Set(name, value);

    /// <summary>Sets an instant; stored in UTC. Null leaves the column out.</summary>
    public void Add(string name, DateTimeOffset? value) => Set(name, value?.ToUniversalTime());

    /// <summary>Sets a binary column; null leaves the column out.</summary>
    public void Add(string name, byte[]? value) => Set(name, value);

    /// <summary>A text column that must be there.</summary>
    public string Text(string name) => Required<string>(name);

    /// <summary>A text column, or null.</summary>
    public string? TextOrNull(string name) => TryGet<string>(name, out var value) ? value : null;

    /// <summary>An integer column that must be there.</summary>
    public long Integer(string name) => Required<long>(name);

    /// <summary>An integer column, or null.</summary>
    public long? IntegerOrNull(string name) => TryGet<long>(name, out var value) ? value : null;

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string name) => Find(name) >= 0;

    /// <summary>A boolean column; absent is false.</summary>
    public bool Flag(string name) => TryGet<bool>(name, out var value) && value;

    /// <summary>An instant that must be there.</summary>
    public DateTimeOffset Instant(string name) => Required<DateTimeOffset>(name);

    /// <summary>An instant, or null.</summary>
    public DateTimeOffset? InstantOrNull(string name) => TryGet<DateTimeOffset>(name, out var value) ? value : null;

    /// <summary>A binary column that must be there.</summary>
    public byte[] Binary(string name) => Required<byte[]>(name);

    /// <summary>A binary column, or null.</summary>
    public byte[]? BinaryOrNull(string name) => TryGet<byte[]>(name, out var value) ? value : null;

    /// <summary>A copy in which the columns of <paramref name="changes"/> replace those of the same name.</summary>
    public RowFields With(RowFields changes)
    {
        var merged = new RowFields();
        merged.columns.AddRange(columns);
        foreach (var (name, value) in changes.columns)
        {
            merged.Set(name, value);
        }

        return merged;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Set(string name, object? value)
    {
        if (value is null)
        {
            return;
        }

        var column = KeyValuePair.Create(name, value);
        var at = Find(name);
        if (at >= 0)
        {
            columns[at] = column;
        }
        else
        {
            columns.Insert(~at, column);
        }
    }

    // The column's place, or the complement of the place where it belongs. Most are added in order.
    private int Find(string name)
    {
        var (low, high) = (0, columns.Count - 1);
        for (var probe = high; low <= high; probe = (low + high) / 2)
        {
            var order = string.CompareOrdinal(columns[probe].Key, name);
            if (order == 0)
            {
                return probe;
            }

            (low, high) = order < 0 ? (probe + 1, high) : (low, probe - 1);
        }

        return ~low;
    }

    private T Required<T>(string name)
    {
        Invariant.Holds(TryGet<T>(name, out var value), $"the row has a column '{name}' of type {typeof(T).Name}");
        return value;
    }

    private bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        if (Find(name) is >= 0 and var at && columns[at].Value is T typed)
        {
            value = typed;
            return true;
        }

        value = default;
        return false;
    }
}
