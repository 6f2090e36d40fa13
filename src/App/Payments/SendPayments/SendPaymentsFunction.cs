using Fulgurite.App.Host;
using Fulgurite.Billing;
using Fulgurite.Identity;
using Fulgurite.OnChain;
using Fulgurite.Payments;

namespace Fulgurite.App.Payments.SendPayments;

/// <summary>Consumes <c>sends</c>: has payments paid, and looks at those in flight.</summary>
internal sealed partial class SendPaymentsFunction(EngineSource source, ILogger<SendPaymentsFunction> log)
{
    /// <summary>A payment that takes longer than this is told to the operator with every look.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromHours(1);

    /// <summary>Handles one message. Throws to have it redelivered.</summary>
    public async Task Run(QueueInvocation message, CancellationToken cancel)
    {
        var order = SendOrder.Parse(message.Payload.Span);
        Invariant.Holds(order is not null, "a sealed message of sends is an order");
        var engine = await source.Get(cancel);
        if (order.IsOnChain)
        {
            var send = await engine.OnChain.Advance.Execute(order.Wallet, order.Payment, cancel);
            Log.Advanced(log, order.Payment.ToString(), send.State);
            await (send.IsFinal ? Tell(engine, order, send.Environment, cancel) : Task.CompletedTask);
            return;
        }

        var looked = await engine.AdvancePayment.Execute(order, cancel);
        var (status, age, node) = looked;
        if (status is AdvancePaymentStatus.InFlight or AdvancePaymentStatus.Elsewhere)
        {
            SendMeter.RecordInFlight(age);
        }

        if (status == AdvancePaymentStatus.Elsewhere)
        {
            SendMeter.RecordElsewhere();
            Log.Elsewhere(log, order.Payment.ToString(), node?.Hex);
        }
        else if (status == AdvancePaymentStatus.InFlight && age > StuckAfter)
        {
            Log.Stuck(log, order.Payment.ToString(), age);
        }
        else
        {
            Log.Looked(log, order.Payment.ToString(), status, age);
        }

        if (status is AdvancePaymentStatus.Succeeded or AdvancePaymentStatus.Failed)
        {
            await Tell(engine, order, looked.Environment, cancel);
        }
    }

    // What leaves a book of the operator's own pays a bill out.
    private static Task Tell(
        Engine engine, SendOrder order, EnvironmentId environment, CancellationToken cancel) =>
        environment == BillingBooks.Environment
            ? engine.Billing.Publish.Paid(order.Wallet, order.Payment.ToString(), cancel)
            : Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(6004, LogLevel.Information, "Send on chain {Payment}: {State}")]
        public static partial void Advanced(ILogger log, string payment, OnChainSendState state);

        [LoggerMessage(6001, LogLevel.Information, "Payment {Payment}: {Status} after {Age}")]
        public static partial void Looked(ILogger log, string payment, AdvancePaymentStatus status, TimeSpan age);

        [LoggerMessage(6002, LogLevel.Error, "Payment {Payment} is in flight for {Age}: look at it at the node")]
        public static partial void Stuck(ILogger log, string payment, TimeSpan age);

        [LoggerMessage(
            6003,
            LogLevel.Error,
            "Payment {Payment} was asked of node {Node}, which is not the one that is configured: configure that one "
            + "again until none is in flight there")]
        public static partial void Elsewhere(ILogger log, string payment, string? node);
    }
}
