using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Lightning;

/// <summary>
/// The SHA-256 hash of a description that is published elsewhere (BOLT 11 field <c>h</c>). Public. Text form: 64
/// lower-case hex digits.
/// </summary>
public readonly record struct DescriptionHash
{
    private readonly UInt256Bits bits;

    /// <summary>Creates a hash from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public DescriptionHash(ReadOnlySpan<byte> bytes) => bits = new UInt256Bits(bytes);

    /// <summary>The hash of a description's UTF-8 bytes.</summary>
    public static DescriptionHash Of(string description) => new(SHA256.HashData(Encoding.UTF8.GetBytes(description)));

    /// <summary>The 32 bytes, as a fresh array.</summary>
    public byte[] ToArray() => bits.ToArray();

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString() => bits.ToString();
}
