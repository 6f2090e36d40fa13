using System.Text.Json.Serialization;

namespace Fulgurite.Sandbox.LocalBus;

/// <summary>
/// One line of the bus's journal. Written by <see cref="BusJournal"/> alone; instants are Unix milliseconds, bodies
/// base64, queues by their names on the bus.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(Delivered), "delivered")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Died), "died")]
[JsonDerivedType(typeof(Seen), "seen")]
[JsonDerivedType(typeof(Known), "known")]
internal abstract record BusRecord
{
    /// <summary>A message was accepted.</summary>
    public sealed record Sent(string Queue, string Id, byte[] Body, long Seq, long AcceptedMs, long AvailableMs)
        : BusRecord;

    /// <summary>A message was handed to a receiver, for the <paramref name="Count"/>th time.</summary>
    public sealed record Delivered(long Seq, int Count) : BusRecord;

    /// <summary>A receiver is done with a message.</summary>
    public sealed record Completed(long Seq) : BusRecord;

    /// <summary>A message was dead-lettered.</summary>
    public sealed record Died(long Seq, long AtMs) : BusRecord;

    /// <summary>As <see cref="Known"/>, with the id itself: written by earlier versions.</summary>
    public sealed record Seen(string Queue, string Id, long AcceptedMs) : BusRecord;

    /// <summary>
    /// Only after compaction: what duplicate detection still needs of a completed message, the first 16 bytes of the
    /// id's SHA-256 in hex.
    /// </summary>
    public sealed record Known(string Queue, string Key, long AcceptedMs) : BusRecord;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BusRecord))]
internal sealed partial class BusRecordJson : JsonSerializerContext;
