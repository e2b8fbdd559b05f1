using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Distributions;

/// <summary>A venture with what a plan is computed from, as known at one time.</summary>
internal sealed record LoadedVenture(
    Venture Venture,
    IReadOnlyList<Phase> Phases,
    IReadOnlyList<ReturnTermRow> TermRows,
    IReadOnlyList<EquityEvent> Events,
    IReadOnlyDictionary<long, OrganizationInfo> Holders)
{
    public IReadOnlyDictionary<long, string> PhaseCodes { get; } = Phases.ToDictionary(p => p.Id, p => p.Code);

    public IReadOnlyList<ReturnTerm> Terms => [.. TermRows.Select(t => new ReturnTerm(
        PhaseCodes[t.PhaseId], TermKinds.Parse(t.Kind), t.RatePpm, t.SharePpm, DayCountOf(t), t.ValidFrom, t.ValidTo))];

    public IReadOnlyList<PrincipalChange> Changes =>
        EquityRegister.Changes(Events, PhaseCodes, Holders.ToDictionary(h => h.Key, h => h.Value.Code));

    /// <summary>Who owes the return where no term names somebody else.</summary>
    private long UsualPayer => Venture.PayerId ?? Venture.OperatorId;

    /// <summary>Who owes what a plan brings, in the order of its legs; more than one when its terms name different payers.</summary>
    public IReadOnlyList<long> PayersOf(DistributionPlan plan)
    {
        var named = plan.Legs.Where(l => l.Total.Sign > 0).Select(l => PayerOf(l.Term)).Distinct().ToList();
        return named.Count > 0 ? named : [UsualPayer];
    }

    private long PayerOf(ReturnTerm term) =>
        TermRows.First(t => PhaseCodes[t.PhaseId] == term.PhaseCode && t.ValidFrom == term.From).PayerId ?? UsualPayer;

    private static DayCount DayCountOf(ReturnTermRow term) => DayCounts.TryParse(term.DayCount, out var kind)
        ? kind
        : throw new InvalidOperationException($"stored day count {term.DayCount} is unknown");
}

/// <summary>Codes of the kinds of return term, as stored and in files.</summary>
internal static class TermKinds
{
    public static readonly IReadOnlyList<(string Code, string Chinese, ReturnKind Kind)> All =
    [
        ("fixed", "固定收益", ReturnKind.Fixed), ("actual", "据实分配", ReturnKind.Actual),
        ("floor", "保底加实际", ReturnKind.Floor), ("profit_share", "利润分成", ReturnKind.ProfitShare),
    ];

    public static ReturnKind Parse(string code) => All.First(k => k.Code == code).Kind;

    public static string Chinese(string code) => All.First(k => k.Code == code).Chinese;
}

internal static class LoadVenture
{
    /// <param name="phaseCode">Limits the load to one phase.</param>
    /// <param name="until">Events after this day are left out.</param>
    public static async Task<Outcome<LoadedVenture>> AsKnownAsync(
        BaotuanDb db, string ventureCode, string? phaseCode, DateOnly until, long knownAtMs, CancellationToken cancel)
    {
        var venture = await Known<Venture>(db, knownAtMs).FirstOrDefaultAsync(v => v.Code == ventureCode, cancel);
        if (venture is null)
        {
            return new Refusal("venture_not_found", $"没有编码为 {ventureCode} 的项目。请核对编码，或先导入项目。");
        }

        var phases = await Known<Phase>(db, knownAtMs)
            .Where(p => p.VentureId == venture.Id && (phaseCode == null || p.Code == phaseCode)).OrderBy(p => p.Code).ToListAsync(cancel);
        if (phases.Count == 0)
        {
            return new Refusal("phase_not_found", $"项目 {ventureCode} 没有第 {phaseCode} 期。请核对期号。");
        }

        var ids = phases.Select(p => p.Id).ToArray();
        var terms = await db.Set<ReturnTermRow>().AsNoTracking().Where(t => ids.Contains(t.PhaseId) && t.RecordedAtMs <= knownAtMs)
            .Where(t => !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_return_term" && w.SubjectId == t.Id && w.RecordedAtMs <= knownAtMs))
            .OrderBy(t => t.PhaseId).ThenBy(t => t.ValidFrom).ToListAsync(cancel);
        var events = await EquityRegister.EventsAsync(db, ids, until, knownAtMs, cancel);
        var holders = await Organizations.ByIdsAsync(
            db, events.Select(e => e.HolderId).Concat(events.Where(e => e.ToHolderId != null).Select(e => e.ToHolderId!.Value)), cancel);
        return new LoadedVenture(venture, phases, terms, events, holders);
    }

    /// <summary>What was posted in the past may name a venture whose import was undone since.</summary>
    private static IQueryable<T> Known<T>(BaotuanDb db, long knownAtMs)
        where T : class =>
        knownAtMs == long.MaxValue ? db.Set<T>().AsNoTracking() : db.Set<T>().AsNoTracking().IgnoreQueryFilters();
}
