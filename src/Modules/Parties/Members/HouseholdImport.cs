using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Members;

/// <summary>户: the households of a collective.</summary>
internal sealed class HouseholdImport() : FactImport("organization")
{
    public override SheetDefinition Definition { get; } = new("households", "户",
        new("organization", "组织", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "村集体经济组织的编码", Example = "V001" },
        new("household_no", "户号", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "本村里不重复的户号", Example = "0001" },
        new("group", "村民小组", SheetColumnKind.Text) { MaxLength = 60, Help = "公示表按小组排列", Example = "3 组" },
        new("head_no", "户代表成员号", SheetColumnKind.Code) { MaxLength = 40, Help = "“成员”表里的成员号，没有定可以留空", Example = "00001" },
        new("valid_from", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起是这样；有变动就另加一行", Example = "2018-01-01" });

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        await FactRows.UndoAsync<Household, string>(db, batchId, "CollectiveId", h => h.HouseholdNo, cancel);
        return null;
    }

    protected override async Task ApplyAsync(
        ImportRun run, OrganizationInfo owner, IReadOnlyList<SheetRow> rows, OrganizationCodes codes, FactLot lot, CancellationToken cancel)
    {
        var book = await FactBook<Household, string>.LoadAsync(run.Db, "CollectiveId", owner.Id, h => h.HouseholdNo, cancel);
        foreach (var row in rows)
        {
            var fact = new Household
            {
                CollectiveId = owner.Id,
                HouseholdNo = row.Text("household_no"),
                GroupName = row.TextOrNull("group") ?? "",
                HeadNo = row.TextOrNull("head_no") ?? "",
                ValidFrom = row.Date("valid_from"),
            };
            if (row.Has("household_no") && row.Has("valid_from"))
            {
                book.CheckFirst(run, row, fact.HouseholdNo, fact.ValidFrom, "household_no", () => $"{owner.Code} 的户 {fact.HouseholdNo}（{fact.ValidFrom:yyyy-MM-dd} 起）");
            }

            if (!row.HasErrors)
            {
                Count(run, book.Take(lot, fact, (a, b) => a.GroupName == b.GroupName && a.HeadNo == b.HeadNo));
            }
        }
    }

    protected override async Task<IEnumerable<object?[]>> ExportAsync(
        BaotuanDb db, FieldProtector fields, OrganizationInfo owner, CancellationToken cancel) =>
        FactRows.Standing(await FactRows.OfAsync<Household>(db, "CollectiveId", owner.Id, cancel), h => h.HouseholdNo)
            .OrderBy(h => h.Key, StringComparer.Ordinal).SelectMany(h => h.Value)
            .Select(h => new object?[] { owner.Code, h.HouseholdNo, Filled.OrNull(h.GroupName), Filled.OrNull(h.HeadNo), h.ValidFrom });
}
