using System.Runtime.CompilerServices;

namespace Fulgurite.Lightning;

/// <summary>
/// An element of the field that secp256k1 is defined over: integers modulo p = 2^256 − 2^32 − 977 (SEC 2, section
/// 2.4.1). Always held fully reduced, so equality is equality of limbs.
/// </summary>
internal readonly record struct Secp256k1Field
{
    // 2^256 − p. Multiplying the high half by it folds a product back into 256 bits.
    private const ulong Fold = 0x1_0000_03D1;

    private static readonly UInt256 Modulus = new(
        0xFFFF_FFFE_FFFF_FC2F, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    private static readonly UInt256 ModulusMinusTwo = new(
        0xFFFF_FFFE_FFFF_FC2D, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    // (p + 1) / 4: raising to it takes a square root, because p ≡ 3 (mod 4).
    private static readonly UInt256 SquareRootExponent = new(
        0xFFFF_FFFF_BFFF_FF0C, ulong.MaxValue, ulong.MaxValue, 0x3FFF_FFFF_FFFF_FFFF);

    private readonly UInt256 value;

    private Secp256k1Field(in UInt256 reduced) => value = reduced;

    public static readonly Secp256k1Field Zero;
    public static readonly Secp256k1Field One = new(UInt256.One);

    public bool IsZero => value.IsZero;

    public bool IsOdd => value.IsOdd;

    /// <summary>The integer, below p.</summary>
    public UInt256 Value => value;

    /// <summary>Takes an integer below p; false for any other.</summary>
    public static bool TryCreate(in UInt256 candidate, out Secp256k1Field element)
    {
        var isReduced = candidate < Modulus;
        element = isReduced ? new Secp256k1Field(candidate) : Zero;
        return isReduced;
    }

    public static Secp256k1Field operator +(in Secp256k1Field left, in Secp256k1Field right)
    {
        var sum = UInt256.Add(left.value, right.value, out var carry);
        return new Secp256k1Field(SubtractModulusOnce(sum, carry));
    }

    public static Secp256k1Field operator -(in Secp256k1Field left, in Secp256k1Field right)
    {
        var difference = UInt256.Subtract(left.value, right.value, out var borrow);
        return new Secp256k1Field(borrow == 0 ? difference : UInt256.Add(difference, Modulus, out _));
    }

    public static Secp256k1Field operator *(in Secp256k1Field left, in Secp256k1Field right)
    {
        var low = UInt256.Multiply(left.value, right.value, out var high);
        return Folded(low, high);
    }

    public Secp256k1Field Squared()
    {
        var low = UInt256.Square(value, out var high);
        return Folded(low, high);
    }

    public Secp256k1Field Doubled() => this + this;

    public Secp256k1Field Negated() => Zero - this;

    /// <summary>The inverse, by Fermat: x^(p−2). Zero for zero.</summary>
    public Secp256k1Field Inverted() => Power(ModulusMinusTwo);

    /// <summary>A square root, where there is one.</summary>
    public bool TrySquareRoot(out Secp256k1Field root)
    {
        root = Power(SquareRootExponent);
        return root.Squared() == this;
    }

    // A 512-bit product modulo p.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Secp256k1Field Folded(in UInt256 low, in UInt256 high)
    {
        // high × 2^256 + low ≡ high × Fold + low; what spills over (under 2^34) is folded once more.
        ulong carry = 0;
        var l0 = UInt256.MultiplyAdd(high.L0, Fold, low.L0, ref carry);
        var l1 = UInt256.MultiplyAdd(high.L1, Fold, low.L1, ref carry);
        var l2 = UInt256.MultiplyAdd(high.L2, Fold, low.L2, ref carry);
        var l3 = UInt256.MultiplyAdd(high.L3, Fold, low.L3, ref carry);
        var spillHigh = Math.BigMul(carry, Fold, out ulong spillLow);
        var folded = UInt256.Add(
            new UInt256(l0, l1, l2, l3), new UInt256(spillLow, spillHigh, 0, 0), out var overflow);
        return new Secp256k1Field(SubtractModulusOnce(folded, overflow));
    }

    // value < 2p, given as a 257-bit integer. Subtracting p is adding Fold and dropping bit 256.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt256 SubtractModulusOnce(in UInt256 sum, ulong carry) =>
        carry != 0 || sum >= Modulus ? UInt256.Add(sum, new UInt256(Fold, 0, 0, 0), out _) : sum;

    private Secp256k1Field Power(in UInt256 exponent)
    {
        Span<Secp256k1Field> powers = stackalloc Secp256k1Field[16];
        powers[0] = One;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * this;
        }

        var result = One;
        for (var i = 63; i >= 0; i--)
        {
            result = result.Squared().Squared().Squared().Squared() * powers[exponent.Nibble(i)];
        }

        return result;
    }
}
