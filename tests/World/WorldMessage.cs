using Fulgurite.Messaging;

namespace Fulgurite.Worlds;

/// <summary>A message that the bus has accepted.</summary>
internal sealed class WorldMessage(BusMessage message)
{
    /// <summary>What was sent.</summary>
    public BusMessage Sent => message;

    /// <summary>Deliveries begun.</summary>
    public int Deliveries { get; set; }

    /// <summary>The delivery that holds the lock: an older one ends without effect.</summary>
    public int LockHolder { get; set; }

    /// <summary>Completed, dead or lost: it is not delivered again.</summary>
    public bool IsGone { get; set; }
}
