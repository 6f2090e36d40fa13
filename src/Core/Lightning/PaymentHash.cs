using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Lightning;

/// <summary>
/// The SHA-256 hash of a payment preimage (BOLT 2, BOLT 11 field <c>p</c>): names a Lightning payment. Public.
/// Text form: 64 lower-case hex digits. <c>default</c> is all zeros, which no payment has.
/// </summary>
public readonly record struct PaymentHash
{
    /// <summary>Bytes in a hash.</summary>
    public const int Length = 32;

    private readonly UInt256Bits bits;

    /// <summary>Creates a hash from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public PaymentHash(ReadOnlySpan<byte> bytes) => bits = new UInt256Bits(bytes);

    /// <summary>The 32 bytes, as a fresh array.</summary>
    public byte[] ToArray() => bits.ToArray();

    /// <summary>Reads 64 hex digits of either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PaymentHash hash)
    {
        hash = default;
        if (!UInt256Bits.TryParse(text, out var parsed))
        {
            return false;
        }

        hash = new PaymentHash(parsed.ToArray());
        return true;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString() => bits.ToString();
}
