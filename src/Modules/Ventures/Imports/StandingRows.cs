using Baotuan.Kernel;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>
/// Tells rows of a file that stand in the base already from new ones, counting: two equal tranches in one file are two the
/// first time, and both the same the second.
/// </summary>
internal sealed class StandingRows<TKey>(IEnumerable<TKey> standing)
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _left = standing.GroupBy(k => k).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>True when one more row of this content stands; it is used up by the answer.</summary>
    public bool Take(TKey key)
    {
        var count = _left.GetValueOrDefault(key);
        _left[key] = count - 1;
        return count > 0;
    }
}

/// <summary>Rows of append-only lists: which of them count, and how they stop counting.</summary>
internal static class Withdrawals
{
    /// <summary>The rows that were not withdrawn.</summary>
    public static IQueryable<T> Standing<T>(BaotuanDb db)
        where T : class
    {
        var table = Table<T>(db);
        return db.Set<T>().AsNoTracking().Where(x => !db.Set<Withdrawal>().Any(w => w.Subject == table && w.SubjectId == EF.Property<long>(x, "Id")));
    }

    /// <summary>Withdraws what a batch brought.</summary>
    public static async Task WithdrawBatchAsync<T>(BaotuanDb db, long batchId, CancellationToken cancel)
        where T : class
    {
        var ids = await Standing<T>(db).Where(x => EF.Property<long>(x, "ImportBatchId") == batchId).Select(x => EF.Property<long>(x, "Id")).ToListAsync(cancel);
        var id = await db.NextIdsAsync("ventures_withdrawal", ids.Count, cancel);
        var table = Table<T>(db);
        db.AddRange(ids.Select(subject => new Withdrawal
        {
            Id = id++, Subject = table, SubjectId = subject, Reason = $"撤销第 {batchId} 次导入", RecordedAtMs = db.RecordedAtMs,
        }));
    }

    private static string Table<T>(BaotuanDb db) => db.Model.FindEntityType(typeof(T))!.GetTableName()!;
}

/// <summary>What a venture's rows were built upon by acts that stand.</summary>
internal static class BuiltOnVenture
{
    /// <summary>Refuses when a standing distribution uses one of the phases.</summary>
    public static async Task<Refusal?> CheckAsync(BaotuanDb db, IReadOnlyCollection<long> phaseIds, CancellationToken cancel)
    {
        var found = await (
            from d in db.Set<Distributions.Distribution>()
            join p in db.Set<Phase>() on d.VentureId equals p.VentureId
            join v in db.Set<Venture>() on d.VentureId equals v.Id
            where phaseIds.Contains(p.Id) && (d.PhaseId == null || d.PhaseId == p.Id)
                && !db.Set<Distributions.Reversal>().Any(r => r.Subject == "distribution" && r.SubjectId == d.Id)
            select new { v.Name, d.PeriodStart, d.PeriodEnd }).FirstOrDefaultAsync(cancel);
        return found is null
            ? null
            : ImportTrail.BuiltOn($"“{found.Name}”已在 {new Period(found.PeriodStart, found.PeriodEnd).ChineseName}分红。请先冲销那笔分红。");
    }
}
