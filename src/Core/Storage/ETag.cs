namespace Fulgurite.Storage;

/// <summary>The version of a row: opaque, compared byte for byte, different after every write.</summary>
public readonly record struct ETag(string Value)
{
    /// <summary>The opaque text.</summary>
    public override string ToString() => Value;
}
