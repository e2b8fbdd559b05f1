using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Ventures;
using Baotuan.Ventures.Villages;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>A venture with its sums over standing distributions.</summary>
public sealed record VentureFigure(
    long Id, string Code, string Name, string Location, string LegalBasis, OrganizationInfo Operator, int Holders, Money Principal, Money Declared, Money Paid);

/// <summary>A standing distribution of a venture.</summary>
/// <param name="Paid">Confirmed by the receivers.</param>
/// <param name="LineCount">Organisations that it went to.</param>
public sealed record DistributionFigure(
    long Id, string VentureCode, string VentureName, string? PhaseCode, Period Period, DateOnly DeclaredOn, Money Pool, int LineCount, Money Paid);

/// <summary>Money declared to one holder in one year by one source: a venture, or a joint company that passed it on.</summary>
/// <param name="IsVenture">False for a joint company.</param>
/// <param name="Records">Lines that were added up.</param>
public sealed record FlowFigure(int Year, long HolderId, string SourceCode, string SourceName, bool IsVenture, Money Amount, int Records);

/// <summary>What one collective made of its year: the steps of its appropriation and the members' part.</summary>
/// <param name="Members">Lines of members; their amounts are not here.</param>
public sealed record PassedOnFigure(
    long CascadeId, long HolderId, int Year, DateOnly RecordDate, Money Received, Money Reserve, Money Pool, long Members, long RecordedAtMs);

/// <summary>
/// Sums over organisations for pages and files that many read: set-based, without any line of a person. Each asks for the right
/// to read and narrows itself to where it reaches; reversed records are left out.
/// </summary>
public static class PublicFigures
{
    /// <summary>Ventures in which somebody inside the reach has a part, by code. Asks <c>ventures:venture:read</c>.</summary>
    public static async Task<IReadOnlyList<VentureFigure>> VenturesAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) =>
    [
        .. (await VentureList.LoadAsync(db, null, today, cancel)).Select(v => new VentureFigure(
            v.Venture.Id, v.Venture.Code, v.Venture.Name, v.Venture.Location, v.Venture.LegalBasis, v.Operator, v.Holders, v.Principal, v.Declared, v.Paid)),
    ];

    /// <summary>Standing distributions of one venture, or of all that may be read, newest period first.</summary>
    public static async Task<IReadOnlyList<DistributionFigure>> DistributionsAsync(BaotuanDb db, long? ventureId, CancellationToken cancel) =>
    [
        .. (await DistributionRows.LoadAsync(db, ventureId, cancel)).Where(d => d.ReversedOn is null)
            .Select(d => new DistributionFigure(d.Id, d.VentureCode, d.VentureName, d.PhaseCode, d.Period, d.DeclaredOn, d.Pool, d.LineCount, d.Paid)),
    ];

    /// <summary>Return terms of a venture, each phase with its sentences.</summary>
    public static async Task<IReadOnlyList<(string Phase, string Rule, string Span, string Due)>> TermsAsync(BaotuanDb db, string ventureCode, DateOnly today, CancellationToken cancel)
    {
        var card = await VentureCards.LoadAsync(db, ventureCode, today, cancel);
        var phases = card?.Phases.ToDictionary(p => p.Id, p => p.Code) ?? [];
        return card is null ? [] : [.. card.Terms.Select(t => (phases[t.PhaseId], TermText.Rule(t), TermText.Span(t), TermText.Due(t)))];
    }

    /// <summary>What was declared to holders, by year of declaration, holder and source. Asks <c>ventures:cascade:read</c>.</summary>
    /// <param name="year">Null for all years.</param>
    /// <param name="holderId">Null for all holders inside the reach.</param>
    public static async Task<IReadOnlyList<FlowFigure>> FlowsAsync(BaotuanDb db, int? year, long? holderId, CancellationToken cancel)
    {
        var among = Reach(db, holderId);
        var (start, end) = Days(year);
        var direct = await (
            from l in db.Set<DistributionLine>().AsNoTracking()
            join d in Standing.Distributions(db) on l.DistributionId equals d.Id
            join v in db.Set<Venture>() on d.VentureId equals v.Id
            where d.DeclaredOn >= start && d.DeclaredOn <= end && (among == null || among.Contains(l.HolderId))
            select new { d.DeclaredOn, l.HolderId, v.Code, v.Name, l.AmountFen }).ToListAsync(cancel);
        var passed = await (
            from l in db.Set<CascadeLine>().AsNoTracking()
            join c in Standing.Cascades(db) on l.CascadeId equals c.Id
            where c.DeclaredOn >= start && c.DeclaredOn <= end && (among == null || among.Contains(l.HolderId))
            select new { c.DeclaredOn, l.HolderId, CompanyId = c.HolderId, l.AmountFen }).ToListAsync(cancel);
        var companies = await Organizations.ByIdsAsync(db, passed.Select(p => p.CompanyId), cancel);
        return
        [
            .. direct.GroupBy(d => (d.DeclaredOn.Year, d.HolderId, d.Code, d.Name))
                .Select(g => new FlowFigure(g.Key.Year, g.Key.HolderId, g.Key.Code, g.Key.Name, true, new(g.Sum(d => d.AmountFen)), g.Count()))
                .Concat(passed.GroupBy(p => (p.DeclaredOn.Year, p.HolderId, p.CompanyId)).Select(g => new FlowFigure(
                    g.Key.Year, g.Key.HolderId, companies[g.Key.CompanyId].Code, companies[g.Key.CompanyId].Name, false, new(g.Sum(p => p.AmountFen)), g.Count())))
                .OrderByDescending(f => f.Year).ThenBy(f => f.HolderId).ThenBy(f => f.SourceCode, StringComparer.Ordinal),
        ];
    }

    /// <summary>What collectives passed on to members, by calendar year. Asks <c>ventures:cascade:read</c>.</summary>
    public static async Task<IReadOnlyList<PassedOnFigure>> PassedOnAsync(BaotuanDb db, int? year, long? holderId, CancellationToken cancel)
    {
        var among = Reach(db, holderId);
        var (start, end) = Days(year);
        var cascades = await Standing.Cascades(db)
            .Where(c => c.Kind == CascadePlanning.Collective && c.PeriodEnd >= start && c.PeriodEnd <= end && (among == null || among.Contains(c.HolderId)))
            .OrderByDescending(c => c.PeriodEnd).ThenBy(c => c.HolderId)
            .Select(c => new
            {
                Cascade = c,
                Reserve = db.Set<CascadeStep>().Where(s => s.CascadeId == c.Id && s.Kind == "reserve").Sum(s => (long?)s.AmountFen) ?? 0,
            }).ToListAsync(cancel);
        return [.. cascades.Select(c => new PassedOnFigure(
            c.Cascade.Id, c.Cascade.HolderId, c.Cascade.PeriodEnd.Year, c.Cascade.RecordDate, new(c.Cascade.ReceivedFen), new(c.Reserve),
            new(c.Cascade.PoolFen), c.Cascade.LineCount, c.Cascade.RecordedAtMs))];
    }

    /// <summary>The last year in which anything was declared to somebody; null when there is none.</summary>
    public static Task<int?> LastYearAsync(BaotuanDb db, CancellationToken cancel)
    {
        db.Access.Require(VenturesPermissions.VentureRead);
        return VillageRows.LastYearAsync(db, cancel);
    }

    private static long[]? Reach(BaotuanDb db, long? holderId)
    {
        if (holderId is not { } one)
        {
            return db.Access.Reach(VenturesPermissions.CascadeRead).Among;
        }

        db.Access.Require(VenturesPermissions.CascadeRead, one);
        return [one];
    }

    private static (DateOnly Start, DateOnly End) Days(int? year) =>
        year is { } y ? (new(y, 1, 1), new(y, 12, 31)) : (DateOnly.MinValue, DateOnly.MaxValue);
}
