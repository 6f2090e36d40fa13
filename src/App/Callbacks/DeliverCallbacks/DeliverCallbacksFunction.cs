using Fulgurite.App.Host;
using Fulgurite.Callbacks;

namespace Fulgurite.App.Callbacks.DeliverCallbacks;

/// <summary>Consumes <c>callbacks</c>: makes the attempt that is due.</summary>
internal sealed partial class DeliverCallbacksFunction(EngineSource source, ILogger<DeliverCallbacksFunction> log)
{
    /// <summary>Handles one message. Throws to have it redelivered.</summary>
    public async Task Run(QueueInvocation message, CancellationToken cancel)
    {
        var order = DeliveryOrder.Parse(message.Payload.Span);
        Invariant.Holds(order is not null, "a sealed message of callbacks is an order");
        var engine = await source.Get(cancel);
        var status = await engine.DeliverCallback.Execute(order, cancel);
        switch (status)
        {
            case DeliverCallbackStatus.Delivered or DeliverCallbackStatus.OutOfDate or DeliverCallbackStatus.PutOff:
                Log.Attempted(log, order.Delivery, order.AfterAttempts + 1, status);
                break;
            case DeliverCallbackStatus.WillRetry or DeliverCallbackStatus.Exhausted
                or DeliverCallbackStatus.Abandoned:
                Log.Failed(log, order.Delivery, order.AfterAttempts + 1, status);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Information, "Callback {Delivery}, attempt {Attempt}: {Status}")]
        public static partial void Attempted(ILogger log, string delivery, int attempt, DeliverCallbackStatus status);

        [LoggerMessage(3002, LogLevel.Warning, "Callback {Delivery}, attempt {Attempt} failed: {Status}")]
        public static partial void Failed(ILogger log, string delivery, int attempt, DeliverCallbackStatus status);
    }
}
