using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>
/// A payment request of BOLT 11, decoded and its signature checked. Two are equal when their texts are. Whether it has
/// expired, and whether its network is ours, is for the caller to judge.
/// </summary>
public sealed record Bolt11Invoice
{
    /// <summary>The most characters that we read, as LND: the digits that the largest QR code holds.</summary>
    public const int MaxLength = 7089;

    /// <summary>The expiry where field <c>x</c> is missing: one hour.</summary>
    public static readonly TimeSpan DefaultExpiry = TimeSpan.FromHours(1);

    /// <summary>The last channel's delta where field <c>c</c> is missing: 18 blocks.</summary>
    public static readonly CltvExpiryDelta DefaultMinFinalCltvExpiryDelta = new(18);

    internal Bolt11Invoice()
    {
    }

    /// <summary>The request itself, in lower case.</summary>
    public required string Text { get; init; }

    /// <summary>The chain to pay on.</summary>
    public required BitcoinNetwork Network { get; init; }

    /// <summary>What is asked, above zero; null where the payer chooses.</summary>
    public required Msat? Amount { get; init; }

    /// <summary>When it was signed, whole seconds, 1970 to 3058.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Names the payment (field <c>p</c>).</summary>
    public required PaymentHash PaymentHash { get; init; }

    /// <summary>Known to payer and payee only (field <c>s</c>).</summary>
    public required PaymentSecret PaymentSecret { get; init; }

    /// <summary>What the payment is for (field <c>d</c>), text from a stranger; null where there is a hash.</summary>
    public required string? Description { get; init; }

    /// <summary>The hash of a description published elsewhere (field <c>h</c>); null where there is a text.</summary>
    public required DescriptionHash? DescriptionHash { get; init; }

    /// <summary>How long after <see cref="CreatedAt"/> it may be paid (field <c>x</c>), whole seconds.</summary>
    public required TimeSpan Expiry { get; init; }

    /// <summary>The first instant at which it should not be paid any more.</summary>
    public DateTimeOffset ExpiresAt => CreatedAt + Expiry;

    /// <summary>The fewest blocks that the last HTLC must have left (field <c>c</c>).</summary>
    public required CltvExpiryDelta MinFinalCltvExpiryDelta { get; init; }

    /// <summary>Ways to reach the payee (fields <c>r</c>), most preferred first.</summary>
    public required ImmutableArray<RouteHint> RouteHints { get; init; }

    /// <summary>What the payer must and may use (field <c>9</c>).</summary>
    public required FeatureBits Features { get; init; }

    /// <summary>Addresses to pay on the chain (fields <c>f</c> of known versions), most preferred first.</summary>
    public required ImmutableArray<FallbackAddress> FallbackAddresses { get; init; }

    /// <summary>Bytes to hand to the payee with the payment (field <c>m</c>); default where there is none.</summary>
    public required ImmutableArray<byte> Metadata { get; init; }

    /// <summary>The node to pay: field <c>n</c>, or the key that the signature reveals.</summary>
    public required NodePublicKey Payee { get; init; }

    /// <summary>True when field <c>n</c> names the payee.</summary>
    public required bool NamesPayee { get; init; }

    /// <summary>
    /// The fields that were skipped, in order: unknown types, unknown versions of <c>f</c>, wrong lengths of
    /// <c>p s h n</c>, and repetitions of a field that counts once.
    /// </summary>
    public required ImmutableArray<Bolt11Field> SkippedFields { get; init; }

    /// <summary>Every field, in order, as it is written.</summary>
    internal ImmutableArray<Bolt11Field> Fields { get; init; }

    /// <summary>
    /// Decodes a request and checks its signature. Strict: no <c>lightning:</c> before it and no space around it.
    /// </summary>
    /// <param name="text">The request, in one case.</param>
    /// <param name="invoice">The decoded request; null where it is refused.</param>
    /// <param name="error">Why it is refused.</param>
    public static bool TryDecode(string? text, [NotNullWhen(true)] out Bolt11Invoice? invoice, out Bolt11Error error)
    {
        error = Bolt11Decoder.Decode(text ?? "", out invoice);
        return invoice is not null;
    }

    /// <summary>
    /// Takes a <c>lightning:</c> of any case off the front, and white space off both ends, of what someone pasted or
    /// scanned. Anything else is left as it is.
    /// </summary>
    public static string StripUriScheme(string text)
    {
        const string scheme = "lightning:";
        var trimmed = text.Trim();
        return trimmed.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? trimmed[scheme.Length..] : trimmed;
    }

    /// <inheritdoc/>
    public bool Equals(Bolt11Invoice? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The payment hash: enough to find it, and no secret in it.</summary>
    public override string ToString() => $"invoice {PaymentHash}";
}
