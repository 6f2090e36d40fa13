using System.Collections.Immutable;
using System.Text;
using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>
/// What an invoice is to say, before it is signed. Text fields and numbers are written in the fewest words, the amount
/// in the shortest exact form, the fields in LND's order with <see cref="OtherFields"/> last.
/// </summary>
public sealed record Bolt11Draft
{
    /// <summary>The most bytes a description or metadata can have; hash a longer description instead.</summary>
    public const int MaxTextBytes = Bolt11Field.MaxWords * 5 / 8;

    private const int TimestampWords = 7;

    // Refuses half of a surrogate pair, which the lenient encoding would replace.
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    // 35 bits of seconds.
    private static readonly DateTimeOffset LastCreatedAt = DateTimeOffset.FromUnixTimeSeconds((1L << 35) - 1);

    /// <summary>The chain to pay on.</summary>
    public required BitcoinNetwork Network { get; init; }

    /// <summary>What is asked, above zero; null to let the payer choose.</summary>
    public Msat? Amount { get; init; }

    /// <summary>When it is made: 1970 to 3058; a fraction of a second is dropped.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Names the payment.</summary>
    public required PaymentHash PaymentHash { get; init; }

    /// <summary>Known to payer and payee only.</summary>
    public required PaymentSecret PaymentSecret { get; init; }

    /// <summary>What the payment is for, at most <see cref="MaxTextBytes"/> of UTF-8; or give a hash.</summary>
    public string? Description { get; init; }

    /// <summary>The hash of a description published elsewhere; or give a text.</summary>
    public DescriptionHash? DescriptionHash { get; init; }

    /// <summary>How long it may be paid, whole seconds; the default is not written.</summary>
    public TimeSpan Expiry { get; init; } = Bolt11Invoice.DefaultExpiry;

    /// <summary>The fewest blocks that the last HTLC must have left; the default is not written.</summary>
    public CltvExpiryDelta MinFinalCltvExpiryDelta { get; init; } = Bolt11Invoice.DefaultMinFinalCltvExpiryDelta;

    /// <summary>Ways to reach the payee, most preferred first.</summary>
    public ImmutableArray<RouteHint> RouteHints { get; init; } = [];

    /// <summary>What the payer must and may use.</summary>
    public FeatureBits Features { get; init; } = FeatureBits.Ordinary;

    /// <summary>Addresses to pay on the chain, most preferred first.</summary>
    public ImmutableArray<FallbackAddress> FallbackAddresses { get; init; } = [];

    /// <summary>Bytes that the payer is to hand back, at most <see cref="MaxTextBytes"/>; default for none.</summary>
    public ImmutableArray<byte> Metadata { get; init; }

    /// <summary>True to name the signer in field <c>n</c> as well.</summary>
    public bool NamesPayee { get; init; }

    /// <summary>Fields of types that we do not know, in order.</summary>
    public ImmutableArray<Bolt11Field> OtherFields { get; init; } = [];

    /// <summary>Signs the draft and gives the invoice's text, in lower case.</summary>
    /// <param name="key">The payee's key.</param>
    /// <exception cref="ArgumentException">
    /// The draft says what no invoice can: no description or two, text that is not Unicode, an amount of zero, a
    /// field that is too long, a time out of range, an address of another network. Nothing is rounded or cut to fit.
    /// </exception>
    public string Sign(NodePrivateKey key)
    {
        Refuse(Amount is { IsZero: true }, "An amount of zero cannot be asked for.");
        Refuse(Description is null == DescriptionHash is null, "An invoice has a description or its hash, not both.");
        Refuse(
            CreatedAt < DateTimeOffset.UnixEpoch || CreatedAt > LastCreatedAt.AddSeconds(1).AddTicks(-1),
            "The time of creation does not fit 35 bits of seconds.");
        Refuse(
            Expiry < TimeSpan.Zero || Expiry.Ticks % TimeSpan.TicksPerSecond != 0,
            "The expiry is not a whole number of seconds.");
        Refuse(Expiry > DateTimeOffset.MaxValue - CreatedAt, "The invoice would expire after the year 9999.");
        Refuse(FallbackAddresses.Any(IsOfAnotherNetwork), "A fallback address is of another network.");
        return Encode(new Bolt11Prefix(Network, Amount), CreatedAt, Fields(key.PublicKey), key);
    }

    /// <summary>Writes and signs fields as they are, in their order.</summary>
    internal static string Encode(
        Bolt11Prefix prefix, DateTimeOffset createdAt, ImmutableArray<Bolt11Field> fields, NodePrivateKey key)
    {
        var words = new List<byte>();
        words.AddRange(Bech32Words.FromInteger((ulong)createdAt.ToUnixTimeSeconds(), TimestampWords));
        foreach (var field in fields)
        {
            Refuse(field.Tag is < 0 or > 31, "A field's type has five bits.");
            Refuse(field.Words.Length > Bolt11Field.MaxWords, "A field is longer than 1,023 words.");
            Refuse(field.Words.Any(word => word > 31), "A word has five bits.");
            words.Add((byte)field.Tag);
            words.AddRange(Bech32Words.FromInteger((ulong)field.Words.Length, 2));
            words.AddRange(field.Words);
        }

        var humanReadable = prefix.ToString();
        var signature = key.SignRecoverable(Bolt11Signing.Hash(humanReadable, [.. words]));
        words.AddRange(Bech32Words.FromBytes(signature.ToArray()));
        var text = Bech32.Encode(humanReadable, [.. words], Bech32Checksum.Bech32);
        Refuse(text.Length > Bolt11Invoice.MaxLength, "The invoice would be longer than readers take.");
        return text;
    }

    /// <summary>The fields in LND's order.</summary>
    internal ImmutableArray<Bolt11Field> Fields(NodePublicKey payee)
    {
        var fields = ImmutableArray.CreateBuilder<Bolt11Field>();
        fields.Add(Bolt11Field.OfBytes(Bolt11Field.PaymentHashTag, PaymentHash.ToArray()));
        AddDescription(fields);
        if (MinFinalCltvExpiryDelta != Bolt11Invoice.DefaultMinFinalCltvExpiryDelta)
        {
            fields.Add(OfInteger(Bolt11Field.MinFinalCltvExpiryDeltaTag, MinFinalCltvExpiryDelta.Blocks));
        }

        if (Expiry != Bolt11Invoice.DefaultExpiry)
        {
            fields.Add(OfInteger(Bolt11Field.ExpiryTag, Expiry.Ticks / TimeSpan.TicksPerSecond));
        }

        fields.AddRange(FallbackAddresses.Select(OfFallbackAddress));
        fields.AddRange(RouteHints.Select(hint => Bolt11Field.OfBytes(Bolt11Field.RouteHintTag, hint.ToArray())));
        if (NamesPayee)
        {
            fields.Add(Bolt11Field.OfBytes(Bolt11Field.PayeeTag, Convert.FromHexString(payee.Hex)));
        }

        fields.Add(Bolt11Field.OfBytes(Bolt11Field.PaymentSecretTag, PaymentSecret.Reveal()));
        if (!Metadata.IsDefault)
        {
            fields.Add(Bolt11Field.OfBytes(Bolt11Field.MetadataTag, Metadata.AsSpan()));
        }

        // BOLT 11: without features, the field is left out.
        if (Features.Bits.Length > 0)
        {
            fields.Add(new Bolt11Field(Bolt11Field.FeaturesTag, [.. Features.ToWords()]));
        }

        fields.AddRange(OtherFields);
        return fields.ToImmutable();
    }

    private static Bolt11Field OfInteger(int tag, long value) => new(tag, [.. Bech32Words.FromInteger((ulong)value)]);

    private static Bolt11Field OfFallbackAddress(FallbackAddress address) => new(
        Bolt11Field.FallbackAddressTag,
        [(byte)address.Version, .. Bech32Words.FromBytes(address.Program.AsSpan())]);

    private bool IsOfAnotherNetwork(FallbackAddress address) =>
        !FallbackAddress.TryCreate(Network, address.Version, address.Program.AsSpan(), out var here) || here != address;

    private void AddDescription(ImmutableArray<Bolt11Field>.Builder fields)
    {
        if (Description is not null)
        {
            fields.Add(Bolt11Field.OfBytes(Bolt11Field.DescriptionTag, StrictUtf8.GetBytes(Description)));
        }

        if (DescriptionHash is { } hash)
        {
            fields.Add(Bolt11Field.OfBytes(Bolt11Field.DescriptionHashTag, hash.ToArray()));
        }
    }

    private static void Refuse(bool isWrong, string why)
    {
        if (isWrong)
        {
            throw new ArgumentException(why);
        }
    }
}
