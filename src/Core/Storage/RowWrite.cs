namespace Fulgurite.Storage;

/// <summary>What a write does, and what must be true for it.</summary>
public enum RowWriteKind
{
    /// <summary>The row must not exist.</summary>
    Insert,

    /// <summary>The row must exist, at the given version if there is one; all its columns are replaced.</summary>
    Replace,

    /// <summary>
    /// The row must exist, at the given version if there is one; the given columns change, others stay.
    /// </summary>
    Merge,

    /// <summary>Inserted, or replaced whatever it was.</summary>
    Put,

    /// <summary>The row must exist, at the given version if there is one; it goes.</summary>
    Delete,
}

/// <summary>
/// One write of a batch. Made by the factories below, so that an unguarded write is a choice that can be read.
/// </summary>
public sealed record RowWrite
{
    private RowWrite(RowWriteKind kind, RowKey key, RowFields fields, ETag? version)
    {
        Kind = kind;
        Key = key;
        Fields = fields;
        Version = version;
    }

    /// <summary>What it does.</summary>
    public RowWriteKind Kind { get; }

    /// <summary>The row.</summary>
    public RowKey Key { get; }

    /// <summary>The columns; empty for a deletion.</summary>
    public RowFields Fields { get; }

    /// <summary>The version the row must have; null accepts any.</summary>
    public ETag? Version { get; }

    /// <summary>Creates a row that must not exist.</summary>
    public static RowWrite Insert(RowKey key, RowFields fields) => new(RowWriteKind.Insert, key, fields, null);

    /// <summary>Replaces a row that must still be at <paramref name="version"/>.</summary>
    public static RowWrite Replace(RowKey key, RowFields fields, ETag version) =>
        new(RowWriteKind.Replace, key, fields, version);

    /// <summary>
    /// Replaces a row that must still be at <paramref name="version"/>; creates it where it was not there.
    /// </summary>
    public static RowWrite Write(RowKey key, RowFields fields, ETag? version) =>
        version is { } read ? Replace(key, fields, read) : Insert(key, fields);

    /// <summary>Changes columns of a row that must still be at <paramref name="version"/>.</summary>
    public static RowWrite Merge(RowKey key, RowFields fields, ETag version) =>
        new(RowWriteKind.Merge, key, fields, version);

    /// <summary>Changes columns of a row that must exist, whatever its version.</summary>
    public static RowWrite MergeAny(RowKey key, RowFields fields) => new(RowWriteKind.Merge, key, fields, null);

    /// <summary>Creates or replaces a row whatever it was.</summary>
    public static RowWrite Put(RowKey key, RowFields fields) => new(RowWriteKind.Put, key, fields, null);

    /// <summary>Removes a row that must still be at <paramref name="version"/>.</summary>
    public static RowWrite Delete(RowKey key, ETag version) => new(RowWriteKind.Delete, key, [], version);

    /// <summary>Removes a row that must exist, whatever its version.</summary>
    public static RowWrite DeleteAny(RowKey key) => new(RowWriteKind.Delete, key, [], null);
}
