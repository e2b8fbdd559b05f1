using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Quotas;
using Baotuan.Ventures.Register;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>用地指标</summary>
internal sealed class LandQuotaSheet : SheetImport
{
    public override SheetDefinition Definition { get; } = new(
        "land-quotas", "用地指标",
        new SheetColumn("parcel", "指标编号", SheetColumnKind.Code) { Required = true, MaxLength = 60, Example = "ZB-2016-001" },
        Columns.Holder("holder", "持有方"),
        new SheetColumn("parent", "由此拆分", SheetColumnKind.Code) { Help = "拆分前的指标编号；各子指标面积之和等于它" },
        new SheetColumn("area", "面积（亩）", SheetColumnKind.Area) { Required = true, Example = "12.5" },
        Columns.Note("acceptance_no", "验收文号"),
        Columns.Date("accepted_on", "验收日期", "复垦验收的日期", required: false),
        Columns.Note("note", "备注"));

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var organizations = new OrganizationCodes(run.Db);
        var standing = await run.Db.Set<LandQuota>().AsTracking().ToDictionaryAsync(q => q.ParcelCode, cancel);
        var used = (await Withdrawals.Standing<Contribution>(run.Db).Where(c => c.QuotaId != null).Select(c => c.QuotaId!.Value).ToListAsync(cancel)).ToHashSet();
        var seen = new RowsSeen<string>();
        var good = new Dictionary<string, (SheetRow Row, long HolderId)>();
        foreach (var row in rows)
        {
            var holder = await organizations.FindAsync(row, "holder", cancel);
            if (row.AreaOrNull("area") is { Mu10000: <= 0 })
            {
                row.Refuse("area", "面积必须大于零。");
            }

            if (!row.HasErrors && seen.First(row, "parcel", row.Text("parcel"), () => $"指标 {row.Text("parcel")}"))
            {
                good.Add(row.Text("parcel"), (row, holder!.Id));
            }
        }

        ParentRows.Check(
            good.ToDictionary(g => g.Key, g => g.Value.Row),
            standing.Values.ToDictionary(q => q.ParcelCode, q => standing.Values.FirstOrDefault(p => p.Id == q.ParentId)?.ParcelCode),
            "parent", "用地指标");
        CheckAreas(good, standing, used);
        await SaveAsync(run, good, standing, cancel);
    }

    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        MasterRows<LandQuota>.UndoAsync(db, batchId, "用地指标", nameof(LandQuota.ParcelCode), async brought =>
        {
            var ids = brought.Select(q => q.Id).ToArray();
            var used = await Withdrawals.Standing<Contribution>(db).Where(c => c.QuotaId != null && ids.Contains(c.QuotaId.Value)).Select(c => c.QuotaId).FirstOrDefaultAsync(cancel)
                ?? await db.Set<LandQuota>().Where(q => q.ParentId != null && ids.Contains(q.ParentId.Value) && !ids.Contains(q.Id)).Select(q => q.ParentId).FirstOrDefaultAsync(cancel);
            return used is { } id ? $"指标 {brought.First(q => q.Id == id).ParcelCode} 已用于出资或已拆分。" : null;
        }, cancel);

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var codes = (await Organizations.ListAsync(db, null, cancel)).ToDictionary(o => o.Id, o => o.Code);
        var rows = await db.Set<LandQuota>().AsNoTracking().OrderBy(q => q.ParcelCode).ToListAsync(cancel);
        var parcels = rows.ToDictionary(q => q.Id, q => q.ParcelCode);
        foreach (var q in rows)
        {
            yield return [q.ParcelCode, codes[q.HolderId], q.ParentId is { } p ? parcels[p] : null, new LandArea(q.AreaMu10000), q.AcceptanceNo, q.AcceptedOn, q.Note];
        }
    }

    /// <summary>A split conserves area: the children of a parcel add up to it. A parcel that was used is not split, nor changed.</summary>
    private static void CheckAreas(
        Dictionary<string, (SheetRow Row, long HolderId)> rows, Dictionary<string, LandQuota> standing, HashSet<long> used)
    {
        long AreaOf(string code) => rows.TryGetValue(code, out var r) ? r.Row.Area("area").Mu10000 : standing[code].AreaMu10000;
        foreach (var split in rows.Values.Where(r => !r.Row.HasErrors && r.Row.Has("parent")).GroupBy(r => r.Row.TextOrNull("parent")!))
        {
            var parent = standing.GetValueOrDefault(split.Key);
            var siblings = parent is null ? [] : standing.Values.Where(q => q.ParentId == parent.Id && !rows.ContainsKey(q.ParcelCode)).ToList();
            var sum = split.Sum(r => r.Row.Area("area").Mu10000) + siblings.Sum(q => q.AreaMu10000);
            var last = split.Last().Row;
            if (parent is not null && used.Contains(parent.Id))
            {
                last.Refuse("parent", $"指标 {split.Key} 已用于出资，不能再拆分。");
            }
            else if (sum != AreaOf(split.Key))
            {
                last.Refuse("area", $"由 {split.Key} 拆出的面积合计 {new LandArea(sum)} 亩，应等于它的 {new LandArea(AreaOf(split.Key))} 亩。");
            }
        }

        foreach (var (code, (row, holderId)) in rows)
        {
            if (standing.TryGetValue(code, out var old) && used.Contains(old.Id) && (old.AreaMu10000 != row.Area("area").Mu10000 || old.HolderId != holderId))
            {
                row.Refuse("parcel", $"指标 {code} 已用于出资，面积和持有方不能再改。");
            }
        }
    }

    private static async Task SaveAsync(
        ImportRun run, Dictionary<string, (SheetRow Row, long HolderId)> rows, Dictionary<string, LandQuota> standing, CancellationToken cancel)
    {
        var good = rows.Where(r => !r.Value.Row.HasErrors).ToList();
        var id = await MasterRows<LandQuota>.FirstIdAsync(run.Db, good.Count(r => !standing.ContainsKey(r.Key)), cancel);
        var ids = good.ToDictionary(r => r.Key, r => standing.TryGetValue(r.Key, out var old) ? old.Id : id++);
        var master = new MasterRows<LandQuota>(run);
        foreach (var (code, (row, holderId)) in good)
        {
            master.Take(standing.GetValueOrDefault(code), q =>
            {
                q.Id = ids[code];
                q.ParcelCode = code;
                q.HolderId = holderId;
                q.ParentId = row.TextOrNull("parent") is { } p ? ids.TryGetValue(p, out var fresh) ? fresh : standing[p].Id : null;
                q.AreaMu10000 = row.Area("area").Mu10000;
                q.AcceptanceNo = row.TextOrNull("acceptance_no") ?? "";
                q.AcceptedOn = row.DateOrNull("accepted_on");
                q.Note = row.TextOrNull("note") ?? "";
            });
        }

        await master.FinishAsync(cancel);
    }
}
