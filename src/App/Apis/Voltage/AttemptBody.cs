namespace Fulgurite.App.Apis.Voltage;

/// <summary>One try at a delivery.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="Url">Where it went.</param>
/// <param name="HttpStatus">The answer's status; null when there was none.</param>
/// <param name="Problem">Why there was none.</param>
/// <param name="ResponseExcerpt">The beginning of the answer's body.</param>
internal sealed record AttemptBody(
    int Number,
    DateTimeOffset At,
    long DurationMs,
    string Url,
    int? HttpStatus,
    string? Problem,
    string ResponseExcerpt);
