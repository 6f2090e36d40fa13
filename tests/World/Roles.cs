namespace Fulgurite.Worlds;

/// <summary>What a process is there for, besides answering requests.</summary>
[Flags]
internal enum Roles
{
    /// <summary>Requests only.</summary>
    None = 0,

    /// <summary>It takes messages from the queues.</summary>
    Queues = 1,

    /// <summary>The minute's timer may fire in it.</summary>
    Timers = 2,

    /// <summary>It relays the node's settlements.</summary>
    Relay = 4,

    /// <summary>All of them, as on one machine.</summary>
    All = Queues | Timers | Relay,
}
