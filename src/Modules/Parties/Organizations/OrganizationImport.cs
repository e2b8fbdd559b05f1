using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.CompanyUnits;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Parties.Members;
using Baotuan.Parties.OrgUnits;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Organizations;

/// <summary>组织: co-operatives, communities, joint companies, enterprises, bodies.</summary>
internal sealed class OrganizationImport : SheetImport
{
    public override SheetDefinition Definition { get; } = new("organizations", "组织",
        new("code", "编码", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "自己编的编码，其他表用它指认这个组织；尾差按编码顺序分，启用后不要改", Example = "V001" },
        new("name", "名称", SheetColumnKind.Text) { Required = true, Help = "登记证上的全称", Example = "示例村股份经济合作社（虚构）" },
        new("kind", "类别", SheetColumnKind.Choice)
        {
            Required = true, Choices = [.. OrganizationKinds.All.Select(k => new SheetChoice(k.Code, k.Chinese))],
            Help = "村集体经济组织和社区有成员，联合公司有持份的村", Example = "村集体经济组织",
        },
        new("credit_code", "统一社会信用代码", SheetColumnKind.CreditCode) { Help = "登记证上的 18 位代码，没有可以留空" },
        new("unit", "所属单元", SheetColumnKind.Code) { MaxLength = 40, Help = "“组织单元”表里的编码", Example = "PH-XD" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Help = "成立日期，不知道可以留空", Example = "2010-01-01" },
        new("valid_to", "截止日期", SheetColumnKind.Date) { Help = "注销日期，还在的留空" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var known = await MasterRows<Organization>.Known(run.Db).ToDictionaryAsync(o => o.Code, cancel);
        var units = await run.Db.Set<OrgUnit>().ToDictionaryAsync(u => u.Code, u => u.Id, cancel);
        var owners = known.Values.Where(o => o.CreditCode.Length > 0 && !((IMasterRow)o).Gone).ToLookup(o => o.CreditCode, o => o.Code);
        var codes = new RowsSeen<string>();
        var creditCodes = new RowsSeen<string>();
        var master = new MasterRows<Organization>(run);
        foreach (var row in rows)
        {
            Check(row, units, owners, codes, creditCodes);
            if (!row.HasErrors)
            {
                master.Take(known.GetValueOrDefault(row.Text("code")), organization => Fill(organization, row, units));
            }
        }

        await master.FinishAsync(cancel);
    }

    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        MasterRows<Organization>.UndoAsync(db, batchId, "组织", nameof(Organization.Code), brought => InUseAsync(db, brought, cancel), cancel);

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var units = await db.Set<OrgUnit>().ToDictionaryAsync(u => u.Id, u => u.Code, cancel);
        await foreach (var o in db.Set<Organization>().AsNoTracking().OrderBy(o => o.Code).AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return
            [
                o.Code, o.Name, o.Kind, Filled.OrNull(o.CreditCode), o.UnitId is { } id ? units.GetValueOrDefault(id) : null, Filled.OrNull(o.ValidFrom), o.ValidTo,
            ];
        }
    }

    private static void Check(
        SheetRow row, Dictionary<string, long> units, ILookup<string, string> owners, RowsSeen<string> codes, RowsSeen<string> creditCodes)
    {
        var code = row.TextOrNull("code");
        if (code is not null)
        {
            codes.First(row, "code", code, () => $"编码 {code}");
        }

        if (row.CreditCodeOrNull("credit_code")?.Text is { } credit && creditCodes.First(row, "credit_code", credit, () => $"统一社会信用代码 {credit}")
            && owners[credit].FirstOrDefault(other => other != code) is { } owner)
        {
            row.Refuse("credit_code", $"统一社会信用代码 {credit} 已登记给组织 {owner}，请核对。");
        }

        if (row.TextOrNull("unit") is { } unit && !units.ContainsKey(unit))
        {
            row.Refuse("unit", $"没有编码为 {unit} 的组织单元。请先在“组织单元”表登记，或改正编码。");
        }

        if (row.DateOrNull("valid_to") is { } to && to < (row.DateOrNull("valid_from") ?? Filled.Always))
        {
            row.Refuse("valid_to", "截止日期早于起始日期，请改正。");
        }
    }

    private static void Fill(Organization organization, SheetRow row, Dictionary<string, long> units)
    {
        organization.Code = row.Text("code");
        organization.Name = row.Text("name");
        organization.Kind = row.Choice("kind");
        organization.CreditCode = row.CreditCodeOrNull("credit_code")?.Text ?? "";
        organization.UnitId = row.TextOrNull("unit") is { } unit ? units[unit] : null;
        organization.ValidFrom = row.DateOrNull("valid_from") ?? Filled.Always;
        organization.ValidTo = row.DateOrNull("valid_to");
    }

    // other modules have looked after what they built on these organisations before this module's turn comes
    private static async Task<string?> InUseAsync(BaotuanDb db, IReadOnlyList<Organization> brought, CancellationToken cancel)
    {
        foreach (var organization in brought)
        {
            var id = organization.Id;
            if (await FactRows.AnyAsync<Household, string>(db, "CollectiveId", id, h => h.HouseholdNo, cancel)
                || await FactRows.AnyAsync<Membership, string>(db, "CollectiveId", id, m => m.MemberNo, cancel)
                || await FactRows.AnyAsync<ShareClass, string>(db, "CollectiveId", id, c => c.ClassCode, cancel)
                || await FactRows.AnyAsync<Share, (string, string)>(db, "CollectiveId", id, s => (s.MemberNo, s.ClassCode), cancel)
                || await FactRows.AnyAsync<CompanyUnit, long>(db, "CompanyId", id, u => u.HolderId, cancel)
                || await FactRows.AnyAsync<CompanyUnit, long>(db, "HolderId", id, u => u.CompanyId, cancel))
            {
                return $"组织 {organization.Code} 还有别处登记的户、成员、份额或持份。请先撤销后面的导入。";
            }
        }

        return null;
    }
}
