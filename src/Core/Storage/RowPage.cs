namespace Fulgurite.Storage;

/// <summary>One page of a range.</summary>
/// <param name="Rows">In ascending order of row key; may be empty although more follows.</param>
/// <param name="Continuation">Opaque; null at the end of the range.</param>
public sealed record RowPage(IReadOnlyList<Row> Rows, string? Continuation);
