namespace Baotuan.Kernel;

/// <summary>
/// An amount of renminbi in whole fen. Negative amounts are allowed (reversals, corrections);
/// sums outside 64 bits throw <see cref="OverflowException"/>, they never wrap.
/// </summary>
/// <param name="Fen">The amount in fen (1/100 yuan).</param>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    /// <summary>0.00 yuan.</summary>
    public static Money Zero => default;

    /// <summary>Sum; throws <see cref="OverflowException"/>.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Fen + right.Fen));

    /// <summary>Difference; throws <see cref="OverflowException"/>.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Fen - right.Fen));

    /// <summary>The opposite amount; throws <see cref="OverflowException"/> for the one amount that has none.</summary>
    public static Money operator -(Money value) => new(checked(-value.Fen));

    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>
    /// Reads yuan as people write them: "1234.56", "1,234.56", "0.5", "-3", "¥ 1,234", also in full-width characters.
    /// At most two decimals, no exponent, groups of three or none; anything else is refused, never rounded.
    /// </summary>
    public static bool TryParse(string? text, out Money value, out AmountProblem problem)
    {
        ReadOnlySpan<char> rest = HalfWidth.Trimmed(text);
        value = Zero;
        problem = rest.IsEmpty ? AmountProblem.Empty : Read(rest, out value);
        return problem == AmountProblem.None;
    }

    /// <summary>As <see cref="TryParse"/>; throws <see cref="FormatException"/> with the Chinese text of the problem.</summary>
    public static Money Parse(string text) =>
        TryParse(text, out Money value, out AmountProblem problem) ? value : throw new FormatException($"{problem.Chinese()}：{text}");

    /// <summary>"1234.56": always two decimals, the same everywhere; for files and JSON.</summary>
    public override string ToString() => FixedPoint.Write(Fen, 2, 2, grouped: false);

    /// <summary>"1,234.56": for people.</summary>
    public string Format() => FixedPoint.Write(Fen, 2, 2, grouped: true);

    /// <summary>The amount in 万元, exact, between two and six decimals: 427,777.78 yuan is "42.777778", 15,400,000.00 is "1,540.00".</summary>
    public string FormatWan() => FixedPoint.Write(Fen, 6, 2, grouped: true);

    // the sign may stand before or after the currency sign: -¥5 and ¥-5 are both in use
    private static AmountProblem Read(ReadOnlySpan<char> rest, out Money value)
    {
        bool negative = Take(ref rest, '-');
        if (Take(ref rest, '¥'))
        {
            rest = rest.TrimStart(' ');
            negative = negative || Take(ref rest, '-');
        }
        AmountProblem problem = FixedPoint.Read(rest, negative, 2, out long fen);
        value = new Money(fen);
        return problem;
    }

    private static bool Take(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected) return false;
        rest = rest[1..];
        return true;
    }
}
