namespace Fulgurite.Worlds;

/// <summary>One storage transaction that a process made.</summary>
/// <param name="Table">Which table.</param>
/// <param name="Operation"><c>get</c>, <c>query</c> or <c>commit</c>.</param>
/// <param name="Row">The row, the range's beginning, or the first row of the batch.</param>
internal sealed record StorageCall(string Table, string Operation, string Row);
