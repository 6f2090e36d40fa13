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
    private readonly SortedDictionary<string, object> values = new(StringComparer.Ordinal);

    /// <summary>How many columns there are.</summary>
    public int Count => values.Count;

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
    public bool Has(string name) => values.ContainsKey(name);

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
        foreach (var (name, value) in values.Concat(changes.values))
        {
            merged.values[name] = value;
        }

        return merged;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Set(string name, object? value)
    {
        if (value is not null)
        {
            values[name] = value;
        }
    }

    private T Required<T>(string name)
    {
        Invariant.Holds(TryGet<T>(name, out var value), $"the row has a column '{name}' of type {typeof(T).Name}");
        return value;
    }

    private bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        if (values.TryGetValue(name, out var stored) && stored is T typed)
        {
            value = typed;
            return true;
        }

        value = default;
        return false;
    }
}
