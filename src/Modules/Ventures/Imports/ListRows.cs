using Baotuan.Kernel;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Leaves;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>A row of an append-only list; it stops counting by a <see cref="Withdrawal"/>.</summary>
internal interface IListRow
{
    long Id { get; set; }

    long RecordedAtMs { get; set; }

    /// <summary>The import that brought it; 0 when typed in.</summary>
    long ImportBatchId { get; set; }
}

/// <summary>Reads, adds and withdraws rows of append-only lists.</summary>
internal static class ListRows
{
    /// <summary>Rows that count.</summary>
    public static IQueryable<T> Standing<T>(BaotuanDb db)
        where T : class, IListRow
    {
        var table = TableOf<T>(db);
        return db.Set<T>().AsNoTracking().Where(x => !db.Set<Withdrawal>().Any(w => w.Subject == table && w.SubjectId == x.Id));
    }

    /// <summary>Adds rows in the name of the import and counts them; rows that have no key get one.</summary>
    public static async Task AddAsync<T>(ImportRun run, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class, IListRow
    {
        var keyless = rows.Where(r => r.Id == 0).ToList();
        var id = keyless.Count == 0 ? 0 : await run.Db.NextIdsAsync(TableOf<T>(run.Db), keyless.Count, cancel);
        keyless.ForEach(r => r.Id = id++);
        foreach (var row in rows)
        {
            row.RecordedAtMs = run.Db.RecordedAtMs;
            row.ImportBatchId = run.BatchId;
        }

        run.Db.AddRange(rows);
        await VentureLeaves.AppendAsync(run.Db, rows, cancel);
    }

    /// <summary>Rows of a batch that still count, in the order of entry.</summary>
    public static Task<List<T>> OfBatchAsync<T>(BaotuanDb db, long batchId, CancellationToken cancel)
        where T : class, IListRow =>
        Standing<T>(db).Where(x => x.ImportBatchId == batchId).OrderBy(x => x.Id).ToListAsync(cancel);

    /// <summary>Makes rows count no more from this recording time on.</summary>
    public static async Task WithdrawAsync<T>(BaotuanDb db, IReadOnlyList<T> rows, string reason, CancellationToken cancel)
        where T : class, IListRow
    {
        var id = rows.Count == 0 ? 0 : await db.NextIdsAsync("ventures_withdrawal", rows.Count, cancel);
        var withdrawn = rows.Select(r => new Withdrawal
        {
            Id = id++,
            Subject = TableOf<T>(db),
            SubjectId = r.Id,
            Reason = reason,
            RecordedAtMs = db.RecordedAtMs,
        }).ToList();
        db.AddRange(withdrawn);
        await VentureLeaves.Withdrawn.AppendAsync(db, withdrawn, cancel);
    }

    /// <summary>What every withdrawal of an undo says.</summary>
    public static string UndoReason(long batchId) => $"撤销第 {batchId} 次导入";

    private static string TableOf<T>(BaotuanDb db) => db.Model.FindEntityType(typeof(T))!.GetTableName()!;
}

/// <summary>What stands on the rows of an import and keeps it from being undone.</summary>
internal static class StandsOn
{
    /// <summary>A standing distribution of the ventures of these phases, posted with the import or after it.</summary>
    public static async Task<Refusal?> DistributionAsync(
        BaotuanDb db, long batchId, IEnumerable<long> phaseIds, CancellationToken cancel)
    {
        var phases = phaseIds.Distinct().ToArray();
        if (phases.Length == 0)
        {
            return null;
        }

        var since = await db.Set<ImportBatch>().Where(b => b.Id == batchId).Select(b => b.RecordedAtMs).FirstAsync(cancel);
        var found = await (
            from d in Distributions.Standing.Distributions(db)
            join v in db.Set<Venture>() on d.VentureId equals v.Id
            where d.RecordedAtMs >= since && db.Set<Phase>().Any(p => phases.Contains(p.Id) && p.VentureId == d.VentureId)
            orderby d.PeriodStart
            select new { v.Code, d.PeriodStart, d.PeriodEnd }).FirstOrDefaultAsync(cancel);
        return found is null
            ? null
            : ImportTrail.BuiltOn($"项目 {found.Code} {new Period(found.PeriodStart, found.PeriodEnd).ChineseName}的分红已经入账。请先冲销那一笔分红。");
    }

    /// <summary>The first holder who would hold less than nothing without these events.</summary>
    public static async Task<Refusal?> LaterEventAsync(BaotuanDb db, IReadOnlyList<EquityEvent> without, CancellationToken cancel)
    {
        var gone = without.Select(e => e.Id).ToHashSet();
        var phases = without.Select(e => e.PhaseId).ToHashSet();
        var left = (await EquityRegister.EventsAsync(db, phases, DateOnly.MaxValue, long.MaxValue, cancel)).Where(e => !gone.Contains(e.Id)).ToList();
        foreach (var (phaseId, holderId) in without.SelectMany(e => EquityRegister.Principal(e).Select(p => (e.PhaseId, p.HolderId))).Distinct())
        {
            if (EquityRegister.FirstShortDay(left, phaseId, holderId) is { } day)
            {
                var holder = (await Parties.Contracts.Organizations.ByIdsAsync(db, [holderId], cancel))[holderId];
                return ImportTrail.BuiltOn($"{holder.Code} 在 {day:yyyy-MM-dd} 的转让或退出用到了这次导入的出资。请先撤销那一次导入。");
            }
        }

        return null;
    }
}
