using Fulgurite.Callbacks;

namespace Fulgurite.Worlds;

/// <summary>A callback as it reached a merchant's server.</summary>
/// <param name="At">When.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Headers">What authenticates them.</param>
/// <param name="Conduct">What the server did.</param>
internal sealed record ReceivedCallback(
    DateTimeOffset At, byte[] Body, IReadOnlyList<CallbackHeader> Headers, Conduct Conduct)
{
    /// <summary>The bytes, in hex: equal exactly where they are.</summary>
    public string BodyHex { get; } = Convert.ToHexStringLower(Body);

    /// <summary>How long it asked to wait; null where it did not.</summary>
    public TimeSpan? AskedToWait { get; init; }

    /// <summary>True when the merchant acted on it and said so.</summary>
    public bool IsAcknowledged => Conduct is Conduct.Acknowledge or Conduct.AcknowledgeSlowly;
}
