using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>One thing that is wrong: which row, which column, what it says and what it should say.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Row">The row that is wrong, or missing.</param>
/// <param name="Column">The column; null where it is not one column, or cannot be told which.</param>
/// <param name="Says">What is stored there; null where that is nothing.</param>
/// <param name="ShouldSay">What should be; null where that is nothing, or not known.</param>
/// <param name="Why">How that is known.</param>
/// <param name="Witness">The row that contradicts it; null where the row contradicts itself.</param>
public sealed record Finding(
    string Table, RowKey Row, string? Column, string? Says, string? ShouldSay, string Why, RowKey? Witness = null)
{
    /// <summary>Longer values are shortened: a finding is a line.</summary>
    private const int ValueLengthMax = 120;

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Table} / {Row.Partition} / {Row.Row}{(Column is null ? "" : $" / {Column}")}: "
        + (Says is null ? "" : $"says {Short(Says)}, ")
        + (ShouldSay is null ? "" : $"should say {Short(ShouldSay)}: ")
        + Why
        + (Witness is { } witness ? $" (see {witness.Row})" : "");

    private static string Short(string value) =>
        value.Length <= ValueLengthMax ? value : string.Concat(value.AsSpan(0, ValueLengthMax), "…");
}
