namespace Fulgurite.Sandbox.LocalBus;

/// <summary>A message that was delivered as often as allowed and never completed: kept to be seen.</summary>
/// <param name="Message">What was sent.</param>
/// <param name="DeliveryCount">How often it was delivered.</param>
/// <param name="DeadAt">When it was given up.</param>
public sealed record DeadLetter(AcceptedMessage Message, int DeliveryCount, DateTimeOffset DeadAt);
