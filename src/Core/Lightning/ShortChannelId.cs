using System.Globalization;

namespace Fulgurite.Lightning;

/// <summary>
/// Where a channel's funding output is (BOLT 7): block, transaction in the block, output of the transaction; 24, 24 and
/// 16 bits. May be an alias that points nowhere. Text form: <c>589390x3312x1</c>.
/// </summary>
/// <param name="Value">The 64 bits.</param>
public readonly record struct ShortChannelId(ulong Value)
{
    /// <summary>The block's height.</summary>
    public int Block => (int)(Value >> 40);

    /// <summary>The transaction's place in the block.</summary>
    public int Transaction => (int)((Value >> 16) & 0xFF_FFFF);

    /// <summary>The output's place in the transaction.</summary>
    public int Output => (int)(Value & 0xFFFF);

    /// <summary>Block, transaction and output with <c>x</c> between.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Block}x{Transaction}x{Output}");
}
