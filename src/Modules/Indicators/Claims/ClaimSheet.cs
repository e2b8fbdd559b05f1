using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Definitions;
using Baotuan.Proofs.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Claims;

/// <summary>公开说法: numbers that somebody published, to be laid beside our own.</summary>
internal sealed partial class ClaimSheet() : FactSheet<ClaimRow, string>("code", IndicatorLeaves.Claims)
{
    public override SheetDefinition Definition { get; } = new("claims", "公开说法",
        new("code", "编号", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "这份材料里的编号", Example = "F40" },
        new("published_on", "公开日期", SheetColumnKind.Date) { Required = true, Help = "不知道哪一天就填月末", Example = "2022-12-31" },
        new("source", "出处", SheetColumnKind.Text) { Required = true, MaxLength = 300, Help = "报刊、网页或文件", Example = "《示例日报》2022年12月" },
        new("text", "原文", SheetColumnKind.Text) { Required = true, MaxLength = 300, Help = "照抄有这个数的几个字", Example = "该项目已累计分红7726万元" },
        new("about", "说的是谁", SheetColumnKind.Text) { MaxLength = 200, Help = "人、地方、项目", Example = "智创园" },
        new("value", "数", SheetColumnKind.Text) { MaxLength = 24, Help = "照原文写数字和小数位；没有数字就留空", Example = "7726" },
        new("unit", "单位", SheetColumnKind.Choice) { Choices = [.. MeasureUnits.All.Select(u => new SheetChoice(u.Code, u.Chinese))], Help = "照原文的单位，不要换算", Example = "万元" },
        new("qualifier", "口径", SheetColumnKind.Choice) { Choices = [.. NumberQualifiers.All.Select(q => new SheetChoice(q.Code, q.Chinese))], Help = "原文带“余”“超”“约”“预计”时照选，留空就是准确", Example = "准确" },
        new("period", "期间", SheetColumnKind.Period) { Help = "数说的是哪段时间；时点写到那一天为止", Example = "2018-01-01..2022-12-31" },
        new("indicator", "指标", SheetColumnKind.Code) { MaxLength = 40, Help = "用哪个指标核对；还不能算就留空", Example = "return_paid" },
        new("scope", "范围", SheetColumnKind.Text) { MaxLength = 200, Help = "*、unit:单位编码、organization:组织编码或 venture:项目编码", Example = "venture:ZCY" },
        new("earlier_on", "更早的日期", SheetColumnKind.Date) { Help = "同样的数已经按哪一天公开过", Example = "2022-06-30" },
        new("earlier_source", "更早的出处", SheetColumnKind.Text) { MaxLength = 300, Help = "在哪里公开过", Example = "《示例日报》2022年7月" },
        new("awaits", "还缺什么", SheetColumnKind.Text) { MaxLength = 200, Help = "要有什么登记才能算", Example = "规上企业产值" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        static string? Filled(string text) => text.Length == 0 ? null : text;
        foreach (var c in (await FactRegister.StandingAsync<ClaimRow, string>(db, c => c.Code, long.MaxValue, cancel)).OrderBy(c => c.Code, StringComparer.Ordinal).ThenBy(c => c.ValidFrom))
        {
            yield return
            [
                c.Code, c.ValidFrom, c.Source, c.Text, Filled(c.About), Filled(c.Printed), Filled(c.Unit), c.Qualifier,
                c.PeriodStart is { } start ? new Period(start, c.PeriodEnd!.Value) : null, Filled(c.Indicator), Filled(c.Scope), c.EarlierOn, Filled(c.EarlierSource), Filled(c.Awaits),
            ];
        }
    }

    protected override async Task<Func<SheetRow, ClaimRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<ClaimRow> standing, CancellationToken cancel)
    {
        var indicators = (await ReadDefinitions.AllAsync(db, long.MaxValue, cancel)).GroupBy(d => d.Code).ToDictionary(g => g.Key, g => g.Last());
        return row => Read(row, indicators);
    }

    protected override string KeyOf(ClaimRow fact) => fact.Code;

    protected override string Describe(ClaimRow fact) => $"{fact.ValidFrom:yyyy-MM-dd} 公开的说法 {fact.Code}";

    private static ClaimRow? Read(SheetRow row, IReadOnlyDictionary<string, IndicatorInfo> indicators)
    {
        if (!row.Has("code") || !row.Has("published_on"))
        {
            return null;
        }

        CheckNumber(row);
        CheckBinding(row, indicators);
        if (row.DateOrNull("earlier_on") is { } earlier && earlier >= row.Date("published_on"))
        {
            row.Refuse("earlier_on", "更早的日期应早于公开日期，请核对。");
        }

        return new()
        {
            Code = row.Text("code"), ValidFrom = row.Date("published_on"), Source = row.Text("source"), Text = row.Text("text"), About = row.TextOrNull("about") ?? "",
            Printed = row.TextOrNull("value") ?? "", Unit = row.ChoiceOrNull("unit") ?? "", Qualifier = row.ChoiceOrNull("qualifier") ?? NumberQualifiers.Exact,
            PeriodStart = row.PeriodOrNull("period")?.Start, PeriodEnd = row.PeriodOrNull("period")?.End, Indicator = row.TextOrNull("indicator") ?? "",
            Scope = row.TextOrNull("scope") ?? "", EarlierOn = row.DateOrNull("earlier_on"), EarlierSource = row.TextOrNull("earlier_source") ?? "", Awaits = row.TextOrNull("awaits") ?? "",
        };
    }

    private static void CheckNumber(SheetRow row)
    {
        if (row.TextOrNull("value") is { } value && !PrintedNumber.TryParse(value, out _))
        {
            row.Refuse("value", "请照原文只写数字和小数点，例如 1.54；“余”“超”“约”选在口径里。");
        }

        if (row.Has("value") && row.IsEmpty("unit"))
        {
            row.Refuse("unit", "有数就要有单位，请选原文的单位。");
        }
        else if (row.IsEmpty("value") && row.Has("unit"))
        {
            row.Refuse("value", "选了单位，没有写数。请照原文写，或删去单位。");
        }
    }

    private static void CheckBinding(SheetRow row, IReadOnlyDictionary<string, IndicatorInfo> indicators)
    {
        if (row.TextOrNull("indicator") is not { } code)
        {
            return;
        }

        if (!indicators.TryGetValue(code, out var indicator))
        {
            row.Refuse("indicator", $"没有编码为 {code} 的指标。请先在“指标定义”表登记，或改正编码。");
        }
        else if (row.IsEmpty("value"))
        {
            row.Refuse("value", "没有数的说法不能用指标核对。请写数，或删去指标。");
        }
        else if (row.ChoiceOrNull("unit") is { } unit && MeasureUnits.Of(unit).Dimension != indicator.Unit.Dimension)
        {
            row.Refuse("unit", $"“{MeasureUnits.Of(unit).Chinese}”和指标“{indicator.Name}”的单位“{indicator.Unit.Chinese}”不是一类，不能比较。请改正单位或指标。");
        }

        if (row.IsEmpty("period"))
        {
            row.Refuse("period", "用指标核对要写期间。");
        }

        if (!Scope().IsMatch(row.TextOrNull("scope") ?? ""))
        {
            row.Refuse("scope", "用指标核对要写范围：*、unit:单位编码、organization:组织编码或 venture:项目编码（几个用 + 相连）。");
        }
    }

    [GeneratedRegex(@"^(\*|(unit|organization|venture):\S+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Scope();
}
