namespace Fulgurite.Lightning;

/// <summary>
/// An integer modulo n, the order of secp256k1's base point (SEC 2, section 2.4.1): private keys, nonces and both
/// halves of a signature. Always held fully reduced.
/// </summary>
internal readonly record struct Secp256k1Scalar
{
    private static readonly UInt256 OrderMinusTwo = new(
        0xBFD2_5E8C_D036_413F, 0xBAAE_DCE6_AF48_A03B, 0xFFFF_FFFF_FFFF_FFFE, ulong.MaxValue);

    private static readonly UInt256 HalfOrder = new(
        0xDFE9_2F46_681B_20A0, 0x5D57_6E73_57A4_501D, ulong.MaxValue, 0x7FFF_FFFF_FFFF_FFFF);

    // 2^256 − n, 129 bits. Multiplying the high half by it folds a product back.
    private static readonly UInt256 Fold = new(0x402D_A173_2FC9_BEBF, 0x4551_2319_50B7_5FC4, 1, 0);

    private readonly UInt256 value;

    private Secp256k1Scalar(in UInt256 reduced) => value = reduced;

    /// <summary>The order n of the base point.</summary>
    public static readonly UInt256 Order = new(
        0xBFD2_5E8C_D036_4141, 0xBAAE_DCE6_AF48_A03B, 0xFFFF_FFFF_FFFF_FFFE, ulong.MaxValue);

    public static readonly Secp256k1Scalar Zero;
    public static readonly Secp256k1Scalar One = new(UInt256.One);

    public bool IsZero => value.IsZero;

    /// <summary>True above n / 2: the form of <c>s</c> that BIP 62 and BIP 146 call high.</summary>
    public bool IsHigh => value > HalfOrder;

    /// <summary>The integer, below n.</summary>
    public UInt256 Value => value;

    /// <summary>Takes an integer below n; false for any other.</summary>
    public static bool TryCreate(in UInt256 candidate, out Secp256k1Scalar scalar)
    {
        var isReduced = candidate < Order;
        scalar = isReduced ? new Secp256k1Scalar(candidate) : Zero;
        return isReduced;
    }

    /// <summary>Any 256-bit integer modulo n; it is below 2n, so one subtraction is enough.</summary>
    public static Secp256k1Scalar Reduce(in UInt256 any) =>
        new(any < Order ? any : UInt256.Subtract(any, Order, out _));

    public static Secp256k1Scalar operator +(in Secp256k1Scalar left, in Secp256k1Scalar right)
    {
        var sum = UInt256.Add(left.value, right.value, out var carry);
        return new Secp256k1Scalar(carry != 0 || sum >= Order ? UInt256.Subtract(sum, Order, out _) : sum);
    }

    public static Secp256k1Scalar operator *(in Secp256k1Scalar left, in Secp256k1Scalar right)
    {
        var low = UInt256.Multiply(left.value, right.value, out var high);

        // high × 2^256 + low ≡ high × Fold + low: 512 bits become 386, then 260, then 256.
        while (!high.IsZero)
        {
            var folded = UInt256.Multiply(high, Fold, out var foldedHigh);
            low = UInt256.Add(folded, low, out var carry);
            high = UInt256.Add(foldedHigh, new UInt256(carry, 0, 0, 0), out _);
        }

        return Reduce(low);
    }

    public Secp256k1Scalar Negated() => IsZero ? this : new Secp256k1Scalar(UInt256.Subtract(Order, value, out _));

    /// <summary>The inverse, by Fermat: x^(n−2). Zero for zero.</summary>
    public Secp256k1Scalar Inverted()
    {
        Span<Secp256k1Scalar> powers = stackalloc Secp256k1Scalar[16];
        powers[0] = One;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * this;
        }

        var result = One;
        for (var i = 63; i >= 0; i--)
        {
            result *= result;
            result *= result;
            result *= result;
            result *= result;
            result *= powers[OrderMinusTwo.Nibble(i)];
        }

        return result;
    }
}
