namespace Fulgurite.App.Host;

/// <summary>
/// How long an invocation may take. The host answers an overrun by killing the process, and with it every other
/// invocation on the instance, so ours end by themselves before.
/// </summary>
/// <param name="FunctionTimeout"><c>functionTimeout</c> of <c>host.json</c>.</param>
/// <param name="MessageLock">
/// How long a message stays ours: <c>maxAutoLockRenewalDuration</c> of <c>host.json</c>.
/// </param>
internal sealed record FunctionLimits(TimeSpan FunctionTimeout, TimeSpan MessageLock)
{
    /// <summary>What <c>host.json</c> says; a test compares them.</summary>
    public static FunctionLimits OfHostJson { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));

    /// <summary>Between our deadline and the host's.</summary>
    public static TimeSpan Margin { get; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// From the cancellation of a handler's token to the answer that gives the handler up. Half the margin: a handler
    /// that observes its token has time to stop, and the answer still precedes the host's limit.
    /// </summary>
    public static TimeSpan Grace { get; } = Margin / 2;

    /// <summary>When a message handler's token is cancelled, from its start.</summary>
    public TimeSpan MessageDeadline => (FunctionTimeout < MessageLock ? FunctionTimeout : MessageLock) - Margin;

    /// <summary>When a timer handler's token is cancelled, from its start.</summary>
    public TimeSpan TimerDeadline => FunctionTimeout - Margin;
}
