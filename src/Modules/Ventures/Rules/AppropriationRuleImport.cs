using System.Runtime.CompilerServices;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Imports;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Rules;

/// <summary>收益分配规则: in which order a collective appropriates its year, for one collective or a region, from a day on.</summary>
internal sealed class AppropriationRuleImport() : ListImport<AppropriationRuleRow, (string Scope, DateOnly ValidFrom, int StepNo)>("step")
{
    private const string Members = "members";
    private const string Withholding = "withholding";

    public override SheetDefinition Definition { get; } = new("appropriation-rules", "收益分配规则",
        new("scope", "适用范围", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "组织编码，或区划代码的前几位（33、3304、330482），或 * 表示全部", Example = "330482" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "同一天起的几行合成一套规则", Example = "2021-01-01" },
        new("step", "步骤", SheetColumnKind.Integer) { Required = true, Help = "先后次序", Example = "2" },
        new("kind", "事项", SheetColumnKind.Choice)
        {
            Required = true, Choices = [.. RuleBook.Kinds.Select(k => new SheetChoice(k.Code, k.Chinese))],
            Help = "最后一步必须是向成员分配", Example = "提取公积公益金",
        },
        new("rate", "比例", SheetColumnKind.Ppm) { Help = "提取占当年净收益；分配占可分配收益；弥补亏损不填", Example = "30%" },
        new("basis", "书面依据", SheetColumnKind.Text) { Required = true, MaxLength = 500, Help = "法规或章程第几条，印在公示表上", Example = "章程第二十条" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rules = ListRows.Standing<AppropriationRuleRow>(db).OrderBy(r => r.Scope).ThenBy(r => r.ValidFrom).ThenBy(r => r.StepNo);
        foreach (var r in await rules.ToListAsync(cancel))
        {
            yield return [r.Scope, r.ValidFrom, r.StepNo, r.Kind, r.Kind == "cover_losses" ? null : r.RatePpm, Filled.OrNull(r.Basis)];
        }
    }

    protected override async Task<AppropriationRuleRow?> ReadAsync(ImportCodes codes, SheetRow row, CancellationToken cancel)
    {
        var scope = row.Text("scope");
        var region = scope.Length is >= 2 and <= 12 && scope.All(char.IsAsciiDigit);
        if (scope.Length > 0 && scope != "*" && !region)
        {
            await codes.OrganizationAsync(row, "scope", cancel);
        }

        CheckRate(row);
        if (row.Has("step") && row.Integer("step") is < 1 or > 99)
        {
            row.Refuse("step", "步骤应是 1 至 99 的整数。");
            return null;
        }

        return !row.Has("scope") || !row.Has("valid_from") || !row.Has("step") ? null : new AppropriationRuleRow
        {
            Scope = scope,
            ValidFrom = row.Date("valid_from"),
            StepNo = (int)row.Integer("step"),
            Kind = row.Choice("kind"),
            RatePpm = row.PpmOrNull("rate") ?? 0,
            Basis = row.Text("basis"),
        };
    }

    protected override (string Scope, DateOnly ValidFrom, int StepNo) KeyOf(AppropriationRuleRow item) => (item.Scope, item.ValidFrom, item.StepNo);

    protected override bool Same(AppropriationRuleRow a, AppropriationRuleRow b) => (a.Kind, a.RatePpm, a.Basis) == (b.Kind, b.RatePpm, b.Basis);

    protected override string Describe(SheetRow row, AppropriationRuleRow item) => $"{item.Scope} 从 {item.ValidFrom:yyyy-MM-dd} 起的第 {item.StepNo} 步";

    protected override void CheckTogether(
        IReadOnlyList<(SheetRow Row, AppropriationRuleRow Item)> added, IReadOnlyList<AppropriationRuleRow> standing)
    {
        var lists = added.Select(a => (Row: (SheetRow?)a.Row, a.Item)).Concat(standing.Select(s => (Row: (SheetRow?)null, Item: s)))
            .GroupBy(r => (r.Item.Scope, r.Item.ValidFrom));
        foreach (var list in lists.Where(l => l.Any(r => r.Row is not null)))
        {
            var steps = list.Where(r => r.Item.Kind != Withholding).OrderBy(r => r.Item.StepNo).ToList();
            if (steps.Count(r => r.Item.Kind == Members) == 1 && steps[^1].Item.Kind == Members)
            {
                continue;
            }

            foreach (var (row, _) in list.Where(r => r.Row is { HasErrors: false }))
            {
                row!.Refuse("kind", $"{list.Key.Scope} 从 {list.Key.ValidFrom:yyyy-MM-dd} 起的规则必须以“向成员分配”结尾，并且只有这一条，请补齐或改正。");
            }
        }
    }

    private static void CheckRate(SheetRow row)
    {
        var kind = row.Choice("kind");
        if (kind == "cover_losses" && row.Has("rate"))
        {
            row.Refuse("rate", "弥补亏损不填比例，请删去。");
        }
        else if (kind is "reserve" or Members or Withholding && row.IsEmpty("rate"))
        {
            row.Refuse("rate", "没有填比例，请填写，例如 30%。");
        }
        else if (row.PpmOrNull("rate") > 1_000_000)
        {
            row.Refuse("rate", "比例不能超过 100%。");
        }
    }
}
