using System.Globalization;

namespace Fulgurite.Lightning;

/// <summary>
/// A number of blocks between two HTLC expiries (BOLT 2). Range 0 to 499,999,999: from 500,000,000 a lock time counts
/// seconds (BIP 65). <c>default</c> is zero. Text form: decimal digits.
/// </summary>
public readonly record struct CltvExpiryDelta : IComparable<CltvExpiryDelta>
{
    /// <summary>The largest number of blocks.</summary>
    public const int MaxBlocks = 499_999_999;

    /// <summary>Creates a delta.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public CltvExpiryDelta(int blocks)
    {
        if (blocks is < 0 or > MaxBlocks)
        {
            throw new OverflowException($"{blocks} blocks is outside 0 to {MaxBlocks}.");
        }

        Blocks = blocks;
    }

    /// <summary>The number of blocks.</summary>
    public int Blocks { get; }

    /// <inheritdoc/>
    public int CompareTo(CltvExpiryDelta other) => Blocks.CompareTo(other.Blocks);

    /// <summary>The blocks in decimal digits.</summary>
    public override string ToString() => Blocks.ToString(CultureInfo.InvariantCulture);
}
