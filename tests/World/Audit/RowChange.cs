namespace Fulgurite.Worlds.Audit;

/// <summary>What one write of a commit did to one row.</summary>
/// <param name="Before">The row before; null where there was none.</param>
/// <param name="After">The row after; null where it is gone.</param>
internal sealed record RowChange(StoredRow? Before, StoredRow? After)
{
    // Asked by nearly everything that looks at a commit.
    private bool? isNews;

    /// <summary>
    /// Whether the write named what it was decided over: that there is no such row, or the version that it had.
    /// </summary>
    public required bool IsGuarded { get; init; }

    /// <summary>The row, whichever is there.</summary>
    public StoredRow Either => After ?? Before!;

    /// <summary>Its kind: the first part of its key.</summary>
    public string Kind { get; } = (After ?? Before!).Part(0);

    /// <summary>True when the row is new.</summary>
    public bool IsNew => Before is null && After is not null;

    /// <summary>True when anything is otherwise than before.</summary>
    public bool IsNews => isNews ??= Before is null || After is null || Changed.Any();

    /// <summary>The columns that are not what they were.</summary>
    public IEnumerable<string> Changed => Before is null || After is null
        ? []
        : Before.Columns.Keys.Concat(After.Columns.Keys.Where(name => !Before.Columns.ContainsKey(name)))
            .Where(name => !Same(name));

    private bool Same(string name)
    {
        var (was, isNow) = (Before!.Columns.GetValueOrDefault(name), After!.Columns.GetValueOrDefault(name));
        return was is byte[] bytes
            ? isNow is byte[] others && bytes.AsSpan().SequenceEqual(others)
            : Equals(was, isNow);
    }
}
