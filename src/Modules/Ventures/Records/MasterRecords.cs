using Baotuan.Kernel;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Quotas;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Records;

/// <summary>Ventures, phases and parcels, as they were known at a time: what an undone import brought was known until it was undone.</summary>
internal static class MasterRecords
{
    public static async Task<IReadOnlyList<VentureRecord>> VenturesAsync(BaotuanDb db, long[]? ids, long knownAtMs, CancellationToken cancel) =>
    [
        .. (await Known<Venture>(db, knownAtMs).Where(v => ids == null || ids.Contains(v.Id)).OrderBy(v => v.Code).ToListAsync(cancel))
            .Select(v => new VentureRecord(v.Id, v.Code, v.Name, v.TotalInvestmentFen is { } fen ? new Money(fen) : null, v.RecordedAtMs)),
    ];

    public static async Task<IReadOnlyList<PhaseRecord>> PhasesAsync(BaotuanDb db, long[]? ventureIds, long knownAtMs, CancellationToken cancel)
    {
        var rows = from p in Known<Phase>(db, knownAtMs)
                   join v in Known<Venture>(db, knownAtMs) on p.VentureId equals v.Id
                   where ventureIds == null || ventureIds.Contains(v.Id)
                   orderby v.Code, p.Code
                   select new PhaseRecord(p.Id, v.Code, p.Code, p.Name, p.OpenedOn, p.RecordedAtMs);
        return await rows.ToListAsync(cancel);
    }

    public static async Task<IReadOnlyList<QuotaRecord>> QuotasAsync(BaotuanDb db, long[]? holderIds, DateOnly on, long knownAtMs, CancellationToken cancel)
    {
        var used = CapitalRecords.Standing(db, knownAtMs).Where(c => c.PaidOn <= on);
        var rows = await Known<LandQuota>(db, knownAtMs)
            .Where(q => (holderIds == null || holderIds.Contains(q.HolderId)) && (q.AcceptedOn == null || q.AcceptedOn <= on))
            .Where(q => !Known<LandQuota>(db, knownAtMs).Any(child => child.ParentId == q.Id && (child.AcceptedOn == null || child.AcceptedOn <= on)))
            .OrderBy(q => q.ParcelCode).Select(q => new { Quota = q, Used = used.Any(c => c.QuotaId == q.Id) }).ToListAsync(cancel);
        return [.. rows.Select(r => new QuotaRecord(
            r.Quota.Id, r.Quota.ParcelCode, r.Quota.HolderId, new LandArea(r.Quota.AreaMu10000), r.Quota.AcceptedOn, r.Used, r.Quota.RecordedAtMs))];
    }

    public static async Task<IReadOnlyDictionary<string, (long Id, string Name)>> FindAsync(BaotuanDb db, IReadOnlyList<string> codes, CancellationToken cancel)
    {
        var wanted = codes.ToArray();
        return (await db.Set<Venture>().AsNoTracking().Where(v => wanted.Contains(v.Code)).ToListAsync(cancel)).ToDictionary(v => v.Code, v => (v.Id, v.Name));
    }

    /// <summary>Master rows that were on the books at a time.</summary>
    public static IQueryable<T> Known<T>(BaotuanDb db, long knownAtMs)
        where T : class, IMasterRow =>
        db.Set<T>().AsNoTracking().IgnoreQueryFilters().Where(x => x.RecordedAtMs <= knownAtMs
            && (x.ImportBatchId >= 0 || db.Set<ImportBatch>().Any(b => b.Id == -x.ImportBatchId && b.UndoneAtMs > knownAtMs)));
}
