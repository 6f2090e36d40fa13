using System.Diagnostics.CodeAnalysis;
using Fulgurite.Lightning;

namespace Fulgurite.Bitcoin;

/// <summary>
/// The id of a transaction on the chain: the double SHA-256 of its serialization without witnesses, which nobody can
/// change once its inputs are signed. Text form: 64 lower-case hex digits in the order that Bitcoin shows, which is the
/// reverse of the hash's own. <c>default</c> is all zeros, which no transaction has.
/// </summary>
public readonly record struct OnChainTransactionId
{
    private readonly UInt256Bits bits;

    private OnChainTransactionId(UInt256Bits bits) => this.bits = bits;

    /// <summary>The id that a hash of 32 bytes makes, in the hash's own order.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static OnChainTransactionId OfHash(ReadOnlySpan<byte> hash)
    {
        var shown = hash.ToArray();
        shown.AsSpan().Reverse();
        return new OnChainTransactionId(new UInt256Bits(shown));
    }

    /// <summary>The 32 bytes as inputs of other transactions name it: the hash's own order.</summary>
    public byte[] ToHash()
    {
        var hash = bits.ToArray();
        hash.AsSpan().Reverse();
        return hash;
    }

    /// <summary>Reads 64 hex digits of either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OnChainTransactionId id)
    {
        var isId = UInt256Bits.TryParse(text, out var parsed);
        id = isId ? new OnChainTransactionId(parsed) : default;
        return isId;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString() => bits.ToString();
}
