using System.Security.Cryptography;

namespace Fulgurite.Lightning;

/// <summary>
/// The 32 secret bytes whose SHA-256 is the payment hash. Whoever knows it before settlement can take the payment at
/// any hop, so it never prints: <see cref="ToString"/> is redacted, and only <see cref="Reveal"/> gives it away.
/// </summary>
public readonly record struct PaymentPreimage
{
    private readonly UInt256Bits bits;

    /// <summary>Creates a preimage from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public PaymentPreimage(ReadOnlySpan<byte> bytes) => bits = new UInt256Bits(bytes);

    /// <summary>The payment hash: SHA-256 of the preimage (BOLT 2).</summary>
    public PaymentHash Hash() => new(SHA256.HashData(bits.ToArray()));

    /// <summary>The secret bytes. Call it only to hand the preimage to a node.</summary>
    public byte[] Reveal() => bits.ToArray();

    /// <summary>Never the preimage.</summary>
    public override string ToString() => "preimage(redacted)";
}
