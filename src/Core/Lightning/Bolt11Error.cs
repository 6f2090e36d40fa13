namespace Fulgurite.Lightning;

/// <summary>
/// Why a text is not an invoice that we would pay, in precedence order: the first that applies is reported. Rules are
/// those of BOLT 11, in our words.
/// </summary>
public enum Bolt11Error
{
    /// <summary>It is a valid invoice.</summary>
    None,

    /// <summary>Longer than <see cref="Bolt11Invoice.MaxLength"/>, which LND does not read either.</summary>
    TooLong,

    /// <summary>
    /// Not bech32: no separator, a foreign character, mixed case, or no room for a checksum. Readers parse as BIP 173
    /// says, without its limit of length.
    /// </summary>
    MalformedBech32,

    /// <summary>The checksum is wrong: readers must fail the payment.</summary>
    ChecksumMismatch,

    /// <summary>The prefix is not <c>ln</c> and a chain we know: readers must fail the payment.</summary>
    UnknownPrefix,

    /// <summary>
    /// The amount is followed by something else than one of the multipliers <c>m u n p</c>: readers must fail.
    /// </summary>
    InvalidMultiplier,

    /// <summary>
    /// The amount begins with a zero or is zero. Writers must write a positive integer with no leading zero; we refuse
    /// the rest, because zero could be read as "any amount".
    /// </summary>
    AmountNotPositive,

    /// <summary>
    /// A <c>p</c> (pico) amount does not end in 0, so it is not a whole number of millisatoshis: readers must fail.
    /// </summary>
    SubMillisatoshiAmount,

    /// <summary>More than 21 million BTC.</summary>
    AmountTooLarge,

    /// <summary>The data part has no room for a timestamp of 35 bits and a signature of 520 bits.</summary>
    TooShort,

    /// <summary>A tagged field says that it is longer than what is left before the signature.</summary>
    TruncatedField,

    /// <summary>
    /// There is no field <c>p</c> of 52 words. Writers must include one; those of other lengths are skipped.
    /// </summary>
    MissingPaymentHash,

    /// <summary>
    /// There is no field <c>s</c> of 52 words. Writers must include one; without it, nodes on the way could probe.
    /// </summary>
    MissingPaymentSecret,

    /// <summary>
    /// Neither <c>d</c> nor <c>h</c> is there. Writers must include exactly one of the two.
    /// </summary>
    MissingDescription,

    /// <summary>Both <c>d</c> and <c>h</c> are there. Writers must include exactly one of the two.</summary>
    DescriptionAndHash,

    /// <summary>The bits that pad a field's bytes to whole words are not zero, or a word too many is there.</summary>
    InvalidPadding,

    /// <summary>
    /// Field <c>x</c>, <c>c</c> or <c>9</c> begins with a word of zero. Writers must use the shortest form, and readers
    /// should treat another as invalid.
    /// </summary>
    NotShortest,

    /// <summary>Field <c>d</c> is not valid UTF-8, as writers must make it.</summary>
    DescriptionNotUtf8,

    /// <summary>Field <c>x</c> ends after the year 9999.</summary>
    ExpiryTooLarge,

    /// <summary>Field <c>c</c> exceeds what a block height can be.</summary>
    MinFinalCltvExpiryDeltaTooLarge,

    /// <summary>A field <c>f</c> of a known version has a program of the wrong length.</summary>
    InvalidFallbackAddress,

    /// <summary>
    /// A field <c>r</c> is empty, is not a whole number of hops, or names a key that is not on the curve.
    /// </summary>
    InvalidRouteHint,

    /// <summary>
    /// Field <c>9</c> sets an even bit that we do not know: readers must fail the payment.
    /// </summary>
    UnknownRequiredFeature,

    /// <summary>Field <c>9</c> sets a feature without one that it builds on: readers must not pay.</summary>
    MissingFeatureDependency,

    /// <summary>
    /// The signature is not of the key in <c>n</c>, or has a high s beside an <c>n</c> (where it must be in normal
    /// form), or no key can be recovered from it: readers must check it.
    /// </summary>
    InvalidSignature,
}
