namespace Fulgurite.Messaging;

/// <summary>
/// Durable queues with at-least-once delivery, duplicate detection by message id, and scheduled delivery: the shape of
/// Azure Service Bus. The consumer of a queue is the function that names it in its <c>function.json</c>.
/// The bus is a doorbell: everything that a message triggers can be found again in the tables.
/// </summary>
public interface IMessageBus
{
    /// <summary>
    /// Hands a message over. Once it returns, the message will be delivered at least once, also after a restart. A
    /// second message with the id of one accepted in the last ten minutes is accepted and dropped, so a send whose
    /// outcome is not known is simply repeated. One request.
    /// </summary>
    /// <exception cref="BusUnavailableException">The message may or may not have been accepted.</exception>
    Task Send(BusMessage message, CancellationToken cancel);
}
