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

    /// <summary>The body about a paid invoice.</summary>
    public required Func<SettledInvoice, byte[]> RenderSettled { get; init; }

    /// <summary>The headers that authenticate a body: from the key's public name, its secret and the bytes.</summary>
    public required Func<string, SecretValue, ReadOnlyMemory<byte>, IReadOnlyList<CallbackHeader>> Sign { get; init; }

    /// <summary>The waits between one attempt and the next; after the last, the delivery is exhausted.</summary>
    public required IReadOnlyList<TimeSpan> RetryDelays { get; init; }

    /// <summary>Whether an answer's HTTP status ends the delivery.</summary>
    public required Func<int, bool> IsAcknowledged { get; init; }
}
