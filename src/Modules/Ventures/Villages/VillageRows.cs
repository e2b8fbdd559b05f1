using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Distributions;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Villages;

/// <summary>What organisations were declared in a year and whether they passed it on.</summary>
internal static class VillageRows
{
    /// <summary>Declared to holders in a year, by ventures and by joint companies, in fen by holder id. The year goes by the day of declaration.</summary>
    public static async Task<Dictionary<long, long>> ReceivedAsync(BaotuanDb db, int year, CancellationToken cancel)
    {
        var (start, end) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var direct = await (
            from l in db.Set<DistributionLine>()
            join d in Standing.Distributions(db) on l.DistributionId equals d.Id
            where d.DeclaredOn >= start && d.DeclaredOn <= end
            group l by l.HolderId into g
            select new { g.Key, Fen = g.Sum(l => l.AmountFen) }).ToListAsync(cancel);
        var throughCompanies = await (
            from l in db.Set<CascadeLine>()
            join c in Standing.Cascades(db) on l.CascadeId equals c.Id
            where c.DeclaredOn >= start && c.DeclaredOn <= end
            group l by l.HolderId into g
            select new { g.Key, Fen = g.Sum(l => l.AmountFen) }).ToListAsync(cancel);
        return direct.Concat(throughCompanies).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Sum(r => r.Fen));
    }

    /// <summary>Holders with a standing cascade that touches the year.</summary>
    public static async Task<HashSet<long>> PassedOnAsync(BaotuanDb db, int year, CancellationToken cancel)
    {
        var (start, end) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return [.. await Standing.Cascades(db)
            .Where(c => c.PeriodStart <= end && c.PeriodEnd >= start)
            .Select(c => c.HolderId).Distinct().ToListAsync(cancel)];
    }

    /// <summary>Villages and companies that were declared something in the year and passed nothing on.</summary>
    public static async Task<IReadOnlyList<long>> WaitingAsync(BaotuanDb db, int year, CancellationToken cancel)
    {
        var received = await ReceivedAsync(db, year, cancel);
        var passedOn = await PassedOnAsync(db, year, cancel);
        var waiting = await Organizations.ByIdsAsync(db, received.Keys.Where(id => !passedOn.Contains(id)), cancel);
        return [.. waiting.Values.Where(o => o.IsCollective || o.IsJointCompany).Select(o => o.Id)];
    }

    /// <summary>The last year in which anything was declared; null when there is none.</summary>
    public static async Task<int?> LastYearAsync(BaotuanDb db, CancellationToken cancel) =>
        (await Standing.Distributions(db).MaxAsync(d => (DateOnly?)d.DeclaredOn, cancel))?.Year;
}
