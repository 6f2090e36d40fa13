namespace Fulgurite.Callbacks;

/// <summary>An attempt, and what its scheme makes of it.</summary>
/// <param name="Attempt">What happened.</param>
/// <param name="RetryDelays">The scheme's waits between attempts.</param>
/// <param name="IsAcknowledged">Whether the answer ends the delivery.</param>
public sealed record MadeAttempt(Attempt Attempt, IReadOnlyList<TimeSpan> RetryDelays, bool IsAcknowledged);
