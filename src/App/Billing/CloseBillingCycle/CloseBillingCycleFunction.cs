using Fulgurite.App.Host;
using Fulgurite.Billing;

namespace Fulgurite.App.Billing.CloseBillingCycle;

/// <summary>Consumes <c>bills</c>: closes a line's cycles, and takes its bills further.</summary>
internal sealed partial class CloseBillingCycleFunction(EngineSource source, ILogger<CloseBillingCycleFunction> log)
{
    /// <summary>How many wallets of a cycle are closed between two lines of the log.</summary>
    private const long WalletsBetween = 1_000;

    /// <summary>Handles one message. Throws to have it redelivered.</summary>
    public async Task Run(QueueInvocation message, CancellationToken cancel)
    {
        var order = BillingOrder.Parse(message.Payload.Span);
        Invariant.Holds(order is not null, "a sealed message of bills is an order");
        var engine = await source.Get(cancel);
        var progress = new ClosingProgress(closing => Tell(order, closing));
        if (await engine.Billing.Run.Execute(order, progress, engine.Ports.Clock.GetUtcNow(), cancel) is { } report)
        {
            Log.Looked(log, order.Line.ToString(), report.Open, report.Owed, report.NextCloseAt);
        }
    }

    private void Tell(BillingOrder order, CycleClosing closing)
    {
        if (closing.After is not null && closing.Totals.Wallets % WalletsBetween == 0)
        {
            Log.Closing(log, order.Line.ToString(), closing.Start, closing.Totals.Wallets);
        }
    }

    // Told at once, in order: what the framework has is told later, on another thread.
    private sealed class ClosingProgress(Action<CycleClosing> tell) : IProgress<CycleClosing>
    {
        public void Report(CycleClosing value) => tell(value);
    }

    private static partial class Log
    {
        [LoggerMessage(
            7101, LogLevel.Information, "Line {Line}: {Open} bills open, {Owed} owed; next close {NextCloseAt}")]
        public static partial void Looked(
            ILogger log, string line, int open, int owed, DateTimeOffset nextCloseAt);

        [LoggerMessage(7102, LogLevel.Information, "Line {Line}, cycle of {Start}: {Wallets} wallets so far")]
        public static partial void Closing(ILogger log, string line, DateTimeOffset start, long wallets);
    }
}
