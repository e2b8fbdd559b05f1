using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Register;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Quotas;

/// <summary>用地指标: parcels of quota; a parcel that is split lives on in its children, which keep its area.</summary>
internal sealed class LandQuotaImport : SheetImport
{
    private const string Noun = "用地指标";

    public override SheetDefinition Definition { get; } = new("land-quotas", Noun,
        new("parcel", "指标编号", SheetColumnKind.Code) { Required = true, MaxLength = 60, Help = "不重复的编号，“出资”表用它指认", Example = "ZB-V01-1" },
        new("holder", "持有方", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "组织编码", Example = "V001" },
        new("parent", "由此拆分", SheetColumnKind.Code) { MaxLength = 60, Help = "由哪一块拆分出来；拆分后各块面积之和必须等于原面积" },
        new("area", "面积", SheetColumnKind.Area) { Required = true, Help = "亩", Example = "12.5" },
        new("acceptance_no", "验收文号", SheetColumnKind.Text) { Help = "复垦验收文件", Example = "验收〔2015〕3号" },
        new("accepted_on", "验收日期", SheetColumnKind.Date) { Help = "文件上的日期", Example = "2015-01-26" },
        new("note", "备注", SheetColumnKind.Text) { MaxLength = 1000, Help = "坐落、用途等" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var known = await MasterRows<LandQuota>.Known(run.Db).ToDictionaryAsync(q => q.ParcelCode, cancel);
        var used = (await UsedAsync(run.Db, cancel)).ToHashSet();
        var organizations = new OrganizationCodes(run.Db);
        var seen = new RowsSeen<string>();
        var byCode = new Dictionary<string, SheetRow>();
        var holders = new Dictionary<string, long>();
        foreach (var row in rows)
        {
            if (row.TextOrNull("parcel") is { } code && seen.First(row, "parcel", code, () => $"指标 {code}"))
            {
                byCode.Add(code, row);
                holders.Add(code, (await organizations.FindAsync(row, "holder", cancel))?.Id ?? 0);
                Check(row, known, used, holders[code]);
            }
        }

        var standing = known.Values.Where(q => !((IMasterRow)q).Gone).ToList();
        var codes = standing.ToDictionary(q => q.Id, q => q.ParcelCode);
        ParentRows.Check(byCode, standing.ToDictionary(q => q.ParcelCode, q => q.ParentId is { } id ? codes.GetValueOrDefault(id) : null), "parent", Noun);
        AreaKept.Check(byCode, standing, codes);
        ParentRows.RefuseBelow(byCode, "parent", Noun);
        await SaveAsync(run, byCode, known, holders, cancel);
    }

    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        MasterRows<LandQuota>.UndoAsync(db, batchId, "指标", nameof(LandQuota.ParcelCode), brought => InUseAsync(db, brought, cancel), cancel);

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var quotas = await db.Set<LandQuota>().AsNoTracking().OrderBy(q => q.ParcelCode).ToListAsync(cancel);
        var parcels = quotas.ToDictionary(q => q.Id, q => q.ParcelCode);
        var codes = await OrganizationCodesOf.Async(db, quotas.Select(q => (long?)q.HolderId), cancel);
        foreach (var q in quotas)
        {
            yield return
            [
                q.ParcelCode, codes(q.HolderId), q.ParentId is { } id ? parcels.GetValueOrDefault(id) : null, new LandArea(q.AreaMu10000),
                Filled.OrNull(q.AcceptanceNo), q.AcceptedOn, Filled.OrNull(q.Note),
            ];
        }
    }

    private static Task<List<long>> UsedAsync(BaotuanDb db, CancellationToken cancel) =>
        ListRows.Standing<Contribution>(db).Where(c => c.QuotaId != null).Select(c => c.QuotaId!.Value).ToListAsync(cancel);

    private static void Check(SheetRow row, Dictionary<string, LandQuota> known, HashSet<long> used, long holderId)
    {
        if (row.Has("area") && row.Area("area") == LandArea.Zero)
        {
            row.Refuse("area", "面积必须大于 0。");
        }

        var standing = known.GetValueOrDefault(row.Text("parcel"));
        var changed = standing is not null && (standing.AreaMu10000 != row.Area("area").Mu10000 || standing.HolderId != holderId);
        if (changed && used.Contains(standing!.Id) && !row.HasErrors)
        {
            row.Refuse("parcel", $"指标 {standing.ParcelCode} 已用于出资，面积和持有方不能改。请改回，或先撤销那笔出资。");
        }

        if (row.TextOrNull("parent") is { } parent && known.TryGetValue(parent, out var above) && used.Contains(above.Id))
        {
            row.Refuse("parent", $"指标 {parent} 已用于出资，不能再拆分。");
        }
    }

    private static async Task SaveAsync(
        ImportRun run, Dictionary<string, SheetRow> byCode, Dictionary<string, LandQuota> known, Dictionary<string, long> holders, CancellationToken cancel)
    {
        var good = byCode.Where(r => !r.Value.HasErrors).ToList();
        var ids = known.Values.ToDictionary(q => q.ParcelCode, q => q.Id);
        var added = good.Select(r => r.Key).Where(code => !ids.ContainsKey(code)).ToList();
        var id = await MasterRows<LandQuota>.FirstIdAsync(run.Db, added.Count, cancel);
        added.ForEach(code => ids.Add(code, id++));
        var master = new MasterRows<LandQuota>(run);
        foreach (var (code, row) in good)
        {
            master.Take(known.GetValueOrDefault(code), quota =>
            {
                quota.Id = ids[code];
                quota.ParcelCode = code;
                quota.HolderId = holders[code];
                quota.ParentId = row.TextOrNull("parent") is { } parent ? ids[parent] : null;
                quota.AreaMu10000 = row.Area("area").Mu10000;
                quota.AcceptanceNo = row.TextOrNull("acceptance_no") ?? "";
                quota.AcceptedOn = row.DateOrNull("accepted_on");
                quota.Note = row.TextOrNull("note") ?? "";
            });
        }

        await master.FinishAsync(cancel);
    }

    private static async Task<string?> InUseAsync(BaotuanDb db, IReadOnlyList<LandQuota> brought, CancellationToken cancel)
    {
        var ids = brought.Select(q => q.Id).ToHashSet();
        var used = await UsedAsync(db, cancel);
        if (brought.FirstOrDefault(q => used.Contains(q.Id)) is { } quota)
        {
            return $"指标 {quota.ParcelCode} 已用于出资。请先撤销那笔出资的导入。";
        }

        var links = await db.Set<LandQuota>().Where(q => q.ParentId != null).Select(q => new { q.Id, q.ParcelCode, q.ParentId }).ToListAsync(cancel);
        return links.FirstOrDefault(q => ids.Contains(q.ParentId!.Value) && !ids.Contains(q.Id)) is { } below
            ? $"指标 {below.ParcelCode} 由这次导入的指标拆分而来。请先撤销后面的导入。"
            : null;
    }
}
