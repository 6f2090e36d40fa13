namespace Fulgurite.Messaging;

/// <summary>A message to be sent.</summary>
/// <param name="Queue">Where to.</param>
/// <param name="Id">
/// Duplicate detection's key: made from what the message is about and its attempt, so that a repeat of the same send is
/// dropped and a later, wanted one is not. At most 128 ASCII characters.
/// </param>
/// <param name="Body">The sealed bytes (<see cref="MessageSeal"/>).</param>
/// <param name="DeliverAt">Not before this instant; null at once. The bus rounds up to whole seconds.</param>
public sealed record BusMessage(
    QueueName Queue, string Id, ReadOnlyMemory<byte> Body, DateTimeOffset? DeliverAt = null);
