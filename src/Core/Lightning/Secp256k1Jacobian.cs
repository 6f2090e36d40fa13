namespace Fulgurite.Lightning;

/// <summary>
/// A point of secp256k1 in Jacobian coordinates (x = X / Z², y = Y / Z³; Z = 0 is infinity), where adding needs no
/// division. The formulas are those of the Explicit-Formulas Database for short Weierstrass curves with a = 0.
/// </summary>
internal readonly record struct Secp256k1Jacobian(Secp256k1Field X, Secp256k1Field Y, Secp256k1Field Z)
{
    public static readonly Secp256k1Jacobian Infinity = new(Secp256k1Field.One, Secp256k1Field.One, default);

    public bool IsInfinity => Z.IsZero;

    public static Secp256k1Jacobian From(in Secp256k1Point point) => new(point.X, point.Y, Secp256k1Field.One);

    /// <summary>Twice the point (dbl-2009-l). No point here has y = 0, so only infinity gives infinity.</summary>
    public Secp256k1Jacobian Doubled()
    {
        var a = X.Squared();
        var b = Y.Squared();
        var c = b.Squared();
        var d = ((X + b).Squared() - a - c).Doubled();
        var e = a.Doubled() + a;
        var x = e.Squared() - d.Doubled();
        var y = (e * (d - x)) - c.Doubled().Doubled().Doubled();
        return new Secp256k1Jacobian(x, y, (Y * Z).Doubled());
    }

    /// <summary>The sum with an affine point (mixed addition, madd with Z2 = 1).</summary>
    public Secp256k1Jacobian Plus(in Secp256k1Point other)
    {
        if (IsInfinity)
        {
            return From(other);
        }

        var zSquared = Z.Squared();
        var h = (other.X * zSquared) - X;
        var r = (other.Y * zSquared * Z) - Y;
        if (h.IsZero)
        {
            // Same x: the same point, or its opposite.
            return r.IsZero ? Doubled() : Infinity;
        }

        var hSquared = h.Squared();
        var hCubed = hSquared * h;
        var v = X * hSquared;
        var x = r.Squared() - hCubed - v.Doubled();
        var y = (r * (v - x)) - (Y * hCubed);
        return new Secp256k1Jacobian(x, y, Z * h);
    }

    /// <summary>The affine form; false for infinity, which has none.</summary>
    public bool TryToAffine(out Secp256k1Point point)
    {
        point = IsInfinity ? default : Scaled(Z.Inverted());
        return !IsInfinity;
    }

    /// <summary>
    /// The affine forms of finite points with one inversion for all of them (Montgomery's trick): an inversion costs as
    /// much as three hundred multiplications.
    /// </summary>
    public static Secp256k1Point[] ToAffine(ReadOnlySpan<Secp256k1Jacobian> points)
    {
        var products = new Secp256k1Field[points.Length];
        var product = Secp256k1Field.One;
        for (var i = 0; i < points.Length; i++)
        {
            products[i] = product;
            product *= points[i].Z;
        }

        var affine = new Secp256k1Point[points.Length];
        var inverse = product.Inverted();
        for (var i = points.Length - 1; i >= 0; i--)
        {
            affine[i] = points[i].Scaled(inverse * products[i]);
            inverse *= points[i].Z;
        }

        return affine;
    }

    private Secp256k1Point Scaled(in Secp256k1Field zInverse)
    {
        var squared = zInverse.Squared();
        return new Secp256k1Point(X * squared, Y * squared * zInverse);
    }
}
