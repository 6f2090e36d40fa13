namespace Fulgurite.Storage;

/// <summary>
/// Where a row lives. Each part is 0 to 512 UTF-16 units without <c>/ \ # ?</c> or control characters.
/// </summary>
/// <param name="Partition">What must change together shares it.</param>
/// <param name="Row">Unique in the partition; rows sort by it, ordinally.</param>
public readonly record struct RowKey(string Partition, string Row)
{
    /// <summary>True when both parts may be stored.</summary>
    public bool IsStorable => IsStorablePart(Partition) && IsStorablePart(Row);

    private static bool IsStorablePart(string part) =>
        part.Length <= 512 && !part.AsSpan().ContainsAny("/\\#?") && !part.Any(char.IsControl);
}
