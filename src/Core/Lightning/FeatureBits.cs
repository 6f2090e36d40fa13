using System.Collections.Immutable;

namespace Fulgurite.Lightning;

/// <summary>
/// The features that an invoice names (BOLT 9; BOLT 11 field <c>9</c>). Features come in pairs: the even bit says that
/// the payer must know the feature, the odd bit after it that the payer may. Text form: the bits, such as <c>8,14</c>.
/// </summary>
public sealed record FeatureBits
{
    /// <summary>The onion's variable-length payload: every payer has it.</summary>
    public const int VarOnion = 8;

    /// <summary>The payment secret of field <c>s</c>.</summary>
    public const int PaymentSecret = 14;

    /// <summary>Payment in several parts.</summary>
    public const int BasicMultiPart = 16;

    /// <summary>Blinded paths.</summary>
    public const int RouteBlinding = 24;

    /// <summary>The metadata of field <c>m</c>.</summary>
    public const int PaymentMetadata = 48;

    /// <summary>The highest bit that a field of 1023 words can hold.</summary>
    public const int MaxBit = (1023 * 5) - 1;

    /// <summary>No features.</summary>
    public static readonly FeatureBits None = new([]);

    /// <summary>
    /// What LND puts on an ordinary invoice: variable onion and payment secret required, multi-part offered.
    /// </summary>
    public static readonly FeatureBits Ordinary = Of(VarOnion, PaymentSecret, BasicMultiPart + 1);

    private static readonly ImmutableArray<int> Known =
        [VarOnion, PaymentSecret, BasicMultiPart, RouteBlinding, PaymentMetadata];

    private FeatureBits(ImmutableArray<int> bits) => Bits = bits;

    /// <summary>The bits that are set, ascending.</summary>
    public ImmutableArray<int> Bits { get; }

    /// <summary>The lowest even bit that we do not know, which forbids paying; null where there is none.</summary>
    public int? UnknownRequired
    {
        get
        {
            foreach (var bit in Bits)
            {
                if (bit % 2 == 0 && !Known.Contains(bit))
                {
                    return bit;
                }
            }

            return null;
        }
    }

    /// <summary>
    /// True when every feature that a named one builds on is named too (BOLT 9): multi-part needs the payment secret.
    /// </summary>
    public bool HasAllDependencies => !Supports(BasicMultiPart) || Supports(PaymentSecret);

    /// <summary>Creates a set of bits, in any order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bit is negative or above <see cref="MaxBit"/>.</exception>
    public static FeatureBits Of(params ReadOnlySpan<int> bits)
    {
        var sorted = new SortedSet<int>();
        foreach (var bit in bits)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(bit);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(bit, MaxBit);
            sorted.Add(bit);
        }

        return new FeatureBits([.. sorted]);
    }

    /// <summary>True when the feature is required or offered.</summary>
    /// <param name="evenBit">The feature's even bit.</param>
    public bool Supports(int evenBit) => Bits.Contains(evenBit) || Bits.Contains(evenBit + 1);

    /// <inheritdoc/>
    public bool Equals(FeatureBits? other) => other is not null && Bits.SequenceEqual(other.Bits);

    /// <inheritdoc/>
    public override int GetHashCode() => Bits.Aggregate(17, HashCode.Combine);

    /// <summary>The bits, ascending, with commas between.</summary>
    public override string ToString() => string.Join(',', Bits);

    /// <summary>The fewest 5-bit words: bit 0 is the lowest of the last word. Empty for no features.</summary>
    internal byte[] ToWords()
    {
        var words = new byte[Bits.Length == 0 ? 0 : (Bits[^1] / 5) + 1];
        foreach (var bit in Bits)
        {
            words[words.Length - 1 - (bit / 5)] |= (byte)(1 << (bit % 5));
        }

        return words;
    }

    internal static FeatureBits FromWords(ReadOnlySpan<byte> words)
    {
        var bits = ImmutableArray.CreateBuilder<int>();
        for (var bit = 0; bit < words.Length * 5; bit++)
        {
            if (((words[words.Length - 1 - (bit / 5)] >> (bit % 5)) & 1) == 1)
            {
                bits.Add(bit);
            }
        }

        return new FeatureBits(bits.ToImmutable());
    }
}
