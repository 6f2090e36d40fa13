namespace Fulgurite.App.Host;

/// <summary>One delivery of one message. Deliveries repeat: what a handler does must be idempotent.</summary>
/// <param name="Payload">What was sealed by us. Nothing else in the envelope can be trusted.</param>
/// <param name="MessageId">The bus's id, for diagnostics only; null where it could be forged.</param>
/// <param name="DeliveryCount">1 on the first delivery, for diagnostics only; null as above.</param>
internal sealed record QueueInvocation(ReadOnlyMemory<byte> Payload, string? MessageId, int? DeliveryCount);
