using System.Runtime.CompilerServices;
using Baotuan.Indicators.Computations;
using Baotuan.Indicators.Contracts;
using Baotuan.Proofs.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Definitions;

/// <summary>指标定义: an installation's own indicators, and later versions of any.</summary>
internal sealed class DefinitionSheet() : FactSheet<DefinitionRow, string>("code", IndicatorLeaves.Definitions)
{
    public override SheetDefinition Definition { get; } = new("indicators", "指标定义",
        new("code", "指标编码", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "小写英文；用已有的编码就是改定义", Example = "village_principal" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起按这个定义；已公布的数仍按原定义", Example = "2025-01-01" },
        new("name", "名称", SheetColumnKind.Text) { Required = true, MaxLength = 60, Help = "表头和简报里的名称", Example = "村集体在投本金" },
        new("name_en", "英文名称", SheetColumnKind.Text) { Required = true, MaxLength = 80, Help = "接口和英文材料里的名称", Example = "Principal of villages" },
        new("unit", "单位", SheetColumnKind.Choice) { Required = true, Choices = [.. MeasureUnits.All.Select(u => new SheetChoice(u.Code, u.Chinese))], Help = "换版本不能换成另一类单位", Example = "元" },
        new("period_type", "期间类别", SheetColumnKind.Choice) { Required = true, Choices = [.. PeriodTypes.All.Select(t => new SheetChoice(t.Code, t.Chinese))], Help = "时点看期间最后一天", Example = "时点" },
        new("computation", "计算", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "程序里的计算，见指标页", Example = "principal" },
        new("argument", "参数", SheetColumnKind.Text) { MaxLength = 300, Help = "写成 名=值，几项用分号隔开，几个值用 + 相连", Example = "kinds=village_cooperative" },
        new("qualifier", "口径", SheetColumnKind.Choice) { Choices = [.. NumberQualifiers.All.Select(q => new SheetChoice(q.Code, q.Chinese))], Help = "留空就是准确", Example = "准确" },
        new("definition", "定义", SheetColumnKind.Text) { Required = true, MaxLength = 500, Help = "算什么、不算什么", Example = "股权登记簿上村集体的实缴本金相加" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var d in (await FactRegister.StandingAsync<DefinitionRow, string>(db, d => d.Code, long.MaxValue, cancel)).OrderBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.ValidFrom))
        {
            yield return [d.Code, d.ValidFrom, d.Name, d.NameEn, d.Unit, d.PeriodType, d.Computation, d.Argument.Length == 0 ? null : d.Argument, d.Qualifier, d.Definition];
        }
    }

    protected override async Task<Func<SheetRow, DefinitionRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<DefinitionRow> standing, CancellationToken cancel)
    {
        var known = await ReadDefinitions.AllAsync(db, long.MaxValue, cancel);
        return row => Read(row, db, known);
    }

    private static DefinitionRow? Read(SheetRow row, BaotuanDb db, IReadOnlyList<IndicatorInfo> known)
    {
        if (!row.Has("code") || !row.Has("valid_from"))
        {
            return null;
        }

        Check(row, db, known);
        return new()
        {
            Code = row.Text("code"), ValidFrom = row.Date("valid_from"), Name = row.Text("name"), NameEn = row.Text("name_en"), Unit = row.Choice("unit"),
            PeriodType = row.Choice("period_type"), Computation = row.Text("computation"), Argument = row.TextOrNull("argument") ?? "",
            Qualifier = row.ChoiceOrNull("qualifier") ?? NumberQualifiers.Exact, Definition = row.Text("definition"),
        };
    }

    protected override string KeyOf(DefinitionRow fact) => fact.Code;

    protected override string Describe(DefinitionRow fact) => $"指标 {fact.Code} 从 {fact.ValidFrom:yyyy-MM-dd} 起的定义";

    private static void Check(SheetRow row, BaotuanDb db, IReadOnlyList<IndicatorInfo> all)
    {
        var code = row.Text("code");
        if (code.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789_"))
        {
            row.Refuse("code", "指标编码只用小写英文字母、数字和下划线。");
        }

        if (row.Has("computation") && InstalledComputations.Find(db.Modules, row.Text("computation")) is null)
        {
            row.Refuse("computation", $"程序里没有名为 {row.Text("computation")} 的计算。请从指标页列出的计算里选。");
        }

        var argument = Arguments.TryParse(row.TextOrNull("argument") ?? "");
        if (argument is null)
        {
            row.Refuse("argument", "参数请写成 名=值，几项用分号隔开，例如 kinds=village_cooperative+community。");
        }
        else if (row.Has("computation") && InstalledComputations.Find(db.Modules, row.Text("computation"))?.ArgumentProblem(argument) is { } problem)
        {
            row.Refuse("argument", problem);
        }

        if (row.Has("unit") && all.LastOrDefault(d => d.Code == code) is { } known && known.Unit.Dimension != MeasureUnits.Of(row.Choice("unit")).Dimension)
        {
            row.Refuse("unit", $"“{known.Name}”的单位是{known.Unit.Chinese}，新版本不能换成另一类单位。请另取一个编码。");
        }
    }
}
