namespace Fulgurite.Sandbox.LocalBus;

/// <summary>A message that one receiver holds until it settles it or its lock ends.</summary>
/// <param name="Message">What was sent.</param>
/// <param name="LockToken">Names this delivery: a later one of the same message has another token.</param>
/// <param name="DeliveryCount">1 on the first delivery.</param>
public sealed record LockedMessage(AcceptedMessage Message, long LockToken, int DeliveryCount);
