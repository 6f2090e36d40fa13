using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>How a statement ends.</summary>
/// <param name="State">What it came to; null where it could not begin.</param>
/// <param name="Problem">
/// Why it must not be relied upon: then no closing and no totals are shown. Null where it may.
/// </param>
internal sealed record StatementEnd(StatementState? State, string? Problem);
