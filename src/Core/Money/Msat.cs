using System.Globalization;

namespace Fulgurite.Money;

/// <summary>
/// An amount of bitcoin in millisatoshis: 1 BTC = 100,000,000 sat = 100,000,000,000 msat.
/// Range 0 to <see cref="MaxValue"/> (21 million BTC); <c>default</c> is zero. Arithmetic is checked: a result outside
/// the range throws <see cref="OverflowException"/>. Text form: decimal digits, no unit.
/// </summary>
public readonly record struct Msat : IComparable<Msat>
{
    /// <summary>Millisatoshis in one satoshi.</summary>
    public const long PerSat = 1_000;

    /// <summary>Millisatoshis in one bitcoin.</summary>
    public const long PerBtc = 100_000_000_000;

    /// <summary>Nothing.</summary>
    public static readonly Msat Zero;

    /// <summary>All the bitcoin there will ever be: 21,000,000 BTC.</summary>
    public static readonly Msat MaxValue = new(21_000_000 * PerBtc);

    /// <summary>Creates an amount.</summary>
    /// <param name="millisatoshis">0 to 2,100,000,000,000,000,000.</param>
    /// <exception cref="OverflowException">The value is negative or above 21 million BTC.</exception>
    public Msat(long millisatoshis)
    {
        if (millisatoshis is < 0 or > 21_000_000 * PerBtc)
        {
            throw new OverflowException($"{millisatoshis} msat is outside 0 to 21 million BTC.");
        }

        Value = millisatoshis;
    }

    /// <summary>The amount in millisatoshis.</summary>
    public long Value { get; }

    /// <summary>True for zero.</summary>
    public bool IsZero => Value == 0;

    /// <summary>True when the amount is a whole number of satoshis.</summary>
    public bool IsWholeSats => Value % PerSat == 0;

    /// <summary>Creates an amount from satoshis.</summary>
    /// <exception cref="OverflowException">Outside the range.</exception>
    public static Msat FromSats(long satoshis) => new(satoshis * PerSat);

    /// <summary>
    /// Creates an amount from a decimal number of bitcoin, exactly. Returns false, and zero, when the number is
    /// negative, above 21 million, or finer than one millisatoshi (11 decimals).
    /// </summary>
    public static bool TryFromBtc(decimal bitcoin, out Msat amount)
    {
        amount = Zero;
        if (bitcoin is < 0 or > 21_000_000)
        {
            return false;
        }

        var millisatoshis = bitcoin * PerBtc;
        if (millisatoshis != decimal.Truncate(millisatoshis))
        {
            return false;
        }

        amount = new Msat((long)millisatoshis);
        return true;
    }

    /// <summary>The amount in whole satoshis, rounded down.</summary>
    public long ToSatsRoundedDown() => Value / PerSat;

    /// <summary>The amount in whole satoshis, rounded up.</summary>
    public long ToSatsRoundedUp() => (Value / PerSat) + (Value % PerSat == 0 ? 0 : 1);

    /// <summary>The amount without its fraction of a satoshi.</summary>
    public Msat RoundDownToSat() => new(Value - (Value % PerSat));

    /// <summary>
    /// The amount in bitcoin with exactly eight decimals, such as <c>0.00250000</c>; a fraction of a satoshi is rounded
    /// down.
    /// </summary>
    public string ToBtcText()
    {
        var sats = ToSatsRoundedDown();
        const long satsPerBtc = PerBtc / PerSat;
        return string.Create(CultureInfo.InvariantCulture, $"{sats / satsPerBtc}.{sats % satsPerBtc:D8}");
    }

    /// <summary>The difference as a signed amount.</summary>
    public MsatDelta DeltaTo(Msat other) => new(other.Value - Value);

    /// <inheritdoc/>
    public int CompareTo(Msat other) => Value.CompareTo(other.Value);

    /// <summary>The value in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static Msat operator +(Msat left, Msat right) => new(left.Value + right.Value);

    public static Msat operator -(Msat left, Msat right) => new(left.Value - right.Value);

    public static bool operator <(Msat left, Msat right) => left.Value < right.Value;

    public static bool operator >(Msat left, Msat right) => left.Value > right.Value;

    public static bool operator <=(Msat left, Msat right) => left.Value <= right.Value;

    public static bool operator >=(Msat left, Msat right) => left.Value >= right.Value;
}
