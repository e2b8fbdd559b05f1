using System.Globalization;

namespace Baotuan.Platform.Charts;

/// <summary>How the whole numbers of a chart are shown: the unit's name and how many of their last digits it moves behind the point.</summary>
public sealed record ChartUnit(string Text, int Places)
{
    /// <summary>Values in fen, shown in 元.</summary>
    public static readonly ChartUnit Yuan = new("元", 2);
    /// <summary>Values in fen, shown in 万元.</summary>
    public static readonly ChartUnit Wan = new("万元", 6);
    /// <summary>Values in 1/10000 mu, shown in 亩.</summary>
    public static readonly ChartUnit Mu = new("亩", 4);
    public static ChartUnit Count(string text) => new(text, 0);

    /// <summary>The exact number in this unit, trailing zeros dropped: 1234500 fen in 万元 is "1.2345".</summary>
    public string Format(long value)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture).TrimStart('-').PadLeft(Places + 1, '0');
        var whole = digits[..^Places];
        for (var i = whole.Length - 3; i > 0; i -= 3)
            whole = whole.Insert(i, ",");
        var fraction = digits[^Places..].TrimEnd('0');
        return (value < 0 ? "-" : "") + whole + (fraction.Length == 0 ? "" : "." + fraction);
    }
}
