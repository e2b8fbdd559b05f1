using Baotuan.Indicators.Contracts;
using Baotuan.Platform.Pages;

namespace Baotuan.Indicators.Briefings;

/// <summary>The table at the end: where each number comes from.</summary>
internal static class NumberTable
{
    public static readonly IReadOnlyList<string> Heads = ["序号", "数", "指标", "范围", "期间", "记录", "定义"];

    public static string Caption(Briefing briefing) => briefing.Numbers.Count == 0 ? "" :
        $"数字来源：{(briefing.Numbers.Any(n => n.IsPrinted) ? "“报道原数”照录，右边几列是用来核对它的指标；其余每个数" : "每个数")}都从登记的记录算出，按{Known(briefing.KnownAtMs)}已经登记的记录";

    private static string Known(long atMs) => atMs == long.MaxValue ? "生成时" : $" {ChinaTime.Text(atMs)} ";

    public static IReadOnlyList<string> Cells(BriefingNumber number) =>
    [
        number.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), number.IsPrinted ? $"{number.Text}（报道原数）" : number.Text, number.Reading.Indicator.Name, number.Reading.Scope.Name, number.Reading.PeriodText,
        $"{number.Reading.Records} 条",
        $"{number.Reading.Indicator.Definition}（第 {number.Reading.Indicator.Version} 版）{(number.Claim is { } claim ? $"；核对：{claim.Text}，{claim.Source}" : "")}",
    ];
}
