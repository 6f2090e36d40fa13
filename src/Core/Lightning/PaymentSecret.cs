namespace Fulgurite.Lightning;

/// <summary>
/// The 32 random bytes that only payer and payee share (BOLT 11 field <c>s</c>), so that no node in between can probe
/// for the payee. Whoever holds the invoice knows it; it is redacted in <see cref="ToString"/> all the same.
/// </summary>
public readonly record struct PaymentSecret
{
    private readonly UInt256Bits bits;

    /// <summary>Creates a secret from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public PaymentSecret(ReadOnlySpan<byte> bytes) => bits = new UInt256Bits(bytes);

    /// <summary>The secret bytes, as a fresh array.</summary>
    public byte[] Reveal() => bits.ToArray();

    /// <summary>Never the secret.</summary>
    public override string ToString() => "payment secret(redacted)";
}
