namespace Fulgurite.App.Apis.Voltage.Statements.Bills;

/// <summary>Writes a bill's statement: once its head, then each wallet, then its end.</summary>
/// <param name="Begin">Takes the head.</param>
/// <param name="Add">Takes a wallet.</param>
/// <param name="End">
/// Takes the head again, and why the statement must not be relied upon: then no totals are shown. Null where it may.
/// </param>
internal sealed record BillStatementWriter(
    Action<BillFacts> Begin, Action<ShownItem> Add, Action<BillFacts, string?> End);
