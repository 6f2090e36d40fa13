namespace Fulgurite.Callbacks;

/// <summary>What came of one attempt.</summary>
/// <param name="HttpStatus">The answer's status; null when there was no answer.</param>
/// <param name="Problem">
/// Why there was none, in a few words fit for the merchant to read; null when there was one.
/// </param>
/// <param name="Excerpt">The beginning of the answer's body, at most 500 characters.</param>
public sealed record CallbackAnswer(int? HttpStatus, string? Problem, string Excerpt);
