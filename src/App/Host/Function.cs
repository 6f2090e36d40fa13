using Fulgurite.Messaging;

namespace Fulgurite.App.Host;

/// <summary>A registered function. <see cref="FunctionTable"/> describes the members.</summary>
internal abstract record Function(string Name)
{
    /// <summary>Started by a message.</summary>
    public sealed record OnMessage(
        string Name, QueueName Queue, Func<QueueInvocation, CancellationToken, Task> Run) : Function(Name);

    /// <summary>Started by a timer.</summary>
    public sealed record OnTimer(
        string Name, Func<TimerInvocation, CancellationToken, Task> Run) : Function(Name);
}
