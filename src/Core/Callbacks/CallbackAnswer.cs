namespace Fulgurite.Callbacks;

/// <summary>What came of one attempt.</summary>
/// <param name="HttpStatus">The answer's status; null when there was no answer.</param>
/// <param name="Problem">
/// Why there was none, in a few words fit for the merchant to read; null when there was one.
/// </param>
/// <param name="Excerpt">The beginning of the answer's body, at most 500 characters.</param>
public sealed record CallbackAnswer(int? HttpStatus, string? Problem, string Excerpt)
{
    /// <summary>What 410 says: never come again (RFC 9110 §15.5.11).</summary>
    public const int Gone = 410;

    /// <summary>How long to wait before the next attempt, as the answer's <c>Retry-After</c> asks.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
