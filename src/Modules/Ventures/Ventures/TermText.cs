using Baotuan.Kernel;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Ventures.Ventures;

/// <summary>Says a return term in one Chinese sentence.</summary>
internal static class TermText
{
    public static string Rule(ReturnTermRow term) => term.Kind switch
    {
        "fixed" => $"固定收益：按实缴本金每年 {TraceText.Percent(term.RatePpm)}，{Days(term.DayCount)}",
        "actual" => "据实分配：申报多少分多少，按本金 × 天数分到各方",
        "floor" => $"保底加实际：每年不低于实缴本金的 {TraceText.Percent(term.RatePpm)}（{Days(term.DayCount)}），申报金额更高时按申报金额",
        _ => $"利润分成：分得申报利润的 {TraceText.Percent(term.SharePpm)}"
            + (term.RatePpm > 0 ? $"，不低于实缴本金的 {TraceText.Percent(term.RatePpm)}（{Days(term.DayCount)}）" : ""),
    };

    public static string Span(ReturnTermRow term) =>
        $"{term.ValidFrom:yyyy-MM-dd} 起" + (term.ValidTo is { } to ? $"，至 {to:yyyy-MM-dd} 止" : "");

    public static string Due(ReturnTermRow term) => term.DueDay.Length == 0 ? "未约定" : $"每年 {term.DueDay} 前";

    private static string Days(string code) => !DayCounts.TryParse(code, out var kind) ? code : kind switch
    {
        DayCount.WholeYear => "按整年计，年末持有的本金计一年",
        DayCount.WholeMonths => "按整月计，不足一月不计",
        _ => $"按{kind.ChineseName()}计",
    };
}
