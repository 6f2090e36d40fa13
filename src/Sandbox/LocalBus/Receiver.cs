namespace Fulgurite.Sandbox.LocalBus;

/// <summary>Who waits for a message. Continuations run elsewhere: the bus completes it under its lock.</summary>
internal sealed class Receiver(TimeSpan lockFor)
    : TaskCompletionSource<LockedMessage>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public TimeSpan LockFor => lockFor;
}
