namespace Fulgurite.Sandbox.LocalBus;

/// <summary>What became of a message that its receiver gave back.</summary>
public enum AbandonOutcome
{
    /// <summary>It can be received again.</summary>
    Returned,

    /// <summary>That was its last delivery.</summary>
    DeadLettered,

    /// <summary>Nothing: the lock had ended, and with it the receiver's say.</summary>
    LockEnded,
}
