using System.Runtime.CompilerServices;
using Baotuan.Indicators.Definitions;
using Baotuan.Proofs.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Thresholds;

/// <summary>收入门槛: who counts as a weak village, by region and date.</summary>
internal sealed class ThresholdSheet() : FactSheet<ThresholdRow, (string, string, string)>("indicator", IndicatorLeaves.Thresholds)
{
    public override SheetDefinition Definition { get; } = new("income-thresholds", "收入门槛",
        new("region", "地区", SheetColumnKind.Code) { Required = true, MaxLength = 12, Help = "区划代码的前几位，或 *", Example = "330482" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起按这个门槛", Example = "2021-01-01" },
        new("rule", "判断什么", SheetColumnKind.Choice) { Required = true, Choices = [.. ThresholdRules.All.Select(r => new SheetChoice(r.Code, r.Chinese))], Help = "达标：不全满足就是薄弱村；进入、退出：全满足才进入或退出", Example = "达标" },
        new("indicator", "指标", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "按科目算的年度收入指标；几个条件各写一行", Example = "recurring_income" },
        new("comparison", "比较", SheetColumnKind.Choice) { Required = true, Choices = [.. ThresholdRules.Comparisons.Select(c => new SheetChoice(c.Code, c.Chinese))], Example = "不低于" },
        new("limit", "金额", SheetColumnKind.Amount) { Required = true, Help = "门槛，单位元", Example = "1800000.00" },
        new("basis", "依据", SheetColumnKind.Text) { Required = true, MaxLength = 300, Help = "文件名称和文号", Example = "县委办〔2021〕1号" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var t in (await FactRegister.StandingAsync<ThresholdRow, (string, string, string)>(db, KeyOf, long.MaxValue, cancel)).OrderBy(t => t.Region, StringComparer.Ordinal).ThenBy(t => t.ValidFrom).ThenBy(t => t.Id))
        {
            yield return [t.Region, t.ValidFrom, t.Rule, t.Indicator, t.Comparison, new Money(t.LimitFen), t.Basis];
        }
    }

    protected override async Task<Func<SheetRow, ThresholdRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<ThresholdRow> standing, CancellationToken cancel)
    {
        var usable = (await ReadDefinitions.AllAsync(db, long.MaxValue, cancel)).Where(d => d.Computation == "postings" && d.Unit.Code == "yuan" && d.PeriodType == Contracts.PeriodTypes.Year).Select(d => d.Code).ToHashSet();
        return row => Read(row, usable);
    }

    protected override (string, string, string) KeyOf(ThresholdRow fact) => (fact.Region, fact.Rule, fact.Indicator);

    protected override string Describe(ThresholdRow fact) => $"{fact.Region} 从 {fact.ValidFrom:yyyy-MM-dd} 起的这个条件";

    private static ThresholdRow? Read(SheetRow row, IReadOnlySet<string> usable)
    {
        if (!row.Has("region") || !row.Has("valid_from") || !row.Has("rule") || !row.Has("indicator"))
        {
            return null;
        }

        if (row.Text("region") is var region && region != "*" && !region.All(char.IsAsciiDigit))
        {
            row.Refuse("region", "地区请写区划代码的前几位，例如 33、330482，或 * 表示全部。");
        }

        if (!usable.Contains(row.Text("indicator")))
        {
            row.Refuse("indicator", $"{row.Text("indicator")} 不是按科目算的年度收入指标。请从指标列表里选，例如 recurring_income。");
        }

        return new()
        {
            Region = row.Text("region"), ValidFrom = row.Date("valid_from"), Rule = row.Choice("rule"), Indicator = row.Text("indicator"),
            Comparison = row.Choice("comparison"), LimitFen = row.Amount("limit").Fen, Basis = row.Text("basis"),
        };
    }
}
