using System.Globalization;
using Fulgurite.Storage;

namespace Fulgurite.Sandbox.MemoryTables;

/// <summary>A row as it is kept: never changed, replaced by each write.</summary>
/// <param name="key">Its row key.</param>
/// <param name="version">Rises with every write to the table.</param>
/// <param name="fields">Its columns, encoded.</param>
internal sealed class StoredRow(string key, long version, byte[] fields)
{
    /// <summary>Sorts after every row.</summary>
    public static readonly StoredRow AfterAll = new("", -1, []);

    /// <summary>Its row key.</summary>
    public string Key { get; } = key;

    /// <summary>Its columns, encoded.</summary>
    public byte[] Fields { get; } = fields;

    /// <summary>Its version as callers see it: the form of Table Storage's, which is opaque to them.</summary>
    public ETag ETag => new(string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\""));
}
