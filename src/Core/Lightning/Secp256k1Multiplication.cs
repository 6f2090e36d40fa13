namespace Fulgurite.Lightning;

/// <summary>
/// Scalar multiplication on secp256k1 in windows of four bits. Time depends on the scalar: fit for public data, and for
/// a sandbox's keys only.
/// </summary>
internal static class Secp256k1Multiplication
{
    private const int Windows = 64;
    private const int EntriesPerWindow = 15;

    // Entry 15w + d − 1 is d × 16^w × G: a multiple of G is then 64 additions and no doubling. 60 KiB, made on first
    // use in a few milliseconds.
    private static readonly Lazy<Secp256k1Point[]> BaseTable = new(BuildBaseTable);

    /// <summary>scalar × G.</summary>
    public static Secp256k1Jacobian MultiplyBase(in Secp256k1Scalar scalar) =>
        AddMultipleOfBase(Secp256k1Jacobian.Infinity, scalar);

    /// <summary>baseScalar × G + scalar × point, the sum at the heart of verification and recovery.</summary>
    public static Secp256k1Jacobian MultiplyBoth(
        in Secp256k1Scalar baseScalar, in Secp256k1Scalar scalar, in Secp256k1Point point)
    {
        var multiples = Secp256k1Jacobian.ToAffine(MultiplesUpTo15(point));
        var digits = scalar.Value;
        var sum = Secp256k1Jacobian.Infinity;
        for (var window = Windows - 1; window >= 0; window--)
        {
            sum = sum.Doubled().Doubled().Doubled().Doubled();
            var digit = digits.Nibble(window);
            if (digit != 0)
            {
                sum = sum.Plus(multiples[digit - 1]);
            }
        }

        return AddMultipleOfBase(sum, baseScalar);
    }

    private static Secp256k1Jacobian AddMultipleOfBase(Secp256k1Jacobian sum, in Secp256k1Scalar scalar)
    {
        var table = BaseTable.Value;
        var digits = scalar.Value;
        for (var window = 0; window < Windows; window++)
        {
            var digit = digits.Nibble(window);
            if (digit != 0)
            {
                sum = sum.Plus(table[(window * EntriesPerWindow) + digit - 1]);
            }
        }

        return sum;
    }

    private static Secp256k1Point[] BuildBaseTable()
    {
        var table = new Secp256k1Jacobian[Windows * EntriesPerWindow];
        var start = Secp256k1Point.Base;
        for (var window = 0; window < Windows; window++)
        {
            var multiples = MultiplesUpTo15(start);
            multiples.CopyTo(table, window * EntriesPerWindow);
            var next = multiples[^1].Plus(start);
            Invariant.Holds(next.TryToAffine(out start), "16^w × G is finite, because the order of G is prime");
        }

        return Secp256k1Jacobian.ToAffine(table);
    }

    // All finite: the group has prime order, far above 15.
    private static Secp256k1Jacobian[] MultiplesUpTo15(in Secp256k1Point point)
    {
        var multiples = new Secp256k1Jacobian[EntriesPerWindow];
        multiples[0] = Secp256k1Jacobian.From(point);
        for (var i = 1; i < multiples.Length; i++)
        {
            multiples[i] = multiples[i - 1].Plus(point);
        }

        return multiples;
    }
}
