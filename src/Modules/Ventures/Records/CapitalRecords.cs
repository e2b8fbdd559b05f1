using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Quotas;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Records;

/// <summary>What was put in and on which terms, as known at a time.</summary>
internal static class CapitalRecords
{
    public static async Task<IReadOnlyList<ContributionRecord>> ContributionsAsync(
        BaotuanDb db, long[]? ventureIds, long[]? holderIds, Period days, long knownAtMs, CancellationToken cancel)
    {
        var (start, end) = (days.Start, days.End);
        var rows = await (
            from c in Standing(db, knownAtMs)
            join p in db.Set<Phase>().IgnoreQueryFilters() on c.PhaseId equals p.Id
            join v in db.Set<Venture>().IgnoreQueryFilters() on p.VentureId equals v.Id
            where (ventureIds == null || ventureIds.Contains(v.Id)) && (holderIds == null || holderIds.Contains(c.HolderId)) && c.PaidOn >= start && c.PaidOn <= end
            orderby v.Code, c.PaidOn, c.Id
            select new
            {
                v.Code, v.Name, C = c,
                Quota = db.Set<LandQuota>().IgnoreQueryFilters().Where(q => q.Id == c.QuotaId).Select(q => new { q.ParcelCode, q.AreaMu10000 }).FirstOrDefault(),
            }).ToListAsync(cancel);
        return [.. rows.Select(r => new ContributionRecord(
            r.C.Id, r.Code, r.Name, r.C.HolderId, r.C.Kind, ContributionKinds.Of(r.C.Kind).Chinese, r.C.PaidOn, new(r.C.AmountFen), r.Quota?.ParcelCode ?? "",
            new LandArea(r.Quota?.AreaMu10000 ?? 0), r.C.RecordedAtMs))];
    }

    public static async Task<IReadOnlyList<TermRecord>> TermsAsync(BaotuanDb db, long[]? ventureIds, DateOnly day, long knownAtMs, CancellationToken cancel)
    {
        var rows = await (
            from t in db.Set<ReturnTermRow>().AsNoTracking()
            join p in db.Set<Phase>().IgnoreQueryFilters() on t.PhaseId equals p.Id
            join v in db.Set<Venture>().IgnoreQueryFilters() on p.VentureId equals v.Id
            where (ventureIds == null || ventureIds.Contains(v.Id)) && t.ValidFrom <= day && (t.ValidTo == null || t.ValidTo >= day) && t.RecordedAtMs <= knownAtMs
                && !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_return_term" && w.SubjectId == t.Id && w.RecordedAtMs <= knownAtMs)
            orderby v.Code, p.Code, t.ValidFrom
            select new { v.Code, v.Name, Phase = p.Code, Term = t }).ToListAsync(cancel);
        var principal = (await EquityRegister.EventsAsync(db, [.. rows.Select(r => r.Term.PhaseId).Distinct()], day, knownAtMs, cancel))
            .GroupBy(e => e.PhaseId).ToDictionary(g => g.Key, g => g.SelectMany(EquityRegister.Principal).Sum(p => p.SignedFen));
        return [.. rows.Select(r => new TermRecord(
            r.Term.Id, r.Code, r.Name, r.Phase, r.Term.Kind, TermText.Rule(r.Term), r.Term.RatePpm, r.Term.ValidFrom,
            new(principal.GetValueOrDefault(r.Term.PhaseId)), r.Term.RecordedAtMs))];
    }

    /// <summary>Contributions that counted at a time.</summary>
    public static IQueryable<Contribution> Standing(BaotuanDb db, long knownAtMs) =>
        db.Set<Contribution>().AsNoTracking().Where(c => c.RecordedAtMs <= knownAtMs
            && !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_contribution" && w.SubjectId == c.Id && w.RecordedAtMs <= knownAtMs));
}
