using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.CompanyUnits;

/// <summary>联合公司份额: who holds how many units of a joint company.</summary>
internal sealed class CompanyUnitImport() : FactImport("company")
{
    /// <summary>A hundred thousand million units: beyond it a slip of the keyboard.</summary>
    private const long MaxUnits10000 = 1_000_000_000_000_000;

    public override SheetDefinition Definition { get; } = new("company-units", "联合公司份额",
        new("company", "联合公司", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "联合公司的组织编码", Example = "C01" },
        new("holder", "持有人", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "持份的组织编码", Example = "V001" },
        new("units", "份数", SheetColumnKind.Quantity) { Required = true, Help = "联合公司按份数往下分；全部退出填 0", Example = "100" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起是这样；有变动就另加一行", Example = "2018-01-01" });

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        await FactRows.UndoAsync<CompanyUnit, long>(db, batchId, "CompanyId", u => u.HolderId, cancel);
        return null;
    }

    protected override string? Unfit(OrganizationInfo owner) => owner.IsJointCompany
        ? null
        : $"{owner.Code} 的类别是“{OrganizationKinds.Chinese(owner.Kind)}”，不是联合公司。请改正编码或组织的类别。";

    protected override async Task ApplyAsync(
        ImportRun run, OrganizationInfo owner, IReadOnlyList<SheetRow> rows, OrganizationCodes codes, FactLot lot, CancellationToken cancel)
    {
        var book = await FactBook<CompanyUnit, long>.LoadAsync(run.Db, "CompanyId", owner.Id, u => u.HolderId, cancel);
        foreach (var row in rows)
        {
            var holder = await codes.FindAsync(row, "holder", cancel);
            var fact = new CompanyUnit
            {
                CompanyId = owner.Id, HolderId = holder?.Id ?? 0, Units10000 = row.Quantity("units"), ValidFrom = row.Date("valid_from"),
            };
            if (holder?.Id == owner.Id)
            {
                row.Refuse("holder", "联合公司不能持有自己的份额，请改正持有人。");
            }
            else if (holder is not null && row.Has("valid_from"))
            {
                book.CheckFirst(run, row, holder.Id, fact.ValidFrom, "holder", () => $"{owner.Code} 的持有人 {holder.Code}（{fact.ValidFrom:yyyy-MM-dd} 起）");
            }

            if (fact.Units10000 > MaxUnits10000)
            {
                row.Refuse("units", "份数太大，请检查是否多写了数字。");
            }

            if (!row.HasErrors)
            {
                Count(run, book.Take(lot, fact, (a, b) => a.Units10000 == b.Units10000));
            }
        }
    }

    protected override async Task<IEnumerable<object?[]>> ExportAsync(
        BaotuanDb db, FieldProtector fields, OrganizationInfo owner, CancellationToken cancel)
    {
        var held = FactRows.Standing(await FactRows.OfAsync<CompanyUnit>(db, "CompanyId", owner.Id, cancel), u => u.HolderId);
        var holders = await Contracts.Organizations.ByIdsAsync(db, held.Keys, cancel);
        return held.OrderBy(u => holders[u.Key].Code, StringComparer.Ordinal).SelectMany(u => u.Value)
            .Select(u => new object?[] { owner.Code, holders[u.HolderId].Code, u.Units10000, u.ValidFrom });
    }
}
