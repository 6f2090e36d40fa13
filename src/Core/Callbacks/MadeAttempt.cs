namespace Fulgurite.Callbacks;

/// <summary>An attempt, and what its scheme makes of it.</summary>
/// <param name="Attempt">What happened.</param>
/// <param name="Scheme">The endpoint's scheme.</param>
public sealed record MadeAttempt(Attempt Attempt, CallbackScheme Scheme)
{
    /// <summary>Whether the answer ends the delivery.</summary>
    public bool IsAcknowledged => Attempt.Answer.HttpStatus is { } status && Scheme.IsAcknowledged(status);

    /// <summary>Whether the receiver asks not to be called ever again.</summary>
    public bool IsGone => Scheme.IsSteeredByAnswers && Attempt.Answer.HttpStatus == CallbackAnswer.Gone;

    /// <summary>How long the receiver asks us to wait at least.</summary>
    public TimeSpan? RetryAfter => Scheme.IsSteeredByAnswers ? Attempt.Answer.RetryAfter : null;
}
