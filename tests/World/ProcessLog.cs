using Fulgurite.App.Host;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Worlds;

/// <summary>
/// The production code's own log lines: into the history, and where one tells of a bug, a finding. Failures of the
/// world outside are no bugs, and neither is a handler that its deadline ends.
/// </summary>
internal sealed class ProcessLog(World world, string name, bool paysElsewhere) : ILoggerFactory, ILogger
{
    // Tells of a world that failed: said only where an adapter told of it.
    private const int WorldFailed = 1006;

    // Tells of a payment that hops hold on to: the world's trouble, not a bug.
    private const int StuckPayment = 6002;

    // Tells of a transaction that the network does not take: the same.
    private const int StuckOnChain = 4005;

    // Tells of a payment of another node, where the settings were changed: an operator's doing.
    private const int PaymentElsewhere = 6003;

    // Tells of a macaroon that the node does not take, which an operator has to mend: right, where that is so.
    private const int Refused = 1011;

    // Tells of a message without our seal: right, where there is one.
    private const int Unreadable = 1004;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) =>
        logLevel >= LogLevel.Error || (world.History.IsKept && logLevel >= LogLevel.Information);

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        world.History.Add(name, $"logs: {formatter(state, exception)}");
        if (logLevel >= LogLevel.Error && exception is not (null or OperationCanceledException or TimeoutException)
            && !FailingWorld.Caused(exception))
        {
            world.Find($"{name} fails only for a world that fails, not with {exception.Message}");
        }
        else if (logLevel >= LogLevel.Error && exception is null && !IsAllowed(eventId.Id))
        {
            world.Find($"{name} logs what must not be: {formatter(state, exception)}");
        }
    }

    private bool IsAllowed(int eventId) =>
        eventId is StuckPayment or StuckOnChain or WorldFailed
        || (eventId == Refused && world.Chain.WasRefused)
        || (eventId == PaymentElsewhere && paysElsewhere)
        || (eventId == Unreadable && world.Bus.Forged.Count > 0);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
