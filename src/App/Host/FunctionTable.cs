using Fulgurite.Messaging;

namespace Fulgurite.App.Host;

/// <summary>
/// The handlers of the functions that the host triggers by posting. The composition fills it once, before the endpoints
/// are mapped. A handler returns when the work is done (the message is then completed) and throws when it is not (the
/// message is redelivered at once, and dead-lettered after the queue's maximum deliveries). For a retry later it sends
/// a scheduled message and returns.
/// </summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<string, Function> functions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every registered function.</summary>
    public IReadOnlyCollection<Function> All => functions.Values;

    /// <summary>Registers the consumer of a queue.</summary>
    /// <param name="name">The folder of its <c>function.json</c>.</param>
    /// <param name="queue">The queue that its <c>function.json</c> names: the seal is checked for this one.</param>
    /// <param name="run">The token ends at the invocation's deadline (<see cref="FunctionLimits"/>).</param>
    public void Queue(string name, QueueName queue, Func<QueueInvocation, CancellationToken, Task> run) =>
        Add(new Function.OnMessage(name, queue, run));

    /// <summary>Registers what a timer starts.</summary>
    /// <inheritdoc cref="Queue"/>
    public void Timer(string name, Func<TimerInvocation, CancellationToken, Task> run) =>
        Add(new Function.OnTimer(name, run));

    /// <summary>
    /// Throws unless every named function has its handler. Without the check the host would find the gap one failed
    /// invocation at a time.
    /// </summary>
    public void MustServe(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Invariant.Holds(functions.ContainsKey(name), $"the function {name} has a handler");
        }
    }

    private void Add(Function function) =>
        Invariant.Holds(functions.TryAdd(function.Name, function), $"the function {function.Name} has one handler");
}
