using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Fulgurite.Lightning;

namespace Fulgurite.Tests.Lightning;

public sealed class Secp256k1ArithmeticTests
{
    private static readonly BigInteger FieldModulus = (BigInteger.One << 256) - (BigInteger.One << 32) - 977;

    private static readonly BigInteger GroupOrder = BigInteger.Parse(
        "0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141",
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    [Fact]
    public void Field_arithmetic_agrees_with_big_integers() =>
        Property.ForAll(Pairs(FieldModulus), pair =>
        {
            var (x, y) = pair;
            var (a, b) = (Field(x), Field(y));
            return Big((a + b).Value) == (x + y) % FieldModulus
                && Big((a - b).Value) == (x - y + FieldModulus) % FieldModulus
                && Big((a * b).Value) == x * y % FieldModulus
                && Big(a.Squared().Value) == x * x % FieldModulus
                && Big(a.Negated().Value) == (FieldModulus - x) % FieldModulus
                && Big(a.Inverted().Value) == BigInteger.ModPow(x, FieldModulus - 2, FieldModulus);
        });

    [Fact]
    public void Scalar_arithmetic_agrees_with_big_integers() =>
        Property.ForAll(Pairs(GroupOrder), pair =>
        {
            var (x, y) = pair;
            var (a, b) = (Scalar(x), Scalar(y));
            return Big((a + b).Value) == (x + y) % GroupOrder
                && Big((a * b).Value) == x * y % GroupOrder
                && Big(a.Negated().Value) == (GroupOrder - x) % GroupOrder
                && Big(a.Inverted().Value) == BigInteger.ModPow(x, GroupOrder - 2, GroupOrder)
                && a.IsHigh == x > GroupOrder / 2;
        });

    [Fact]
    public void The_square_of_every_element_has_a_root() =>
        Property.ForAll(Pairs(FieldModulus), pair =>
        {
            var element = Field(pair.X);
            return element.Squared().TrySquareRoot(out var root)
                && (root == element || root == element.Negated());
        });

    [Fact]
    public void Multiplying_the_base_point_adds_up()
    {
        Property.ForAll(Pairs(GroupOrder), pair =>
        {
            var (a, b) = (Scalar(pair.X), Scalar(pair.Y));
            if (a.IsZero || b.IsZero)
            {
                return true;
            }

            Secp256k1Multiplication.MultiplyBase(b).TryToAffine(out var point);
            var isFinite = Secp256k1Multiplication.MultiplyBase(a + b).TryToAffine(out var expected);
            var both = Secp256k1Multiplication.MultiplyBoth(a, Secp256k1Scalar.One, point);
            return both.TryToAffine(out var sum) == isFinite && (!isFinite || sum == expected);
        });
    }

    [Fact]
    public void A_multiple_by_the_order_is_infinity()
    {
        var orderLessOne = Scalar(GroupOrder - 1);
        var sum = Secp256k1Multiplication.MultiplyBoth(Secp256k1Scalar.One, orderLessOne, Secp256k1Point.Base);
        Assert.True(sum.IsInfinity);
        Assert.True(Secp256k1Multiplication.MultiplyBase(Secp256k1Scalar.Zero).IsInfinity);
        Assert.True(Secp256k1Jacobian.Infinity.Doubled().IsInfinity);
    }

    [Fact]
    public void Refuses_integers_at_and_above_the_modulus()
    {
        Assert.True(Secp256k1Field.TryCreate(Limbs(FieldModulus - 1), out _));
        Assert.False(Secp256k1Field.TryCreate(Limbs(FieldModulus), out _));
        Assert.True(Secp256k1Scalar.TryCreate(Limbs(GroupOrder - 1), out _));
        Assert.False(Secp256k1Scalar.TryCreate(Limbs(GroupOrder), out _));
    }

    [Theory]
    [InlineData("0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", true)]
    [InlineData("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", true)]
    [InlineData("0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", false)]
    [InlineData("020000000000000000000000000000000000000000000000000000000000000005", false)]
    [InlineData("02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", false)]
    [InlineData("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f817", false)]
    public void Reads_only_points_of_the_curve(string hex, bool isPoint)
    {
        Assert.Equal(isPoint, Secp256k1Point.TryParse(Convert.FromHexString(hex), out var point));
        if (isPoint)
        {
            Assert.Equal(hex, point.ToNodePublicKey().Hex);
        }
    }

    private static Gen<(BigInteger X, BigInteger Y)> Pairs(BigInteger modulus)
    {
        var elements = Gen.Frequency(
            (1, Gen.Elements(0, BigInteger.One, 2, modulus / 2, (modulus / 2) + 1, modulus - 2, modulus - 1)),
            (1, Gen.Choose(0, 255).Select(shift => (BigInteger.One << shift) % modulus)),
            (4, Property.Bytes(32).Select(bytes => new BigInteger(bytes, isUnsigned: true) % modulus)));
        return elements.Two().Select(pair => (pair.Item1, pair.Item2));
    }

    private static UInt256 Limbs(BigInteger value)
    {
        var bytes = new byte[32];
        var significant = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        significant.CopyTo(bytes, bytes.Length - significant.Length);
        return UInt256.FromBytes(bytes);
    }

    private static BigInteger Big(UInt256 value)
    {
        var bytes = new byte[32];
        value.WriteTo(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    private static Secp256k1Field Field(BigInteger value)
    {
        Assert.True(Secp256k1Field.TryCreate(Limbs(value), out var element));
        return element;
    }

    private static Secp256k1Scalar Scalar(BigInteger value)
    {
        Assert.True(Secp256k1Scalar.TryCreate(Limbs(value), out var scalar));
        return scalar;
    }
}
