using System.Collections.Concurrent;

namespace Fulgurite.CrashLoop;

/// <summary>Everything that the clients were told. Safe for concurrent use.</summary>
internal sealed class Record
{
    public Tally Tally { get; } = new();

    public ConcurrentBag<Deposit> Deposits { get; } = [];

    public ConcurrentBag<Send> Sends { get; } = [];

    /// <summary>From a kill or a stop to the first answer that needs storage.</summary>
    public ConcurrentBag<TimeSpan> Recoveries { get; } = [];
}
