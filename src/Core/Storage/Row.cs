namespace Fulgurite.Storage;

/// <summary>A stored row as read.</summary>
/// <param name="Key">Where it lives.</param>
/// <param name="Version">What it must still be for a guarded write to succeed.</param>
/// <param name="Fields">Its columns.</param>
public sealed record Row(RowKey Key, ETag Version, RowFields Fields);
