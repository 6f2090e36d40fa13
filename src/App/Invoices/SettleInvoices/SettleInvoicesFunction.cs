using Fulgurite.App.Host;
using Fulgurite.Billing;
using Fulgurite.Invoices;

namespace Fulgurite.App.Invoices.SettleInvoices;

/// <summary>Consumes <c>lnd-events</c>: credits what a node says was paid.</summary>
internal sealed partial class SettleInvoicesFunction(EngineSource source, ILogger<SettleInvoicesFunction> log)
{
    /// <summary>Handles one message. Throws to have it redelivered.</summary>
    public async Task Run(QueueInvocation message, CancellationToken cancel)
    {
        var settlement = Settlement.Parse(message.Payload.Span);
        Invariant.Holds(settlement is not null, "a sealed message of lnd-events is a settlement");
        var engine = await source.Get(cancel);
        var (status, location) = await engine.SettleInvoice.Settle(settlement, cancel);
        switch (status)
        {
            case SettleInvoiceStatus.Credited or SettleInvoiceStatus.AlreadyCredited:
                Log.Settled(log, settlement.Hash.ToString(), settlement.AmountPaid.Value, status);
                await Tell(engine, location, settlement, cancel);
                break;
            case SettleInvoiceStatus.NotOurs:
                Log.NotOurs(log, settlement.Hash.ToString());
                break;
            case SettleInvoiceStatus.OtherNode:
                Log.OtherNode(log, settlement.Hash.ToString(), settlement.Node.Hex);
                break;
            case SettleInvoiceStatus.Suspended:
                Log.Suspended(log, settlement.Hash.ToString(), settlement.AmountPaid.Value);
                break;
            case SettleInvoiceStatus.Contradictory:
                Log.Contradictory(log, settlement.Hash.ToString(), settlement.AmountPaid.Value);
                break;
        }
    }

    // What arrives in a book of the operator's own may pay a bill.
    private static Task Tell(
        Engine engine, InvoiceLocation? location, Settlement settlement, CancellationToken cancel) =>
        location?.Environment == BillingBooks.Environment
            ? engine.Billing.Publish.Paid(location.Wallet, settlement.Hash.ToString(), cancel)
            : Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "Settlement of {PaymentHash}, {AmountMsat} msat: {Status}")]
        public static partial void Settled(
            ILogger log, string paymentHash, long amountMsat, SettleInvoiceStatus status);

        [LoggerMessage(2002, LogLevel.Information, "The node settled {PaymentHash}, which is not ours")]
        public static partial void NotOurs(ILogger log, string paymentHash);

        [LoggerMessage(
            2005, LogLevel.Error, "Node {Node} says that {PaymentHash} was paid, and did not issue it: not credited")]
        public static partial void OtherNode(ILogger log, string paymentHash, string node);

        [LoggerMessage(2003, LogLevel.Warning, "No open invoice explains {PaymentHash}: {AmountMsat} msat in suspense")]
        public static partial void Suspended(ILogger log, string paymentHash, long amountMsat);

        [LoggerMessage(2004, LogLevel.Error, "{PaymentHash} was settled before, and not with {AmountMsat} msat")]
        public static partial void Contradictory(ILogger log, string paymentHash, long amountMsat);
    }
}
