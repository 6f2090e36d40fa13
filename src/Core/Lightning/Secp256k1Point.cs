namespace Fulgurite.Lightning;

/// <summary>
/// A point of secp256k1, y² = x³ + 7, other than the point at infinity, in affine coordinates. Text and wire form:
/// 33 bytes, 02 or 03 by the parity of y, then x big-endian (SEC 1, section 2.3.3).
/// </summary>
internal readonly record struct Secp256k1Point(Secp256k1Field X, Secp256k1Field Y)
{
    public const int CompressedLength = 33;

    /// <summary>The base point G (SEC 2, section 2.4.1).</summary>
    public static readonly Secp256k1Point Base = new(
        Element(0x59F2_815B_16F8_1798, 0x029B_FCDB_2DCE_28D9, 0x55A0_6295_CE87_0B07, 0x79BE_667E_F9DC_BBAC),
        Element(0x9C47_D08F_FB10_D4B8, 0xFD17_B448_A685_5419, 0x5DA4_FBFC_0E11_08A8, 0x483A_DA77_26A3_C465));

    private static readonly Secp256k1Field Seven = Element(7, 0, 0, 0);

    /// <summary>Finds the point with an x and a parity of y; false where x is not on the curve.</summary>
    public static bool TryFromX(in Secp256k1Field x, bool yIsOdd, out Secp256k1Point point)
    {
        var ySquared = (x.Squared() * x) + Seven;
        if (!ySquared.TrySquareRoot(out var y))
        {
            point = default;
            return false;
        }

        point = new Secp256k1Point(x, y.IsOdd == yIsOdd ? y : y.Negated());
        return true;
    }

    /// <summary>Reads the 33-byte compressed form; false unless it is a point of the curve.</summary>
    public static bool TryParse(ReadOnlySpan<byte> compressed, out Secp256k1Point point)
    {
        point = default;
        return compressed.Length == CompressedLength
            && compressed[0] is 2 or 3
            && Secp256k1Field.TryCreate(UInt256.FromBytes(compressed[1..]), out var x)
            && TryFromX(x, compressed[0] == 3, out point);
    }

    /// <summary>The key with this point.</summary>
    public NodePublicKey ToNodePublicKey()
    {
        Span<byte> compressed = stackalloc byte[CompressedLength];
        compressed[0] = (byte)(Y.IsOdd ? 3 : 2);
        X.Value.WriteTo(compressed[1..]);
        return NodePublicKey.FromBytes(compressed);
    }

    private static Secp256k1Field Element(ulong l0, ulong l1, ulong l2, ulong l3)
    {
        Secp256k1Field.TryCreate(new UInt256(l0, l1, l2, l3), out var element);
        return element;
    }
}
