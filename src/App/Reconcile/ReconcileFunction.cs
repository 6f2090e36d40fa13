using Fulgurite.App.Host;
using Fulgurite.OnChain;

namespace Fulgurite.App.Reconcile;

/// <summary>Fires every minute: picks up what crashes and lost messages left behind.</summary>
internal sealed partial class ReconcileFunction(EngineSource source, ILogger<ReconcileFunction> log)
{
    /// <summary>A send on chain that takes longer than this is told to the operator with every look.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromHours(1);

    /// <summary>Handles one firing. A failed one is made up for by the next.</summary>
    public async Task Run(TimerInvocation timer, CancellationToken cancel)
    {
        var engine = await source.Get(cancel);
        var report = await engine.Reconcile.Execute(cancel);
        if (report.Wallets > 0)
        {
            Log.Reconciled(log, report.Wallets, report.OverdueDeliveries);
        }

        if (report.MissedSettlements > 0)
        {
            Log.Missed(log, report.MissedSettlements);
        }

        if (report.LostReceipts > 0)
        {
            Log.Lost(log, report.LostReceipts);
        }

        foreach (var send in report.UnsentOnChain ?? [])
        {
            var age = engine.Ports.Clock.GetUtcNow() - send.CreatedAt;
            if (age > StuckAfter)
            {
                Log.Stuck(log, send.Id.ToString(), send.State, age);
            }
        }

        if (report.NodeProblem is { } problem)
        {
            Log.NodeAway(log, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "Looked at {Wallets} wallets; {Overdue} callbacks were overdue")]
        public static partial void Reconciled(ILogger log, int wallets, int overdue);

        [LoggerMessage(
            4002, LogLevel.Warning, "{Settlements} settlements had not been published: is the relay running?")]
        public static partial void Missed(ILogger log, int settlements);

        [LoggerMessage(
            4004, LogLevel.Error, "{Outputs} outputs on chain pay an address whose wallet is gone: nobody is credited")]
        public static partial void Lost(ILogger log, int outputs);

        [LoggerMessage(
            4005, LogLevel.Error, "Send on chain {Payment} is {State} for {Age}: the network does not take it")]
        public static partial void Stuck(ILogger log, string payment, OnChainSendState state, TimeSpan age);

        [LoggerMessage(4003, LogLevel.Warning, "The node could not be asked: {Why}")]
        public static partial void NodeAway(ILogger log, string why);
    }
}
