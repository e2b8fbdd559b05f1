using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Baotuan.Decisions.Contracts;
using Baotuan.Decisions.Figures;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Imports;

/// <summary>决策参数: local days, quorums and roles over the shipped ones, by region and day of effect.</summary>
internal sealed partial class FigureImport() : FactSheet<FigureRow, (string Name, string Region, string Kind)>("valid_from")
{
    private const string Everything = "*";
    private const string NotYours = "你没有登记决策参数的权限，请交给县级主管部门导入。";

    public override SheetDefinition Definition { get; } = new("decision-parameters", "决策参数",
        new("name", "参数", SheetColumnKind.Choice)
        {
            Required = true, Choices = [.. DecisionFigures.All.Select(f => new SheetChoice(f.Name, f.Chinese))], Help = "登记的数优先于随程序带来的数", Example = "公示天数",
        },
        new("region", "地区", SheetColumnKind.Code) { Required = true, MaxLength = 12, Help = "区划代码的前几位（33、3304、330482），或 * 表示全部", Example = "330482" },
        new("kind", "事项", SheetColumnKind.Choice)
        {
            Choices = [.. DecisionKinds.All.Select(k => new SheetChoice(k.Code, k.Chinese))], Help = "只对一类事项适用才填", Example = "",
        },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起编制的方案按这个数", Example = "2025-05-01" },
        new("value", "数值", SheetColumnKind.Text) { Required = true, MaxLength = 100, Help = "天数和人数写整数，比例写 2/3，是否写 yes 或 no，角色用 + 相连", Example = "15" },
        new("basis", "书面依据", SheetColumnKind.Text) { Required = true, MaxLength = 500, Help = "法规或章程第几条", Example = "示范章程第二十条" },
        new("note", "备注", SheetColumnKind.Text) { MaxLength = 500, Help = "有什么不确定的写在这里" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var r in Standing(await AllAsync(db, cancel)).OrderBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.Region, StringComparer.Ordinal).ThenBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.ValidFrom))
        {
            yield return [r.Name, r.Region, r.Kind == Everything ? null : r.Kind, r.ValidFrom, r.Value, r.Basis, r.Note.Length == 0 ? null : r.Note];
        }
    }

    protected override Task<FigureRow?> ReadAsync(BaotuanDb db, OrganizationCodes codes, SheetRow row, CancellationToken cancel)
    {
        if (!db.Caller.Holds(DecisionsPermissions.PathManage))
        {
            row.Refuse("name", NotYours);
        }

        var region = row.Text("region");
        if (region.Length > 0 && region != Everything && !region.All(char.IsAsciiDigit))
        {
            row.Refuse("region", "地区请写区划代码的前几位，例如 33、330482，或 * 表示全部。");
        }

        if (row.Has("name") && row.Has("value") && !Form(DecisionFigures.All.First(f => f.Name == row.Choice("name")).Form).IsMatch(row.Text("value")))
        {
            row.Refuse("value", $"“{DecisionFigures.Chinese(row.Choice("name"))}”写法不对：天数和人数写整数，比例写 2/3，是否写 yes 或 no，角色用 + 相连。");
        }

        return Task.FromResult(row.HasErrors ? null : new FigureRow
        {
            Name = row.Choice("name"), Region = region, Kind = row.ChoiceOrNull("kind") ?? Everything, ValidFrom = row.Date("valid_from"),
            Value = row.Text("value"), Basis = row.Text("basis"), Source = "登记", Note = row.TextOrNull("note") ?? "",
        });
    }

    protected override (string Name, string Region, string Kind) KeyOf(FigureRow fact) => (fact.Name, fact.Region, fact.Kind);

    protected override bool Same(FigureRow a, FigureRow b) => (a.Value, a.Basis, a.Note) == (b.Value, b.Basis, b.Note);

    protected override string Describe(SheetRow row) => $"{row.Text("region")} 从 {row.Date("valid_from"):yyyy-MM-dd} 起的“{DecisionFigures.Chinese(row.Choice("name"))}”";

    private static Regex Form(FigureForm form) => form switch
    {
        FigureForm.Days or FigureForm.Number => Whole(),
        FigureForm.Fraction => Fraction(),
        FigureForm.YesNo => YesNo(),
        _ => Codes(),
    };

    [GeneratedRegex("^[0-9]{1,3}$")]
    private static partial Regex Whole();

    [GeneratedRegex("^([1-9][0-9]{0,5}/[1-9][0-9]{0,5}|1)$")]
    private static partial Regex Fraction();

    [GeneratedRegex("^(yes|no)$")]
    private static partial Regex YesNo();

    [GeneratedRegex("^[a-z_-]+(\\+[a-z_-]+)*$")]
    private static partial Regex Codes();
}
