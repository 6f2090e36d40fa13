namespace Fulgurite.Callbacks;

/// <summary>One try at a delivery.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Url">Where it went.</param>
/// <param name="Answer">What came of it.</param>
public sealed record Attempt(int Number, DateTimeOffset At, TimeSpan Duration, Uri Url, CallbackAnswer Answer);
