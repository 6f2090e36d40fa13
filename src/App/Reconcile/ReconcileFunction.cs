using Fulgurite.App.Host;

namespace Fulgurite.App.Reconcile;

/// <summary>Fires every minute: picks up what crashes and lost messages left behind.</summary>
internal sealed partial class ReconcileFunction(EngineSource source, ILogger<ReconcileFunction> log)
{
    /// <summary>Handles one firing. A failed one is made up for by the next.</summary>
    public async Task Run(TimerInvocation timer, CancellationToken cancel)
    {
        var engine = await source.Get(cancel);
        var report = await engine.Reconcile.Execute(cancel);
        if (report.Wallets > 0)
        {
            Log.Reconciled(log, report.Wallets, report.OverdueDeliveries);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "Looked at {Wallets} wallets; {Overdue} callbacks were overdue")]
        public static partial void Reconciled(ILogger log, int wallets, int overdue);
    }
}
