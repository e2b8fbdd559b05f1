namespace Baotuan.Kernel;

/// <summary>
/// An area of land in whole 1/10000 mu (1 mu = 2000/3 m²). Negative areas are allowed as changes;
/// sums outside 64 bits throw <see cref="OverflowException"/>, they never wrap.
/// </summary>
/// <param name="Mu10000">The area in 1/10000 mu.</param>
public readonly record struct LandArea(long Mu10000) : IComparable<LandArea>
{
    /// <summary>No land.</summary>
    public static LandArea Zero => default;

    /// <summary>Sum; throws <see cref="OverflowException"/>.</summary>
    public static LandArea operator +(LandArea left, LandArea right) => new(checked(left.Mu10000 + right.Mu10000));

    /// <summary>Difference; throws <see cref="OverflowException"/>.</summary>
    public static LandArea operator -(LandArea left, LandArea right) => new(checked(left.Mu10000 - right.Mu10000));

    /// <summary>The opposite change; throws <see cref="OverflowException"/> for the one area that has none.</summary>
    public static LandArea operator -(LandArea value) => new(checked(-value.Mu10000));

    public static bool operator <(LandArea left, LandArea right) => left.Mu10000 < right.Mu10000;

    public static bool operator >(LandArea left, LandArea right) => left.Mu10000 > right.Mu10000;

    public static bool operator <=(LandArea left, LandArea right) => left.Mu10000 <= right.Mu10000;

    public static bool operator >=(LandArea left, LandArea right) => left.Mu10000 >= right.Mu10000;

    /// <inheritdoc/>
    public int CompareTo(LandArea other) => Mu10000.CompareTo(other.Mu10000);

    /// <summary>Reads mu: "12.5", "1,234.5678", "-3", also in full-width characters. At most four decimals, never rounded.</summary>
    public static bool TryParse(string? text, out LandArea value, out AmountProblem problem)
    {
        ReadOnlySpan<char> rest = HalfWidth.Trimmed(text);
        value = Zero;
        problem = rest.IsEmpty ? AmountProblem.Empty : Read(rest, out value);
        return problem == AmountProblem.None;
    }

    /// <summary>As <see cref="TryParse"/>; throws <see cref="FormatException"/> with the Chinese text of the problem.</summary>
    public static LandArea Parse(string text) =>
        TryParse(text, out LandArea value, out AmountProblem problem) ? value : throw new FormatException($"{problem.ChineseForLandArea()}：{text}");

    /// <summary>"12.5": only the decimals that are needed; for files and JSON.</summary>
    public override string ToString() => FixedPoint.Write(Mu10000, 4, 0, grouped: false);

    /// <summary>"1,234.5": for people.</summary>
    public string Format() => FixedPoint.Write(Mu10000, 4, 0, grouped: true);

    private static AmountProblem Read(ReadOnlySpan<char> rest, out LandArea value)
    {
        bool negative = rest[0] == '-';
        AmountProblem problem = FixedPoint.Read(negative ? rest[1..] : rest, negative, 4, out long mu10000);
        value = new LandArea(mu10000);
        return problem;
    }
}
