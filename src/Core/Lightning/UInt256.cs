using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Fulgurite.Lightning;

/// <summary>
/// An unsigned 256-bit integer in four 64-bit limbs, least significant first: the raw material of secp256k1 arithmetic.
/// Operations wrap and hand out their carry. Arithmetic here is <c>unchecked</c> on purpose: limbs wrap by design and
/// every carry is accounted for by hand.
/// </summary>
internal readonly record struct UInt256(ulong L0, ulong L1, ulong L2, ulong L3)
{
    public const int ByteLength = 32;

    public static readonly UInt256 Zero;
    public static readonly UInt256 One = new(1, 0, 0, 0);

    public bool IsZero => (L0 | L1 | L2 | L3) == 0;

    public bool IsOdd => (L0 & 1) == 1;

    /// <summary>Reads 32 big-endian bytes.</summary>
    public static UInt256 FromBytes(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Writes 32 big-endian bytes.</summary>
    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, L3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], L2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], L1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], L0);
    }

    /// <summary>The four bits that begin at bit 4 × <paramref name="index"/>, index 0 to 63.</summary>
    public int Nibble(int index)
    {
        var limb = (index >> 4) switch { 0 => L0, 1 => L1, 2 => L2, _ => L3 };
        return (int)((limb >> ((index & 15) * 4)) & 15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(in UInt256 left, in UInt256 right)
    {
        // From the top: the most significant limb nearly always decides.
        if (left.L3 != right.L3)
        {
            return left.L3 < right.L3;
        }

        if (left.L2 != right.L2)
        {
            return left.L2 < right.L2;
        }

        return left.L1 != right.L1 ? left.L1 < right.L1 : left.L0 < right.L0;
    }

    public static bool operator >(in UInt256 left, in UInt256 right) => right < left;

    public static bool operator >=(in UInt256 left, in UInt256 right) => !(left < right);

    public static bool operator <=(in UInt256 left, in UInt256 right) => !(right < left);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Add(in UInt256 left, in UInt256 right, out ulong carry)
    {
        carry = 0;
        var l0 = AddWithCarry(left.L0, right.L0, ref carry);
        var l1 = AddWithCarry(left.L1, right.L1, ref carry);
        var l2 = AddWithCarry(left.L2, right.L2, ref carry);
        var l3 = AddWithCarry(left.L3, right.L3, ref carry);
        return new UInt256(l0, l1, l2, l3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Subtract(in UInt256 left, in UInt256 right, out ulong borrow)
    {
        borrow = 0;
        var l0 = SubtractWithBorrow(left.L0, right.L0, ref borrow);
        var l1 = SubtractWithBorrow(left.L1, right.L1, ref borrow);
        var l2 = SubtractWithBorrow(left.L2, right.L2, ref borrow);
        var l3 = SubtractWithBorrow(left.L3, right.L3, ref borrow);
        return new UInt256(l0, l1, l2, l3);
    }

    /// <summary>The whole 512-bit product: <paramref name="high"/> × 2^256 + the returned low half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Multiply(in UInt256 left, in UInt256 right, out UInt256 high)
    {
        ulong carry = 0;
        var r0 = MultiplyAdd(left.L0, right.L0, 0, ref carry);
        var r1 = MultiplyAdd(left.L0, right.L1, 0, ref carry);
        var r2 = MultiplyAdd(left.L0, right.L2, 0, ref carry);
        var r3 = MultiplyAdd(left.L0, right.L3, 0, ref carry);
        var r4 = carry;

        carry = 0;
        r1 = MultiplyAdd(left.L1, right.L0, r1, ref carry);
        r2 = MultiplyAdd(left.L1, right.L1, r2, ref carry);
        r3 = MultiplyAdd(left.L1, right.L2, r3, ref carry);
        r4 = MultiplyAdd(left.L1, right.L3, r4, ref carry);
        var r5 = carry;

        carry = 0;
        r2 = MultiplyAdd(left.L2, right.L0, r2, ref carry);
        r3 = MultiplyAdd(left.L2, right.L1, r3, ref carry);
        r4 = MultiplyAdd(left.L2, right.L2, r4, ref carry);
        r5 = MultiplyAdd(left.L2, right.L3, r5, ref carry);
        var r6 = carry;

        carry = 0;
        r3 = MultiplyAdd(left.L3, right.L0, r3, ref carry);
        r4 = MultiplyAdd(left.L3, right.L1, r4, ref carry);
        r5 = MultiplyAdd(left.L3, right.L2, r5, ref carry);
        r6 = MultiplyAdd(left.L3, right.L3, r6, ref carry);

        high = new UInt256(r4, r5, r6, carry);
        return new UInt256(r0, r1, r2, r3);
    }

    /// <summary>The whole 512-bit square. The products of two different limbs are made once and doubled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Square(in UInt256 root, out UInt256 high)
    {
        ulong carry = 0;
        var r1 = MultiplyAdd(root.L0, root.L1, 0, ref carry);
        var r2 = MultiplyAdd(root.L0, root.L2, 0, ref carry);
        var r3 = MultiplyAdd(root.L0, root.L3, 0, ref carry);
        var r4 = carry;

        carry = 0;
        r3 = MultiplyAdd(root.L1, root.L2, r3, ref carry);
        r4 = MultiplyAdd(root.L1, root.L3, r4, ref carry);
        var r5 = carry;

        carry = 0;
        r5 = MultiplyAdd(root.L2, root.L3, r5, ref carry);
        var r6 = carry;

        unchecked
        {
            var r7 = r6 >> 63;
            r6 = (r6 << 1) | (r5 >> 63);
            r5 = (r5 << 1) | (r4 >> 63);
            r4 = (r4 << 1) | (r3 >> 63);
            r3 = (r3 << 1) | (r2 >> 63);
            r2 = (r2 << 1) | (r1 >> 63);
            r1 <<= 1;

            carry = 0;
            var r0 = MultiplyAdd(root.L0, root.L0, 0, ref carry);
            r1 = AddWithCarry(r1, 0, ref carry);
            r2 = MultiplyAdd(root.L1, root.L1, r2, ref carry);
            r3 = AddWithCarry(r3, 0, ref carry);
            r4 = MultiplyAdd(root.L2, root.L2, r4, ref carry);
            r5 = AddWithCarry(r5, 0, ref carry);
            r6 = MultiplyAdd(root.L3, root.L3, r6, ref carry);
            high = new UInt256(r4, r5, r6, r7 + carry);
            return new UInt256(r0, r1, r2, r3);
        }
    }

    /// <summary>a × b + addend + carry, which always fits 128 bits; the high half becomes the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd(ulong a, ulong b, ulong addend, ref ulong carry)
    {
        unchecked
        {
            var high = Math.BigMul(a, b, out ulong low);
            low += addend;
            high += low < addend ? 1UL : 0UL;
            low += carry;
            high += low < carry ? 1UL : 0UL;
            carry = high;
            return low;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddWithCarry(ulong a, ulong b, ref ulong carry)
    {
        unchecked
        {
            var sum = a + b;
            var overflow = sum < a ? 1UL : 0UL;
            var total = sum + carry;
            carry = overflow + (total < sum ? 1UL : 0UL);
            return total;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractWithBorrow(ulong a, ulong b, ref ulong borrow)
    {
        unchecked
        {
            var difference = a - b;
            var underflow = a < b ? 1UL : 0UL;
            var total = difference - borrow;
            borrow = underflow + (difference < borrow ? 1UL : 0UL);
            return total;
        }
    }
}
