using System.Globalization;

namespace Fulgurite.Money;

/// <summary>
/// A fee rate in hundredths of a percent: 80 is 0.8 %. Range 0 to 10,000 (all of it); <c>default</c> is no fee.
/// </summary>
public readonly record struct BasisPoints
{
    /// <summary>Basis points in one whole.</summary>
    public const int PerWhole = 10_000;

    /// <summary>Creates a rate.</summary>
    /// <exception cref="OverflowException">Outside 0 to 10,000.</exception>
    public BasisPoints(int value)
    {
        if (value is < 0 or > PerWhole)
        {
            throw new OverflowException($"{value} basis points is outside 0 to {PerWhole}.");
        }

        Value = value;
    }

    /// <summary>The rate in hundredths of a percent.</summary>
    public int Value { get; }

    /// <summary>
    /// The fee on an amount, in whole satoshis, rounded down: what is not a whole satoshi stays with the merchant.
    /// </summary>
    public Msat FeeRoundedDownToSat(Msat amount) => FeeRoundedDownToMsat(amount).RoundDownToSat();

    /// <summary>The fee on an amount, rounded down to the millisatoshi: the rest stays with who pays it.</summary>
    public Msat FeeRoundedDownToMsat(Msat amount)
    {
        // 128 bits: 21 million BTC in msat times 10,000 does not fit 64.
        var feeMsat = (Int128)amount.Value * Value / PerWhole;
        return new Msat((long)feeMsat);
    }

    /// <summary>The rate as a fraction in decimal text: 80 is <c>0.008</c>, none is <c>0</c>.</summary>
    public string ToFractionText() =>
        ((decimal)Value / PerWhole).ToString("0.####", CultureInfo.InvariantCulture);
}
