using Fulgurite.Messaging;

namespace Fulgurite.Sandbox.LocalBus;

/// <summary>A message that the bus took over.</summary>
/// <param name="Queue">Where it is.</param>
/// <param name="Id">What the sender gave.</param>
/// <param name="Body">The sealed bytes.</param>
/// <param name="SequenceNumber">The bus's own number, growing with acceptance.</param>
/// <param name="AcceptedAt">When it was sent.</param>
/// <param name="AvailableAt">When it could first be received: later than its acceptance if it was scheduled.</param>
public sealed record AcceptedMessage(
    QueueName Queue,
    string Id,
    ReadOnlyMemory<byte> Body,
    long SequenceNumber,
    DateTimeOffset AcceptedAt,
    DateTimeOffset AvailableAt);
