using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.Imports;
using Baotuan.Parties.Organizations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.OrgUnits;

/// <summary>组织单元: the tree of county, towns and zones, villages.</summary>
internal sealed class OrgUnitImport : SheetImport
{
    private static readonly SheetChoice[] Levels =
        [new("county", "县（市、区）"), new("town", "镇（街道）"), new("zone", "开发区"), new("village", "村（社区）"), new("other", "其他")];

    public override SheetDefinition Definition { get; } = new("org-units", "组织单元",
        new("code", "编码", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "自己编的编码，其他表用它指认这个单元", Example = "PH-XD" },
        new("name", "名称", SheetColumnKind.Text) { Required = true, Help = "全称", Example = "新埭镇" },
        new("parent", "上级", SheetColumnKind.Code) { MaxLength = 40, Help = "上级单元的编码，最上一级留空", Example = "PH" },
        new("level", "级别", SheetColumnKind.Choice) { Required = true, Choices = Levels, Help = "按级别汇总时用", Example = "镇（街道）" },
        new("statistical_code", "统计代码", SheetColumnKind.DivisionCode) { Help = "统计用区划代码，按地区适用分配规则时用", Example = "330482104000" },
        new("credit_code", "统一社会信用代码", SheetColumnKind.CreditCode) { Help = "有法人资格的才填" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Help = "从哪一天起有这个单元，不知道可以留空", Example = "2010-01-01" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var known = await MasterRows<OrgUnit>.Known(run.Db).ToDictionaryAsync(u => u.Code, cancel);
        var byCode = FirstOfEachCode(rows);
        ParentRows.Check(byCode, ParentsOf([.. known.Values.Where(u => !((IMasterRow)u).Gone)]), "parent", "组织单元");
        var good = byCode.Where(r => !r.Value.HasErrors).ToList();
        var ids = known.Values.ToDictionary(u => u.Code, u => u.Id);
        var added = good.Select(r => r.Key).Where(code => !ids.ContainsKey(code)).ToList();
        var id = await MasterRows<OrgUnit>.FirstIdAsync(run.Db, added.Count, cancel);
        added.ForEach(code => ids.Add(code, id++));
        var master = new MasterRows<OrgUnit>(run);
        foreach (var (code, row) in good)
        {
            master.Take(known.GetValueOrDefault(code), unit => Fill(unit, row, ids));
        }

        await master.FinishAsync(cancel);
    }

    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        MasterRows<OrgUnit>.UndoAsync(db, batchId, "组织单元", nameof(OrgUnit.Code), brought => InUseAsync(db, brought, cancel), cancel);

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var units = await db.Set<OrgUnit>().AsNoTracking().OrderBy(u => u.Code).ToListAsync(cancel);
        var codes = units.ToDictionary(u => u.Id, u => u.Code);
        foreach (var unit in units)
        {
            yield return
            [
                unit.Code, unit.Name, unit.ParentId is { } id ? codes.GetValueOrDefault(id) : null, unit.Level, Filled.OrNull(unit.StatisticalCode),
                Filled.OrNull(unit.CreditCode), Filled.OrNull(unit.ValidFrom),
            ];
        }
    }

    private static Dictionary<string, string?> ParentsOf(IReadOnlyList<OrgUnit> units)
    {
        var codes = units.ToDictionary(u => u.Id, u => u.Code);
        return units.ToDictionary(u => u.Code, u => u.ParentId is { } id ? codes.GetValueOrDefault(id) : null);
    }

    private static Dictionary<string, SheetRow> FirstOfEachCode(IEnumerable<SheetRow> rows)
    {
        var seen = new RowsSeen<string>();
        var byCode = new Dictionary<string, SheetRow>();
        foreach (var row in rows)
        {
            if (row.TextOrNull("code") is { } code && seen.First(row, "code", code, () => $"编码 {code}"))
            {
                byCode.Add(code, row);
            }
        }

        return byCode;
    }

    private static void Fill(OrgUnit unit, SheetRow row, Dictionary<string, long> ids)
    {
        unit.Code = row.Text("code");
        unit.Id = ids[unit.Code];
        unit.Name = row.Text("name");
        unit.ParentId = row.TextOrNull("parent") is { } parent ? ids[parent] : null;
        unit.Level = row.Choice("level");
        unit.StatisticalCode = row.DivisionCodeOrNull("statistical_code")?.Text ?? "";
        unit.CreditCode = row.CreditCodeOrNull("credit_code")?.Text ?? "";
        unit.ValidFrom = row.DateOrNull("valid_from") ?? Filled.Always;
    }

    private static async Task<string?> InUseAsync(BaotuanDb db, IReadOnlyList<OrgUnit> brought, CancellationToken cancel)
    {
        var ids = brought.Select(u => u.Id).ToHashSet();
        var links = await db.Set<OrgUnit>().Where(u => u.ParentId != null).Select(u => new { u.Id, u.Code, u.ParentId }).ToListAsync(cancel);
        if (links.FirstOrDefault(u => ids.Contains(u.ParentId!.Value) && !ids.Contains(u.Id)) is { } below)
        {
            return $"组织单元 {below.Code} 的上级是这次导入的。请先撤销后面的导入，或改正它的上级。";
        }

        var members = await db.Set<Organization>().Where(o => o.UnitId != null).Select(o => new { o.Code, o.UnitId }).ToListAsync(cancel);
        return members.FirstOrDefault(o => ids.Contains(o.UnitId!.Value)) is { } inside
            ? $"组织 {inside.Code} 属于这次导入的组织单元。请先撤销后面的导入，或改正它的所属单元。"
            : null;
    }
}
