using Baotuan.Engine.Distributions;
using Baotuan.Kernel;

namespace Baotuan.Ventures.Contracts;

/// <summary>Says in plain Chinese how a line came about, step by step, with the figures a calculator can check.</summary>
public static class TraceText
{
    public static IReadOnlyList<string> Of(DistributionPreview preview, PlannedLine line)
    {
        var sentences = new List<string>();
        foreach (var step in line.Steps)
        {
            sentences.AddRange(Leg(preview.Plan.Legs[step.Leg], step));
        }

        if (line.Steps.Count > 1)
        {
            sentences.Add($"各段相加：应得 {Yuan(line.Entitlement)} 元");
        }

        if (line.Exact != line.Entitlement)
        {
            sentences.Add($"按应分总额 {preview.Plan.Pool.Format()} 元折算：精确应得 {Yuan(line.Exact)} 元");
        }

        sentences.Add(Rounding(line));
        return sentences;
    }

    private static IEnumerable<string> Leg(Leg leg, LineStep step)
    {
        var span = $"{leg.Term.PhaseCode} 期 {leg.Stretch.Start:yyyy-MM-dd} 至 {leg.Stretch.End:yyyy-MM-dd}";
        var byDays = leg.Basis == LegBasis.PrincipalDays;
        string Factor(Rational f) => byDays ? $"{f} 天" : $"{f} 年（{leg.Term.DayCount.ChineseName()}）";
        if (step.OpeningPrincipalFen != 0)
        {
            yield return $"{span}：期初本金 {new Money(step.OpeningPrincipalFen).Format()} 元 × {Factor(step.OpeningFactor)}";
        }

        foreach (var change in step.Changes)
        {
            yield return $"{change.On:yyyy-MM-dd} 变动 {new Money(change.AmountFen).Format()} 元 × {Factor(change.Factor)}";
        }

        yield return byDays
            ? $"按本金×天数分配申报的 {leg.DeclaredPool?.Format()} 元：{Yuan(step.Amount)} 元"
            : $"年利率 {Percent(leg.Term.RatePpm)}：{Yuan(step.Amount)} 元";
    }

    private static string Rounding(PlannedLine line)
    {
        var floor = line.Exact.FloorToFen();
        return line.Exact.IsInteger
            ? $"正好到分：{line.Amount.Format()} 元"
            : line.Amount == floor
                ? $"先取到分 {floor.Format()} 元；余数 {(line.Exact - floor.Fen).ToDecimalString(6)} 分较小，不再加 1 分"
                : $"先取到分 {floor.Format()} 元；余数 {(line.Exact - floor.Fen).ToDecimalString(6)} 分较大，分得剩余的 1 分：{line.Amount.Format()} 元";
    }

    private static string Yuan(Rational fen) => (fen / 100).ToDecimalString(8);

    /// <summary>A rate in ppm as a percentage: 100000 → 10%.</summary>
    public static string Percent(long ppm) => $"{new Rational(ppm, 10_000).ToDecimalString(4)}%";
}
