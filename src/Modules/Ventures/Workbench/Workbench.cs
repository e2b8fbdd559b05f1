using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Workbench;

/// <summary>A figure that does not agree with ours, and where.</summary>
internal sealed record OpenFigure(Venture Venture, FigureCheck Check);

/// <summary>What waits for somebody, and what there is.</summary>
internal sealed record WorkbenchCounts(
    int Villages, int Ventures, int Owing, Money Outstanding, int PaymentsOpen, int NotPassedOn,
    IReadOnlyList<OpenFigure> Figures, IReadOnlyList<ImportBatch> Imports)
{
    public bool Empty => Villages == 0 && Ventures == 0;
}

internal static class Workbench
{
    public static async Task<WorkbenchCounts> LoadAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var ventures = await VentureList.LoadAsync(db, null, today, cancel);
        var owing = ventures.Where(v => v.Outstanding > Money.Zero).ToList();
        var distributions = (await DistributionRows.LoadAsync(db, null, cancel)).Where(d => d.ReversedOn is null).ToLookup(d => d.VentureId);
        var figures = new List<OpenFigure>();
        foreach (var v in ventures)
        {
            var checks = await FigureChecks.LoadAsync(db, v.Venture.Id, [.. distributions[v.Venture.Id]], v.Principal, cancel);
            figures.AddRange(checks.Where(c => c is { IsForecast: false, Residual: { } r } && r != Money.Zero).Select(c => new OpenFigure(v.Venture, c)));
        }

        return new(
            await OrganizationSearch.CountAsync(db, new OrganizationFilter(null, [OrganizationKinds.VillageCooperative, "community"]), cancel),
            ventures.Count, owing.Count, VentureList.Sum(owing.Select(v => v.Outstanding)), await OpenPaymentsAsync(db, cancel),
            await NotPassedOnAsync(db, cancel), figures,
            await db.Set<ImportBatch>().AsNoTracking().OrderByDescending(b => b.Id).Take(5).ToListAsync(cancel));
    }

    /// <summary>Payments of which some line has no final result yet.</summary>
    private static Task<int> OpenPaymentsAsync(BaotuanDb db, CancellationToken cancel) => db.Set<Payment>().CountAsync(
        p => !db.Set<Reversal>().Any(r => r.Subject == "payment" && r.SubjectId == p.Id)
            && db.Set<PaymentLine>().Any(l => l.PaymentId == p.Id && !db.Set<PaymentResult>().Any(r =>
                r.PaymentId == l.PaymentId && r.HolderId == l.HolderId && (r.Result == PaymentSums.ResultPaid || r.Result == PaymentSums.ResultFailed))),
        cancel);

    /// <summary>Joint companies that were declared a distribution and have not passed that period on.</summary>
    private static async Task<int> NotPassedOnAsync(BaotuanDb db, CancellationToken cancel)
    {
        var companies = (await Organizations.ListAsync(db, OrganizationKinds.JointCompany, cancel)).Select(o => o.Id).ToArray();
        return await (
            from l in db.Set<DistributionLine>()
            join d in db.Set<Distribution>() on l.DistributionId equals d.Id
            where companies.Contains(l.HolderId) && !db.Set<Reversal>().Any(r => r.Subject == "distribution" && r.SubjectId == d.Id)
                && !db.Set<Cascade>().Any(c => c.HolderId == l.HolderId && c.PeriodStart <= d.PeriodStart && c.PeriodEnd >= d.PeriodEnd
                    && !db.Set<Reversal>().Any(r => r.Subject == "cascade" && r.SubjectId == c.Id))
            select l.HolderId).Distinct().CountAsync(cancel);
    }
}
