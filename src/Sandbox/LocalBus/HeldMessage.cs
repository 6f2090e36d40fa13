namespace Fulgurite.Sandbox.LocalBus;

/// <summary>What a queue knows of a message that is not completed.</summary>
internal sealed class HeldMessage(AcceptedMessage message)
{
    public AcceptedMessage Message => message;

    public int DeliveryCount { get; set; }

    /// <summary>Of the current delivery. Meaningless while nobody holds the message.</summary>
    public DateTimeOffset LockedUntil { get; set; }
}
