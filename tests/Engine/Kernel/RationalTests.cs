using System.Numerics;
using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

public sealed class RationalTests
{
    // small parts meet halves and whole numbers often, large ones go beyond 64 bits in products
    private static readonly Gen<long> Part = Gen.OneOf(Gen.Long[-12, 12], Gen.Long);

    private static readonly Gen<Rational> Any =
        Gen.Select(Part, Part.Where(d => d != 0)).Select((n, d) => new Rational(n, d));

    [Theory]
    [InlineData(2, 4, "1/2")]
    [InlineData(-2, 4, "-1/2")]
    [InlineData(2, -4, "-1/2")]
    [InlineData(-2, -4, "1/2")]
    [InlineData(0, -7, "0")]
    [InlineData(10, 5, "2")]
    [InlineData(long.MinValue, -1, "9223372036854775808")]
    public void Fraction_IsReducedWithAPositiveDenominator(long numerator, long denominator, string text) =>
        Assert.Equal(text, new Rational(numerator, denominator).ToString());

    [Fact]
    public void Default_IsZero()
    {
        Assert.Equal(Rational.Zero, default);
        Assert.Equal(new Rational(0, 5), default(Rational));
        Assert.Equal(new Rational(0, 5).GetHashCode(), default(Rational).GetHashCode());
        Assert.Equal(Rational.One, default(Rational) + 1);
        Assert.Equal("0", default(Rational).ToString());
    }

    [Fact]
    public void ZeroDenominator_Throws()
    {
        Assert.Throws<DivideByZeroException>(() => new Rational(1, 0));
        Assert.Throws<DivideByZeroException>(() => Rational.One / Rational.Zero);
        Assert.Throws<DivideByZeroException>(() => Rational.One / default(Rational));
    }

    [Fact]
    public void Operations_AgreeWithCrossMultiplication() => Gen.Select(Any, Any).Sample((x, y) =>
    {
        (BigInteger a, BigInteger b) = (x.Numerator, x.Denominator);
        (BigInteger c, BigInteger d) = (y.Numerator, y.Denominator);
        return Is(x + y, a * d + c * b, b * d)
            && Is(x - y, a * d - c * b, b * d)
            && Is(x * y, a * c, b * d)
            && (c.IsZero || Is(x / y, a * d, b * c))
            && Is(-x, -a, b)
            && x.CompareTo(y) == (a * d).CompareTo(c * b)
            && (x == y) == (a * d == c * b)
            && (x <= y) == (a * d <= c * b);
    });

    [Fact]
    public void Laws_Hold() => Gen.Select(Any, Any, Any).Sample((x, y, z) =>
        x + y == y + x && x * y == y * x
        && (x + y) + z == x + (y + z) && (x * y) * z == x * (y * z)
        && x * (y + z) == x * y + x * z
        && x + Rational.Zero == x && x * Rational.One == x && x - x == Rational.Zero
        && (y.Sign == 0 || x / y * y == x));

    [Fact]
    public void Roundings_BracketTheNumber() => Any.Sample(x =>
    {
        Rational floor = Whole(x.Floor());
        Rational ceiling = Whole(x.Ceiling());
        Rational gap = x - Whole(x.RoundHalfUp());
        Rational half = new(1, 2);
        return floor <= x && x < floor + 1
            && ceiling - 1 < x && x <= ceiling
            && -half <= gap && gap <= half
            && (-x).RoundHalfUp() == -x.RoundHalfUp();
    });

    [Theory]
    [InlineData(5, 2, 2, 3, 3)]
    [InlineData(-5, 2, -3, -2, -3)]
    [InlineData(7, 3, 2, 3, 2)]
    [InlineData(-7, 3, -3, -2, -2)]
    [InlineData(8, 3, 2, 3, 3)]
    [InlineData(1, 2, 0, 1, 1)]
    [InlineData(-1, 2, -1, 0, -1)]
    [InlineData(6, 2, 3, 3, 3)]
    [InlineData(-6, 2, -3, -3, -3)]
    public void Rounding_GoesWhereItsNameSays(long n, long d, long floor, long ceiling, long nearest)
    {
        var number = new Rational(n, d);
        Assert.Equal(new Money(floor), number.FloorToFen());
        Assert.Equal(new Money(ceiling), number.CeilingToFen());
        Assert.Equal(new Money(nearest), number.RoundHalfUpToFen());
    }

    [Fact]
    public void FenOutsideSixtyFourBits_Throw()
    {
        Rational tooMuch = (Rational)long.MaxValue + 1;
        Assert.Throws<OverflowException>(() => tooMuch.RoundHalfUpToFen());
        Assert.Throws<OverflowException>(() => tooMuch.FloorToFen());
        Assert.Throws<OverflowException>(() => tooMuch.CeilingToFen());
        Assert.Throws<OverflowException>(() => (-tooMuch - 1).RoundHalfUpToFen());
        Assert.Equal(new Money(long.MaxValue), (tooMuch - new Rational(1, 3)).FloorToFen());
    }

    [Fact]
    public void Ppm_AreMillionths()
    {
        Assert.Equal(new Rational(1, 10), Rational.FromPpm(100_000));
        Assert.Equal(new Rational(-1, 1_000_000), Rational.FromPpm(-1));
    }

    [Theory]
    [InlineData(100000, 3, 8, "33333.33333333…")]
    [InlineData(1, 2, 8, "0.5")]
    [InlineData(3, 1, 2, "3")]
    [InlineData(0, 1, 2, "0")]
    [InlineData(-1, 3, 4, "-0.3333…")]
    [InlineData(-1, 1000, 2, "-0.00…")]
    [InlineData(2, 3, 0, "0…")]
    [InlineData(199, 100, 1, "1.9…")]
    [InlineData(1, 8, 3, "0.125")]
    public void Decimal_IsCutAndMarkedWhenInexact(long n, long d, int decimals, string expected) =>
        Assert.Equal(expected, new Rational(n, d).ToDecimalString(decimals));

    [Theory]
    [InlineData(1, 3), InlineData(-7, 2), InlineData(5, 1), InlineData(0, 1), InlineData(long.MaxValue, 2)]
    public void Text_ReadsBack(long n, long d) => Assert.Equal(new Rational(n, d), Rational.Parse(new Rational(n, d).ToString()));

    [Theory]
    [InlineData(""), InlineData("1/2/3"), InlineData("0.5"), InlineData("1/"), InlineData("x")]
    public void OtherText_IsRefused(string text) => Assert.Throws<FormatException>(() => Rational.Parse(text));

    private static Rational Whole(BigInteger number) => new(number, BigInteger.One);

    private static bool Is(Rational result, BigInteger numerator, BigInteger denominator) =>
        result.Numerator * denominator == numerator * result.Denominator
        && result.Denominator.Sign > 0
        && BigInteger.GreatestCommonDivisor(result.Numerator, result.Denominator).IsOne;
}
