using Fulgurite.App.Host;

namespace Fulgurite.App.Billing.CloseBillingCycles;

/// <summary>Fires every minute: orders a look at every line of credit that is due for billing.</summary>
internal sealed partial class CloseBillingCyclesFunction(EngineSource source, ILogger<CloseBillingCyclesFunction> log)
{
    /// <summary>Handles one firing. A failed one is made up for by the next.</summary>
    public async Task Run(TimerInvocation timer, CancellationToken cancel)
    {
        var engine = await source.Get(cancel);
        var ordered = await engine.Billing.Publish.Due(cancel);
        if (ordered > 0)
        {
            Log.Ordered(log, ordered);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Information, "{Lines} lines of credit are due for billing")]
        public static partial void Ordered(ILogger log, int lines);
    }
}
