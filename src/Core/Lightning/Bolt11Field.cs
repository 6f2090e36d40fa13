using System.Collections.Immutable;

namespace Fulgurite.Lightning;

/// <summary>
/// One tagged field of an invoice as it is written (BOLT 11, "Tagged Fields"). Two are equal when tag and words are.
/// </summary>
/// <param name="Tag">The type, 0 to 31.</param>
/// <param name="Words">The data in 5-bit words, at most 1,023.</param>
public sealed record Bolt11Field(int Tag, ImmutableArray<byte> Words)
{
    /// <summary>The most words a field can hold: its length has ten bits.</summary>
    public const int MaxWords = 1023;

    internal const int FeaturesTag = 5;
    internal const int ExpiryTag = 6;
    internal const int RouteHintTag = 3;
    internal const int PaymentHashTag = 1;
    internal const int FallbackAddressTag = 9;
    internal const int DescriptionTag = 13;
    internal const int PaymentSecretTag = 16;
    internal const int PayeeTag = 19;
    internal const int DescriptionHashTag = 23;
    internal const int MinFinalCltvExpiryDeltaTag = 24;
    internal const int MetadataTag = 27;

    /// <inheritdoc/>
    public bool Equals(Bolt11Field? other) =>
        other is not null && Tag == other.Tag && Words.AsSpan().SequenceEqual(other.Words.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tag, Words.Length);

    internal static Bolt11Field OfBytes(int tag, ReadOnlySpan<byte> bytes) =>
        new(tag, [.. Bech32Words.FromBytes(bytes)]);
}
