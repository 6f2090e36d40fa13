using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Lightning;

/// <summary>
/// A Lightning node's identity: a compressed secp256k1 public key, 66 lower-case hex digits beginning 02 or 03.
/// Only the form is checked here, not that the point is on the curve.
/// </summary>
public sealed record NodePublicKey
{
    private NodePublicKey(string hex) => Hex = hex;

    /// <summary>66 lower-case hex digits.</summary>
    public string Hex { get; }

    /// <summary>Creates a key from 33 bytes.</summary>
    /// <exception cref="ArgumentException">Not 33 bytes beginning 02 or 03.</exception>
    public static NodePublicKey FromBytes(ReadOnlySpan<byte> compressed) =>
        TryParse(Convert.ToHexStringLower(compressed), out var key)
            ? key
            : throw new ArgumentException(
                "A compressed public key is 33 bytes beginning 02 or 03.", nameof(compressed));

    /// <summary>Reads 66 hex digits of either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out NodePublicKey? key)
    {
        key = text is { Length: 66 } && text[0] == '0' && (text[1] is '2' or '3') && text.All(char.IsAsciiHexDigit)
            ? new NodePublicKey(text.ToLowerInvariant())
            : null;
        return key is not null;
    }

    /// <summary>
    /// Whether there is such a point: of another key nobody has the private one. Costs a square root, so it is asked
    /// where a person may have mistyped.
    /// </summary>
    public bool IsOnCurve() => Secp256k1Point.TryParse(Convert.FromHexString(Hex), out _);

    /// <summary>The hex form.</summary>
    public override string ToString() => Hex;
}
