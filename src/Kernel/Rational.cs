using System.Globalization;
using System.Numerics;

namespace Baotuan.Kernel;

/// <summary>
/// An exact fraction of whole numbers of any size, always in lowest terms with a positive denominator.
/// Rates, day counts and entitlements are rationals until one named rounding turns them into fen.
/// </summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    // zero only in default(Rational), which is the number 0
    private readonly BigInteger _denominator;

    /// <summary>The fraction in lowest terms; throws <see cref="DivideByZeroException"/> for a denominator of 0.</summary>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A rational needs a denominator other than 0.");
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    /// <summary>0.</summary>
    public static Rational Zero => default;

    /// <summary>1.</summary>
    public static Rational One => new(BigInteger.One, BigInteger.One);

    /// <summary>Carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>At least 1, without a common divisor with the numerator.</summary>
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>Whether the denominator is 1.</summary>
    public bool IsInteger => Denominator.IsOne;

    public static implicit operator Rational(long value) => new(value, BigInteger.One);

    /// <summary>A rate in parts per million: 100,000 ppm is 1/10.</summary>
    public static Rational FromPpm(long ppm) => new(ppm, 1_000_000);

    public static Rational operator +(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    public static Rational operator -(Rational left, Rational right) => left + -right;

    public static Rational operator -(Rational value) => new(-value.Numerator, value.Denominator);

    public static Rational operator *(Rational left, Rational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>Quotient; throws <see cref="DivideByZeroException"/>.</summary>
    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The largest whole number not above: 7/2 is 3, -7/2 is -4.</summary>
    public BigInteger Floor()
    {
        BigInteger quotient = BigInteger.DivRem(Numerator, Denominator, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The smallest whole number not below: 7/2 is 4, -7/2 is -3.</summary>
    public BigInteger Ceiling() => -(-this).Floor();

    /// <summary>
    /// The nearest whole number, halves away from zero (四舍五入 on the magnitude): 5/2 is 3, -5/2 is -3,
    /// so that a reversal rounds to the exact opposite of what it reverses.
    /// </summary>
    public BigInteger RoundHalfUp()
    {
        BigInteger magnitude = (2 * BigInteger.Abs(Numerator) + Denominator) / (2 * Denominator);
        return magnitude * Sign;
    }

    /// <summary>This number of fen by <see cref="RoundHalfUp"/>; throws <see cref="OverflowException"/> outside 64 bits.</summary>
    public Money RoundHalfUpToFen() => new((long)RoundHalfUp());

    /// <summary>This number of fen by <see cref="Floor"/>; throws <see cref="OverflowException"/> outside 64 bits.</summary>
    public Money FloorToFen() => new((long)Floor());

    /// <summary>This number of fen by <see cref="Ceiling"/>; throws <see cref="OverflowException"/> outside 64 bits.</summary>
    public Money CeilingToFen() => new((long)Ceiling());

    /// <summary>"1/3", "-7/2" or "5".</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>Reads what <see cref="ToString"/> writes; throws <see cref="FormatException"/> for anything else.</summary>
    public static Rational Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length <= 2
            ? new Rational(BigInteger.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length == 2 ? BigInteger.Parse(parts[1], CultureInfo.InvariantCulture) : BigInteger.One)
            : throw new FormatException($"“{text}” is no fraction.");
    }

    /// <summary>
    /// As a decimal for people, cut (not rounded) after <paramref name="decimals"/> places. A cut number keeps all its places and
    /// ends in "…" ("33333.33333333…", "-0.00…"); an exact one carries no marker and no trailing zeros ("0.5", "3").
    /// </summary>
    public string ToDecimalString(int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        BigInteger scaled = BigInteger.DivRem(BigInteger.Abs(Numerator) * BigInteger.Pow(10, decimals), Denominator, out BigInteger rest);
        string digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string fraction = digits[^decimals..];
        if (rest.IsZero) fraction = fraction.TrimEnd('0');
        string point = fraction.Length > 0 ? "." : "";
        return $"{(Sign < 0 ? "-" : "")}{digits.AsSpan(0, digits.Length - decimals)}{point}{fraction}{(rest.IsZero ? "" : "…")}";
    }
}
