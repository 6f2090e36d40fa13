namespace Fulgurite.App.LocalHost;

/// <summary>The local host's settings; the defaults are those of <c>host.json</c>.</summary>
/// <param name="TriggerAddress">Where the app takes triggers: a loopback port that nothing else uses.</param>
internal sealed record LocalHostOptions(Uri TriggerAddress)
{
    /// <summary>Messages of one queue in work at once.</summary>
    public int MaxConcurrentCalls { get; init; } = 32;

    /// <summary>The queues' lock; renewed at half of it while a handler runs.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After this the host gives an invocation up. The handler ends before by its own deadline.</summary>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long running invocations may go on once the host was asked to stop.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
