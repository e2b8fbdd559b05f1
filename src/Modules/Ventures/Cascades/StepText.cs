using Baotuan.Kernel;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Rules;

namespace Baotuan.Ventures.Cascades;

/// <summary>Says the steps of an appropriation in Chinese.</summary>
internal static class StepText
{
    public static string Name(string kind) => RuleBook.Kinds.FirstOrDefault(k => k.Code == kind).Chinese ?? kind;

    public static string Rate(string kind, long ppm) => kind == "cover_losses" ? "" : TraceText.Percent(ppm);

    /// <summary>What the rate is taken of.</summary>
    public static string Base(string kind) => kind switch
    {
        "cover_losses" => "以前年度亏损",
        "reserve" => "本年净收益",
        _ => "可分配收益",
    };

    /// <summary>Undistributed income of earlier years that members get on top of this year's; zero where there was none or a loss.</summary>
    public static Money Carried(IReadOnlyList<CascadeStepInfo> steps)
    {
        var reserve = steps.FirstOrDefault(s => s.Kind == "reserve");
        var members = steps.FirstOrDefault(s => s.Kind == "members");
        var carried = reserve is null || members is null ? Money.Zero : members.Base + reserve.Amount - reserve.Base;
        return carried > Money.Zero ? carried : Money.Zero;
    }

    /// <summary>What one share of factor 1 brings, exact, in fen; null where there are no shares.</summary>
    public static Rational? PerShare(Money pool, Rational shares) => shares.Sign == 0 ? null : pool.Fen / shares;

    public static string Shares(Rational shares) => shares.ToDecimalString(4);
}
