using System.Globalization;
using Baotuan.Kernel;

namespace Baotuan.Industry.Figures;

/// <summary>A line of the page 产业产值: the whole list, or a chain beside it.</summary>
/// <param name="Chain">Null for the whole list.</param>
/// <param name="FewestFirms">Who may not see figures of single firms sees none that is made of fewer.</param>
internal sealed record IndustryLine(string Name, OutputTotal Total, ChainTotal? Chain, bool SeesFirms, int FewestFirms)
{
    public bool HasFigures => Shows(Total.Reported);

    public Money? Month => Shows(Total.MonthReported) ? new(Total.MonthFen) : null;

    public Money? Cumulative => Shows(Total.Reported) ? new(Total.CumulativeFen) : null;

    /// <summary>37 / 41: not reported is not 0.</summary>
    public string Coverage => $"{Total.Reported} / {Total.Firms}";

    public string Growth => Shows(Total.Comparable) ? Percent(Total.Growth) : "—";

    public string NominalGrowth => Shows(Total.Reported) && Shows(Total.ThenFirms) ? Percent(Total.NominalGrowth) : "—";

    public string Share => Shows(Total.Reported) ? Percent(Chain?.Share) : "—";

    public string Contribution => Shows(Total.Comparable) ? Percent(Chain?.Contribution) : "—";

    /// <summary>In percentage points.</summary>
    public string Pull => Shows(Total.Comparable) && Chain?.Pull is { } pull ? $"{Rounded(pull)} 个百分点" : "—";

    /// <summary>Why figures are missing; empty where they are not.</summary>
    public string Remark => Total.Reported > 0 && !HasFigures ? $"不足 {FewestFirms} 家，不显示" : "";

    private bool Shows(int firms) => firms >= FewestFirms || (SeesFirms && firms > 0);

    private static string Percent(Rational? value) => value is { } v ? $"{Rounded(v)}%" : "—";

    /// <summary>× 100, to one decimal, half-up: 0.072 is 7.2.</summary>
    internal static string Rounded(Rational value)
    {
        var tenths = (value * 1_000).RoundHalfUp();
        var digits = System.Numerics.BigInteger.Abs(tenths).ToString(CultureInfo.InvariantCulture).PadLeft(2, '0');
        return $"{(tenths.Sign < 0 ? "-" : "")}{digits[..^1]}.{digits[^1]}";
    }
}
