using System.Runtime.CompilerServices;
using Baotuan.Indicators.Claims;
using Baotuan.Indicators.Computations;
using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Definitions;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.DataSets;

/// <summary>数据集的项: which numbers a data set asks, in which order, and why.</summary>
internal sealed class DataElementSheet() : FactSheet<DataElementRow, (string, string)>("indicator", IndicatorLeaves.DataElements)
{
    // a form posts four fields for each, and takes a hundred
    private const int Most = 20;

    public override SheetDefinition Definition { get; } = new("data-elements", "数据集的项",
        new("data_set", "数据集", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "先在“数据集”表登记", Example = "NOTICES" },
        new("indicator", "指标", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "计算是 observation、参数写这个数据集和这个编码的指标", Example = "notices_posted" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "这一天以后结束的期间要报", Example = "2022-01-01" },
        new("sort_no", "次序", SheetColumnKind.Integer) { Required = true, Help = "表上第几项", Example = "1" },
        new("why", "为什么问", SheetColumnKind.Text) { Required = true, MaxLength = 200, Help = "写给填报的人看：数什么、不数什么", Example = "贴在公开栏上的都算；补贴的旧公告不算" },
        new("least", "常见最小", SheetColumnKind.Text) { MaxLength = 20, Help = "比它小只提醒，照样收；单位同指标", Example = "0" },
        new("most", "常见最大", SheetColumnKind.Text) { MaxLength = 20, Help = "比它大只提醒，照样收", Example = "30" },
        new("valid_to", "截止日期", SheetColumnKind.Date) { Help = "这一天以后结束的期间不再问；还在问就留空", Example = "2025-12-31" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        static string? Filled(string text) => text.Length == 0 ? null : text;
        var rows = await FactRegister.StandingAsync<DataElementRow, (string, string)>(db, KeyOf, long.MaxValue, cancel);
        foreach (var e in rows.OrderBy(e => e.SetCode, StringComparer.Ordinal).ThenBy(e => e.ValidFrom).ThenBy(e => e.SortNo).ThenBy(e => e.Indicator, StringComparer.Ordinal))
        {
            yield return [e.SetCode, e.Indicator, e.ValidFrom, (long)e.SortNo, e.Why, Filled(e.Least), Filled(e.Most), e.ValidTo];
        }
    }

    protected override async Task<Func<SheetRow, DataElementRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<DataElementRow> standing, CancellationToken cancel)
    {
        var sets = (await FactRegister.StandingAsync<DataSetRow, string>(db, s => s.Code, long.MaxValue, cancel)).Select(s => s.Code).ToHashSet();
        var indicators = (await ReadDefinitions.AllAsync(db, long.MaxValue, cancel)).GroupBy(d => d.Code).ToDictionary(g => g.Key, g => g.Last());
        var asked = standing.GroupBy(e => e.SetCode).ToDictionary(g => g.Key, g => g.Select(e => e.Indicator).ToHashSet());
        return row => Read(row, sets, indicators, asked);
    }

    protected override (string, string) KeyOf(DataElementRow fact) => (fact.SetCode, fact.Indicator);

    protected override string Describe(DataElementRow fact) => $"数据集 {fact.SetCode} 从 {fact.ValidFrom:yyyy-MM-dd} 起的项 {fact.Indicator}";

    protected override Task<Refusal?> UndoProblemAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        UsedSets.UndoProblemAsync(db, db.Set<DataElementRow>().Where(e => e.ImportBatchId == batchId).Select(e => e.SetCode), cancel);

    private static DataElementRow? Read(SheetRow row, HashSet<string> sets, Dictionary<string, IndicatorInfo> indicators, Dictionary<string, HashSet<string>> asked)
    {
        if (!row.Has("data_set") || !row.Has("indicator") || !row.Has("valid_from"))
        {
            return null;
        }

        var (set, code) = (row.Text("data_set"), row.Text("indicator"));
        if (!sets.Contains(set))
        {
            row.Refuse("data_set", $"没有编码为 {set} 的数据集。请先在“数据集”表登记，或改正编码。");
        }

        CheckIndicator(row, set, code, indicators);
        Limits(row);
        var of = asked.TryGetValue(set, out var known) ? known : asked[set] = [];
        if (of.Add(code) && of.Count > Most)
        {
            row.Refuse("indicator", $"一个数据集最多 {Most} 项。请分成几个数据集。");
        }

        return new()
        {
            SetCode = set, Indicator = code, ValidFrom = row.Date("valid_from"), SortNo = (int)Math.Clamp(row.Integer("sort_no"), 0, 999), Why = row.Text("why"),
            Least = row.TextOrNull("least") ?? "", Most = row.TextOrNull("most") ?? "", ValidTo = row.DateOrNull("valid_to"),
        };
    }

    private static void CheckIndicator(SheetRow row, string set, string code, Dictionary<string, IndicatorInfo> indicators)
    {
        if (!indicators.TryGetValue(code, out var indicator) || indicator.Computation != ObservationComputation.Name)
        {
            row.Refuse("indicator", $"没有编码为 {code}、按填报计算（observation）的指标。请先在“指标定义”表登记。");
        }
        else if (Arguments.Parse(indicator.Argument) is var argument && (argument.GetValueOrDefault("set") != set || argument.GetValueOrDefault("element") != code))
        {
            row.Refuse("indicator", $"指标 {code} 的参数要写 set={set};element={code}。请改正指标定义或数据集。");
        }
        else if (indicator.Unit.Dimension is "ratio" or "year" or "rank")
        {
            row.Refuse("indicator", $"“{indicator.Unit.Chinese}”不能相加。请分别报分子和分母。");
        }
    }

    private static void Limits(SheetRow row)
    {
        var (least, most) = (Limit(row, "least"), Limit(row, "most"));
        if (least > most)
        {
            row.Refuse("most", "常见最大小于常见最小，请核对。");
        }
    }

    private static Rational? Limit(SheetRow row, string column)
    {
        if (row.TextOrNull(column) is not { } text)
        {
            return null;
        }

        if (PrintedNumber.TryParse(text, out var number))
        {
            return number.Value;
        }

        row.Refuse(column, "请只写数字和小数点。");
        return null;
    }
}
