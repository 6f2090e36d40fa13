using System.Globalization;

namespace Fulgurite.Money;

/// <summary>
/// A signed number of millisatoshis: a balance, or a change of one. Range ±21 million BTC; <c>default</c> is zero.
/// Arithmetic is checked. Text form: decimal digits with a leading minus where negative.
/// </summary>
public readonly record struct MsatDelta : IComparable<MsatDelta>
{
    /// <summary>No change.</summary>
    public static readonly MsatDelta Zero;

    /// <summary>Creates a signed amount.</summary>
    /// <exception cref="OverflowException">The magnitude is above 21 million BTC.</exception>
    public MsatDelta(long millisatoshis)
    {
        if (millisatoshis < -Msat.MaxValue.Value || millisatoshis > Msat.MaxValue.Value)
        {
            throw new OverflowException($"{millisatoshis} msat is outside ±21 million BTC.");
        }

        Value = millisatoshis;
    }

    /// <summary>The value in millisatoshis.</summary>
    public long Value { get; }

    /// <summary>The amount, or zero where it is negative.</summary>
    public Msat ToMsatOrZero() => new(Math.Max(0, Value));

    /// <inheritdoc/>
    public int CompareTo(MsatDelta other) => Value.CompareTo(other.Value);

    /// <summary>The value in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static MsatDelta operator +(MsatDelta left, Msat right) => new(left.Value + right.Value);

    public static MsatDelta operator -(MsatDelta left, Msat right) => new(left.Value - right.Value);

    public static MsatDelta operator +(MsatDelta left, MsatDelta right) => new(left.Value + right.Value);

    public static bool operator <(MsatDelta left, MsatDelta right) => left.Value < right.Value;

    public static bool operator >(MsatDelta left, MsatDelta right) => left.Value > right.Value;
}
