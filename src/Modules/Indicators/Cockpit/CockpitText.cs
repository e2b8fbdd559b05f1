using Baotuan.Indicators.Briefings;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;

namespace Baotuan.Indicators.Cockpit;

/// <summary>A number as it is read from some metres away: money in 万元 or 亿元, at most two digits behind the point.</summary>
internal static class CockpitText
{
    private static readonly MeasureUnit Wan = MeasureUnits.Of("wan_yuan");
    private static readonly MeasureUnit Yi = MeasureUnits.Of("yi_yuan");

    public static string Of(Reading reading)
    {
        if (reading.Value is not { } value)
        {
            return "—";
        }

        var unit = reading.Indicator.Unit;
        if (unit.Dimension != Wan.Dimension)
        {
            return NumberText.Plain(value, unit, null);
        }

        var yuan = value * unit.Factor;
        var size = yuan.Sign < 0 ? Rational.Zero - yuan : yuan;
        var shown = size >= Yi.Factor ? Yi : size >= Wan.Factor ? Wan : MeasureUnits.Of("yuan");
        return NumberText.Plain(yuan / shown.Factor, shown, null);
    }
}
