namespace Fulgurite.Sandbox.MemoryTables;

/// <summary>Table Storage's order of row keys: by UTF-16 code unit.</summary>
internal sealed class RowOrder : IComparer<StoredRow>
{
    /// <summary>The order.</summary>
    public static readonly RowOrder Instance = new();

    /// <inheritdoc/>
    public int Compare(StoredRow? x, StoredRow? y)
    {
        if (ReferenceEquals(x, StoredRow.AfterAll) || ReferenceEquals(y, StoredRow.AfterAll))
        {
            return ReferenceEquals(x, StoredRow.AfterAll).CompareTo(ReferenceEquals(y, StoredRow.AfterAll));
        }

        return string.CompareOrdinal(x?.Key, y?.Key);
    }
}
