using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace Fulgurite.Lightning;

/// <summary>
/// The meaning of an invoice's tagged fields. They are checked in the order of <see cref="Bolt11Error"/>, so that the
/// error reported does not depend on the order of the fields.
/// </summary>
internal sealed class Bolt11Content
{
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private readonly Bolt11FieldSet fields;

    private Bolt11Content(ImmutableArray<Bolt11Field> fields, long createdAtSeconds)
    {
        this.fields = new Bolt11FieldSet(fields);
        CreatedAtSeconds = createdAtSeconds;
    }

    public long CreatedAtSeconds { get; }

    public PaymentHash PaymentHash { get; private set; }

    public PaymentSecret PaymentSecret { get; private set; }

    public string? Description { get; private set; }

    public DescriptionHash? DescriptionHash { get; private set; }

    public TimeSpan Expiry { get; private set; } = Bolt11Invoice.DefaultExpiry;

    public CltvExpiryDelta MinFinalCltvExpiryDelta { get; private set; } = Bolt11Invoice.DefaultMinFinalCltvExpiryDelta;

    public ImmutableArray<FallbackAddress> FallbackAddresses { get; private set; } = [];

    public ImmutableArray<RouteHint> RouteHints { get; private set; } = [];

    public FeatureBits Features { get; private set; } = FeatureBits.None;

    public ImmutableArray<byte> Metadata { get; private set; }

    /// <summary>The 33 bytes of field <c>n</c>, unchecked; null where there is none.</summary>
    public byte[]? PayeeBytes { get; private set; }

    public ImmutableArray<Bolt11Field> Fields => fields.All;

    public ImmutableArray<Bolt11Field> SkippedFields => fields.Skipped();

    public static Bolt11Error Read(
        ImmutableArray<Bolt11Field> fields, BitcoinNetwork network, long createdAtSeconds, out Bolt11Content content)
    {
        content = new Bolt11Content(fields, createdAtSeconds);
        var error = content.fields.Check();
        error = error == Bolt11Error.None ? content.ReadBytes() : error;
        error = error == Bolt11Error.None ? content.ReadNumbers() : error;
        error = error == Bolt11Error.None ? content.ReadFallbackAddresses(network) : error;
        error = error == Bolt11Error.None ? content.ReadRouteHints() : error;
        return error == Bolt11Error.None ? content.ReadFeatures() : error;
    }

    private Bolt11Error ReadBytes()
    {
        PaymentHash = new PaymentHash(BytesOf(fields.PaymentHash!));
        PaymentSecret = new PaymentSecret(BytesOf(fields.PaymentSecret!));
        DescriptionHash = fields.DescriptionHash is { } hash ? new DescriptionHash(BytesOf(hash)) : null;
        PayeeBytes = fields.Payee is { } payee ? BytesOf(payee) : null;
        Metadata = fields.Metadata is { } metadata ? [.. BytesOf(metadata)] : default;
        if (fields.Description is not { } description)
        {
            return Bolt11Error.None;
        }

        var utf8 = BytesOf(description);
        Description = Encoding.UTF8.GetString(utf8);
        return Utf8.IsValid(utf8) ? Bolt11Error.None : Bolt11Error.DescriptionNotUtf8;
    }

    private Bolt11Error ReadNumbers()
    {
        if (fields.Expiry is { } expiry)
        {
            if (!Bech32Words.TryToInteger(expiry.Words.AsSpan(), out var seconds)
                || seconds > LastSecond - CreatedAtSeconds)
            {
                return Bolt11Error.ExpiryTooLarge;
            }

            Expiry = TimeSpan.FromSeconds(seconds);
        }

        if (fields.MinFinalCltvExpiryDelta is { } delta)
        {
            if (!Bech32Words.TryToInteger(delta.Words.AsSpan(), out var blocks) || blocks > CltvExpiryDelta.MaxBlocks)
            {
                return Bolt11Error.MinFinalCltvExpiryDeltaTooLarge;
            }

            MinFinalCltvExpiryDelta = new CltvExpiryDelta((int)blocks);
        }

        return Bolt11Error.None;
    }

    private Bolt11Error ReadFallbackAddresses(BitcoinNetwork network)
    {
        foreach (var field in fields.FallbackAddresses)
        {
            var program = Bech32Words.ToBytesDroppingRest(field.Words.AsSpan()[1..]);
            if (!FallbackAddress.TryCreate(network, field.Words[0], program, out var address))
            {
                return Bolt11Error.InvalidFallbackAddress;
            }

            FallbackAddresses = FallbackAddresses.Add(address);
        }

        return Bolt11Error.None;
    }

    private Bolt11Error ReadRouteHints()
    {
        foreach (var field in fields.RouteHints)
        {
            if (!RouteHint.TryRead(BytesOf(field), out var hint))
            {
                return Bolt11Error.InvalidRouteHint;
            }

            RouteHints = RouteHints.Add(hint);
        }

        return Bolt11Error.None;
    }

    private Bolt11Error ReadFeatures()
    {
        Features = fields.Features is { } field ? FeatureBits.FromWords(field.Words.AsSpan()) : FeatureBits.None;
        if (Features.UnknownRequired is not null)
        {
            return Bolt11Error.UnknownRequiredFeature;
        }

        return Features.HasAllDependencies ? Bolt11Error.None : Bolt11Error.MissingFeatureDependency;
    }

    private static byte[] BytesOf(Bolt11Field field) => Bech32Words.ToBytesDroppingRest(field.Words.AsSpan());
}
