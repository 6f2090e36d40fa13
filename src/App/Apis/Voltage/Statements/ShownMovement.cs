using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>A line of a statement.</summary>
/// <param name="Movement">What moved.</param>
/// <param name="After">Where the wallet was then.</param>
/// <param name="Memo">What it was for, in words of a customer's; empty for nothing said.</param>
internal sealed record ShownMovement(StatementMovement Movement, JournalPoint After, string Memo);
