using System.Collections.Immutable;

namespace Fulgurite.Lightning;

/// <summary>
/// Which of an invoice's fields count. Of a type that counts once it is the first (BOLT 11 says so of <c>p</c>); of a
/// type with a fixed length only fields of that length, as the document's own examples need; of <c>f</c> only known
/// versions. The rest is skipped.
/// </summary>
internal sealed class Bolt11FieldSet
{
    // 256 bits, and a key of 33 bytes.
    private const int HashWords = 52;
    private const int PublicKeyWords = 53;

    public Bolt11FieldSet(ImmutableArray<Bolt11Field> all)
    {
        All = all;
        PaymentHash = First(Bolt11Field.PaymentHashTag, HashWords);
        PaymentSecret = First(Bolt11Field.PaymentSecretTag, HashWords);
        Description = First(Bolt11Field.DescriptionTag);
        DescriptionHash = First(Bolt11Field.DescriptionHashTag, HashWords);
        Payee = First(Bolt11Field.PayeeTag, PublicKeyWords);
        Metadata = First(Bolt11Field.MetadataTag);
        Expiry = First(Bolt11Field.ExpiryTag);
        MinFinalCltvExpiryDelta = First(Bolt11Field.MinFinalCltvExpiryDeltaTag);
        Features = First(Bolt11Field.FeaturesTag);
        RouteHints = [.. all.Where(field => field.Tag == Bolt11Field.RouteHintTag)];
        FallbackAddresses = [.. all.Where(HasKnownFallbackVersion)];
    }

    public ImmutableArray<Bolt11Field> All { get; }

    public Bolt11Field? PaymentHash { get; }

    public Bolt11Field? PaymentSecret { get; }

    public Bolt11Field? Description { get; }

    public Bolt11Field? DescriptionHash { get; }

    public Bolt11Field? Payee { get; }

    public Bolt11Field? Metadata { get; }

    public Bolt11Field? Expiry { get; }

    public Bolt11Field? MinFinalCltvExpiryDelta { get; }

    public Bolt11Field? Features { get; }

    public ImmutableArray<Bolt11Field> RouteHints { get; }

    public ImmutableArray<Bolt11Field> FallbackAddresses { get; }

    private Bolt11Field?[] OfBytes => [PaymentHash, PaymentSecret, Description, DescriptionHash, Payee, Metadata];

    /// <summary>Refuses what is missing, what contradicts, and what is not padded with zeros.</summary>
    public Bolt11Error Check()
    {
        if (PaymentHash is null)
        {
            return Bolt11Error.MissingPaymentHash;
        }

        if (PaymentSecret is null)
        {
            return Bolt11Error.MissingPaymentSecret;
        }

        if (Description is null && DescriptionHash is null)
        {
            return Bolt11Error.MissingDescription;
        }

        if (Description is not null && DescriptionHash is not null)
        {
            return Bolt11Error.DescriptionAndHash;
        }

        var arePadded = OfBytes.All(field => field is null || IsPadded(field, 0))
            && RouteHints.All(field => IsPadded(field, 0))
            && FallbackAddresses.All(field => IsPadded(field, 1));
        if (!arePadded)
        {
            return Bolt11Error.InvalidPadding;
        }

        Bolt11Field?[] integers = [Expiry, MinFinalCltvExpiryDelta, Features];
        return integers.Any(field => field is { Words: [0, ..] }) ? Bolt11Error.NotShortest : Bolt11Error.None;
    }

    /// <summary>The fields that do not count, in order.</summary>
    public ImmutableArray<Bolt11Field> Skipped()
    {
        var counted = new HashSet<Bolt11Field?>(ReferenceEqualityComparer.Instance);
        counted.UnionWith([.. OfBytes, Expiry, MinFinalCltvExpiryDelta, Features, .. RouteHints, .. FallbackAddresses]);
        return [.. All.Where(field => !counted.Contains(field))];
    }

    private static bool IsPadded(Bolt11Field field, int start) =>
        Bech32Words.TryToBytes(field.Words.AsSpan()[start..], out _);

    // The first word is the version; 19 to 31 mean nothing yet.
    private static bool HasKnownFallbackVersion(Bolt11Field field) =>
        field.Tag == Bolt11Field.FallbackAddressTag
        && field.Words.Length > 0
        && field.Words[0] <= FallbackAddress.ScriptHashVersion;

    private Bolt11Field? First(int tag, int? length = null) =>
        All.FirstOrDefault(field => field.Tag == tag && (length is null || field.Words.Length == length));
}
