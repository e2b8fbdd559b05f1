using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Register;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Ventures;

/// <summary>A venture with everything its card shows except the register.</summary>
internal sealed record VentureCard(
    Venture Venture, IReadOnlyDictionary<long, OrganizationInfo> People, IReadOnlyList<Phase> Phases, IReadOnlyList<ReturnTermRow> Terms,
    IReadOnlyList<MoneySource> Sources, bool SourcesAreContributions, Money PrincipalNow, int HoldersNow,
    IReadOnlyList<DistributionRow> Distributions, IReadOnlyList<HolderArrears> Arrears, IReadOnlyList<FigureCheck> Figures)
{
    public OrganizationInfo Operator => People[Venture.OperatorId];

    public OrganizationInfo Payer => People[Venture.PayerId ?? Venture.OperatorId];

    public OrganizationInfo? Guarantor => Venture.GuarantorId is { } id ? People[id] : null;

    public IEnumerable<DistributionRow> Standing => Distributions.Where(d => d.ReversedOn is null);

    public Money Declared => Standing.Aggregate(Money.Zero, (sum, d) => sum + d.Pool);

    public Money Paid => Standing.Aggregate(Money.Zero, (sum, d) => sum + d.Paid);
}

/// <summary>Money that came in from one kind of source.</summary>
internal sealed record MoneySource(string Name, Money Amount, string Qualifier, string Evidence);

/// <summary>What one holder still has to get from the venture.</summary>
internal sealed record HolderArrears(OrganizationInfo Holder, Money Due, Money Paid)
{
    public Money Owed => Due - Paid;
}

internal static class VentureCards
{
    private static readonly Dictionary<string, string> ContributionKinds = new()
    {
        ["cash"] = "现金出资", ["quota"] = "用地指标折资", ["grant"] = "财政补助投入", ["loan"] = "借款投入", ["in_kind"] = "实物出资",
    };

    public static string ContributionKind(string code) => ContributionKinds.GetValueOrDefault(code, code);

    public static async Task<VentureCard?> LoadAsync(BaotuanDb db, string code, DateOnly today, CancellationToken cancel)
    {
        var venture = await db.Set<Venture>().AsNoTracking().FirstOrDefaultAsync(v => v.Code == code, cancel);
        if (venture is null)
        {
            db.Access.Require(VenturesPermissions.VentureRead);
            return null;
        }

        await VentureAccess.RequireReadAsync(db, venture.Id, cancel);

        var phases = await db.Set<Phase>().AsNoTracking().Where(p => p.VentureId == venture.Id).OrderBy(p => p.Code).ToListAsync(cancel);
        var ids = phases.Select(p => p.Id).ToArray();
        var terms = await db.Set<ReturnTermRow>().AsNoTracking().Where(t => ids.Contains(t.PhaseId))
            .Where(t => !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_return_term" && w.SubjectId == t.Id))
            .OrderBy(t => t.PhaseId).ThenBy(t => t.ValidFrom).ToListAsync(cancel);
        var register = await Stakes.LoadAsync(db, code, today, long.MaxValue, cancel);
        var distributions = await DistributionRows.LoadAsync(db, venture.Id, cancel);
        var arrears = await ArrearsAsync(db, venture.Id, cancel);
        var people = await Organizations.ByIdsAsync(
            db,
            new[] { venture.OperatorId, venture.PayerId ?? venture.OperatorId, venture.GuarantorId ?? venture.OperatorId }
                .Concat(terms.SelectMany(t => new[] { t.PayerId, t.GuarantorId }).OfType<long>()),
            cancel);
        var (sources, fromContributions) = await SourcesAsync(db, venture, ids, cancel);
        var principal = register.Aggregate(Money.Zero, (sum, r) => sum + r.PaidIn);
        var figures = await FigureChecks.LoadAsync(db, venture.Id, distributions, principal, cancel);
        return new VentureCard(
            venture, people, phases, terms, sources, fromContributions, principal, register.Select(r => r.Holder.Id).Distinct().Count(),
            distributions, arrears, figures);
    }

    /// <summary>The registered split of funding; where none is registered, the contributions by kind.</summary>
    private static async Task<(IReadOnlyList<MoneySource> Sources, bool FromContributions)> SourcesAsync(
        BaotuanDb db, Venture venture, long[] phaseIds, CancellationToken cancel)
    {
        var registered = await db.Set<FundingSource>().AsNoTracking().Where(s => s.VentureId == venture.Id)
            .Where(s => !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_funding_source" && w.SubjectId == s.Id)).ToListAsync(cancel);
        if (registered.Count > 0)
        {
            return ([.. registered.OrderByDescending(s => s.AmountFen)
                .Select(s => new MoneySource(s.Source == venture.Name ? s.Source + "自有" : s.Source, new(s.AmountFen), s.Qualifier, s.Evidence))], false);
        }

        var kinds = await db.Set<Contribution>().Where(c => phaseIds.Contains(c.PhaseId))
            .Where(c => !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_contribution" && w.SubjectId == c.Id))
            .GroupBy(c => c.Kind).Select(g => new { g.Key, Fen = g.Sum(c => c.AmountFen) }).ToListAsync(cancel);
        return ([.. kinds.OrderByDescending(k => k.Fen).Select(k => new MoneySource(ContributionKind(k.Key), new(k.Fen), "exact", "出资登记"))], true);
    }

    private static async Task<IReadOnlyList<HolderArrears>> ArrearsAsync(BaotuanDb db, long ventureId, CancellationToken cancel)
    {
        var owed = (await DistributionRows.ByHolderAsync(db, ventureId, cancel)).Where(h => h.DueFen > h.PaidFen).ToList();
        var holders = await Organizations.ByIdsAsync(db, owed.Select(o => o.HolderId), cancel);
        return [.. owed.Select(o => new HolderArrears(holders[o.HolderId], new(o.DueFen), new(o.PaidFen)))
            .OrderBy(a => a.Holder.Code, StringComparer.Ordinal)];
    }
}
