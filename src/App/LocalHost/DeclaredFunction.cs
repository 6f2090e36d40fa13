using Fulgurite.Messaging;
using NCrontab;

namespace Fulgurite.App.LocalHost;

/// <summary>What a <c>function.json</c> says.</summary>
/// <param name="Name">The folder of the file.</param>
/// <param name="Binding">The trigger's name: the key of its data in the envelope.</param>
internal abstract record DeclaredFunction(string Name, string Binding)
{
    /// <summary>Started by the messages of a queue.</summary>
    public sealed record OnMessage(string Name, string Binding, QueueName Queue) : DeclaredFunction(Name, Binding);

    /// <summary>
    /// Started at the instants of a schedule, in UTC. Where it is monitored (<c>useMonitor</c>), the envelope tells the
    /// schedule's status.
    /// </summary>
    public sealed record OnTimer(string Name, string Binding, CrontabSchedule Schedule, bool IsMonitored)
        : DeclaredFunction(Name, Binding);

    /// <summary>Started by HTTP, which the app serves itself here.</summary>
    public sealed record OnHttp(string Name, string Binding, string Route) : DeclaredFunction(Name, Binding);
}
