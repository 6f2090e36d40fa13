using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>Writes one statement: once its beginning, then each movement, then its end.</summary>
/// <param name="Begin">Takes the head, and the opening; null where that could not be established.</param>
/// <param name="Add">Takes a movement that is shown.</param>
/// <param name="End">Takes the end.</param>
internal sealed record StatementWriter(
    Action<StatementFacts, JournalPoint?> Begin, Action<ShownMovement> Add, Action<StatementEnd> End);
