using Fulgurite.Identity;
using Fulgurite.Secrets;

namespace Fulgurite.Callbacks;

/// <summary>
/// How one kind of endpoint wants to be told: pure functions that belong to a surface. Bodies are rendered once, when
/// the event commits, and stored: every attempt sends and signs those very bytes.
/// </summary>
public sealed record CallbackScheme
{
    /// <summary>Its name in stored endpoints and deliveries.</summary>
    public required string Name { get; init; }

    /// <summary>The body about some news; null for news that this scheme does not tell.</summary>
    public required Func<News, byte[]?> Render { get; init; }

    /// <summary>The headers that authenticate an attempt.</summary>
    public required Func<CallbackToSign, IReadOnlyList<CallbackHeader>> Sign { get; init; }

    /// <summary>The waits between one attempt and the next; after the last, the delivery is exhausted.</summary>
    public required IReadOnlyList<TimeSpan> RetryDelays { get; init; }

    /// <summary>Whether an answer's HTTP status ends the delivery.</summary>
    public required Func<int, bool> IsAcknowledged { get; init; }

    /// <summary>
    /// Whether a receiver's <c>Retry-After</c> is kept to, and its 410 (Gone) stops the endpoint (RFC 9110 §10.2.3,
    /// §15.5.11).
    /// </summary>
    public bool IsSteeredByAnswers { get; init; }

    /// <summary>Invents an endpoint's own secret; null where a processing key signs.</summary>
    public Func<IRandomness, SecretValue>? NewSecret { get; init; }
}
