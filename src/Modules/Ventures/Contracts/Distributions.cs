using System.Text;
using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Decided;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Entries;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Ventures;
using Baotuan.Ventures.Leaves;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>What a distribution is asked for.</summary>
/// <param name="PhaseCode">Limits it to one phase; null for all phases of the venture.</param>
/// <param name="Declared">Declared amount or profit, for terms that ask for one.</param>
/// <param name="RecordDate">Units of joint companies are read as of this day; the period's last day when null.</param>
/// <param name="DeclaredOn">Date of the vouchers; the period's last day when null.</param>
/// <param name="ExpectedPlanHash">The fingerprint of the preview that was agreed to; a plan that differs is refused.</param>
/// <param name="ClientId">Made by the client so that a repeated request posts once; derived from venture, phase and period when null.</param>
public sealed record DistributionRequest(
    string VentureCode, Period Period, string? PhaseCode = null, Money? Declared = null,
    DateOnly? RecordDate = null, DateOnly? DeclaredOn = null, string? ExpectedPlanHash = null, string? ClientId = null)
{
    public DateOnly EffectiveRecordDate => RecordDate ?? Period.End;

    public DateOnly EffectiveDeclaredOn => DeclaredOn ?? Period.End;
}

/// <summary>A computed plan with the names to show it by.</summary>
/// <param name="PlanHash">SHA-256 in hex over the canonical plan (venture, phase, period, dates, declared amount, pool, every line).</param>
public sealed record DistributionPreview(
    string VentureCode, string VentureName, DistributionRequest Request, DistributionPlan Plan,
    IReadOnlyDictionary<string, OrganizationInfo> Holders, OrganizationInfo Payer, string PlanHash);

/// <summary>A posted distribution as it stands.</summary>
/// <param name="Lines">By holder code; exact is the share of the pool in fen as a fraction.</param>
public sealed record DistributionInfo(
    long Id, string VentureCode, string VentureName, string? PhaseCode, Period Period, DateOnly RecordDate, DateOnly DeclaredOn,
    Money? Declared, Money Pool, OrganizationInfo Payer, string PlanHash, long RecordedAtMs,
    DateOnly? ReversedOn, string? ReversalReason, IReadOnlyList<DistributionInfoLine> Lines);

/// <summary>One holder's line: what is due, and what of it was paid and confirmed.</summary>
public sealed record DistributionInfoLine(OrganizationInfo Holder, string Exact, Money Amount, Money Paid)
{
    public Money Outstanding => Amount - Paid;
}

/// <summary>Drafts, posts, reverses and shows distributions.</summary>
public static class DistributionActs
{
    /// <summary>Computes without writing anything.</summary>
    public static async Task<Outcome<DistributionPreview>> PreviewAsync(BaotuanDb db, DistributionRequest request, CancellationToken cancel)
    {
        db.Access.Require(VenturesPermissions.DistributionPrepare);
        var loaded = await LoadVenture.AsKnownAsync(db, request.VentureCode, request.PhaseCode, request.Period.End, long.MaxValue, cancel);
        if (!loaded.Ok)
        {
            return Outcome<DistributionPreview>.Refused(loaded.Refusals);
        }

        var venture = loaded.Value;
        var plan = PlanDistribution.For(request.Period, venture.Terms, venture.Changes, request.Declared);
        if (!plan.Ok)
        {
            return Outcome<DistributionPreview>.Refused(plan.Refusals);
        }

        var payerIds = venture.PayersOf(plan.Value);
        var payers = await Organizations.ByIdsAsync(db, payerIds, cancel);
        if (payerIds.Count > 1)
        {
            return new Refusal(
                "payers_differ",
                $"这次分红由不同的付款方付：{string.Join("、", payerIds.Select(p => payers[p].Name))}。一次分红只记一个付款方，请按期或按条款的起止日期分开分红。");
        }

        var payer = payers[payerIds[0]];
        db.Access.Require(VenturesPermissions.DistributionPrepare, payer.Id);
        var holders = venture.Holders.Values.ToDictionary(h => h.Code);
        return new DistributionPreview(
            venture.Venture.Code, venture.Venture.Name, request, plan.Value, holders, payer, PlanHash(request, plan.Value, payer));
    }

    /// <summary>
    /// Posts in one transaction: the declaration, its lines, and the vouchers in every book concerned. Must run inside
    /// <see cref="Store.WriteAsync{T}"/>. A repeated request with the same client id and content answers with what stands.
    /// Refused with <c>decision_missing</c> unless exactly this plan was decided, or the payer pays by contract.
    /// </summary>
    public static Task<Outcome<DistributionInfo>> PostAsync(BaotuanDb db, DistributionRequest request, CancellationToken cancel) =>
        PostAsync(db, request, decidedElsewhere: false, cancel);

    /// <summary>
    /// As <see cref="PostAsync(BaotuanDb, DistributionRequest, CancellationToken)"/> for history that is imported: it was decided
    /// before, elsewhere, and is only recorded here. So says one who may say how things are decided; another's import goes through
    /// the gate.
    /// </summary>
    internal static Task<Outcome<DistributionInfo>> PostDecidedElsewhereAsync(BaotuanDb db, DistributionRequest request, CancellationToken cancel) =>
        PostAsync(db, request, decidedElsewhere: true, cancel);

    /// <summary>Freezes the plan as a proposal of the payer; the answer is its number.</summary>
    public static async Task<Outcome<long>> ProposeAsync(BaotuanDb db, DistributionRequest request, string clientId, CancellationToken cancel)
    {
        var preview = await PreviewAsync(db, request, cancel);
        if (!preview.Ok)
        {
            return Outcome<long>.Refused(preview.Refusals);
        }

        return await CheckAsync(db, preview.Value, cancel) is { } refusal
            ? refusal
            : await ProposalActs.FreezeAsync(db, DistributionDecision.Draft(preview.Value, clientId), cancel);
    }

    private static async Task<Outcome<DistributionInfo>> PostAsync(
        BaotuanDb db, DistributionRequest request, bool decidedElsewhere, CancellationToken cancel)
    {
        var preview = await PreviewAsync(db, request, cancel);
        if (!preview.Ok)
        {
            return Outcome<DistributionInfo>.Refused(preview.Refusals);
        }

        var plan = preview.Value;
        db.Access.Require(VenturesPermissions.DistributionPost, plan.Payer.Id);
        if (request.ClientId is { } given && await db.Set<Distribution>().AsNoTracking().FirstOrDefaultAsync(d => d.ClientId == given, cancel) is { } same)
        {
            return same.PlanHash == plan.PlanHash
                ? (await ShowAsync(db, same.Id, cancel))!
                : new Refusal("client_id_reused", "同一个提交编号已用于另一笔分红。请刷新页面后重新提交。");
        }

        if (await CheckAsync(db, plan, cancel) is { } refusal)
        {
            return refusal;
        }

        var recorded = decidedElsewhere && db.Caller.May(DecisionsPermissions.PathManage, plan.Payer.Id);
        var pass = recorded ? (Outcome<GatePass>?)null : await DistributionDecision.GateAsync(db, plan, db.Today(), cancel);
        if (pass is { Ok: false } missing)
        {
            return Outcome<DistributionInfo>.Refused(missing.Refusals);
        }

        var distribution = await WriteAsync(db, plan, cancel);
        var vouchers = await VouchersAsync(db, distribution, plan, cancel);
        var posted = await Vouchers.PostAsync(db, vouchers.Drafts, cancel);
        if (!posted.Ok)
        {
            return Outcome<DistributionInfo>.Refused(posted.Refusals);
        }

        if (pass is { } granted)
        {
            await DecisionGate.ExecutedAsync(db, granted.Value, $"distribution/{distribution.Id}", cancel);
        }

        await db.LogAsync("distribution.post", $"{plan.VentureCode}/{request.Period.Code}", $"pool {plan.Plan.Pool}, {plan.Plan.Lines.Count} lines, {plan.PlanHash}", cancel, plan.Payer.Id);
        await db.SaveChangesAsync(cancel);
        return (await ShowAsync(db, distribution.Id, cancel))!;
    }

    /// <summary>Reverses a distribution and all its vouchers, on its own date and with a reason. Refused while something stands on it.</summary>
    public static async Task<Outcome<DistributionInfo>> ReverseAsync(
        BaotuanDb db, long distributionId, DateOnly on, string reason, CancellationToken cancel)
    {
        var info = await ShowAsync(db, distributionId, cancel);
        if (info is null)
        {
            return new Refusal("distribution_not_found", "没有这笔分红。");
        }

        db.Access.Require(VenturesPermissions.DistributionReverse, info.Payer.Id);
        if (await ReverseProblemAsync(db, info, on, reason, cancel) is { } refusal)
        {
            return refusal;
        }

        var reversed = await Vouchers.ReverseSourceAsync(db, "distribution", distributionId, on, reason, cancel);
        if (!reversed.Ok)
        {
            return Outcome<DistributionInfo>.Refused(reversed.Refusals);
        }

        await VentureLeaves.AddAsync(db, new Reversal { Subject = "distribution", SubjectId = distributionId, ReversedOn = on, Reason = reason.Trim(), RecordedAtMs = db.RecordedAtMs }, cancel);
        await db.LogAsync("distribution.reverse", $"{info.VentureCode}/{info.Period.Code}", reason.Trim(), cancel, info.Payer.Id);
        await db.SaveChangesAsync(cancel);
        return (await ShowAsync(db, distributionId, cancel))!;
    }

    /// <summary>
    /// The standing (not reversed) distribution of a venture for exactly this period. Without a phase it is the one of the whole
    /// venture or of the only phase that has one; where several phases have their own, none is guessed.
    /// </summary>
    public static async Task<Outcome<DistributionInfo>> FindAsync(
        BaotuanDb db, string ventureCode, Period period, string? phaseCode, CancellationToken cancel)
    {
        var found = await (
            from d in Standing.Distributions(db)
            join v in db.Set<Venture>() on d.VentureId equals v.Id
            where v.Code == ventureCode && d.PeriodStart == period.Start && d.PeriodEnd == period.End
            orderby d.Id
            select new { d.Id, Phase = db.Set<Phase>().Where(p => p.Id == d.PhaseId).Select(p => p.Code).FirstOrDefault() }).ToListAsync(cancel);
        var fitting = found.Where(d => phaseCode is null || d.Phase == phaseCode).ToList();
        return fitting.Count switch
        {
            0 => new Refusal("distribution_not_found", $"项目 {ventureCode} 在 {period.Code} 没有已入账的分红。"),
            1 => (await ShowAsync(db, fitting[0].Id, cancel))!,
            _ => new Refusal(
                "phase_needed",
                $"项目 {ventureCode} 在 {period.Code} 是按期分的（{string.Join("、", fitting.Select(d => $"第 {d.Phase} 期"))}），请填写是哪一期。"),
        };
    }

    /// <summary>A distribution with its lines and what was paid on them.</summary>
    public static async Task<DistributionInfo?> ShowAsync(BaotuanDb db, long id, CancellationToken cancel)
    {
        var found = await (
            from d in db.Set<Distribution>().AsNoTracking().IgnoreQueryFilters() // a reversed one outlives its venture's import
            join v in db.Set<Venture>() on d.VentureId equals v.Id
            where d.Id == id
            select new { d, v.Code, v.Name, Phase = db.Set<Phase>().Where(p => p.Id == d.PhaseId).Select(p => p.Code).FirstOrDefault() })
            .FirstOrDefaultAsync(cancel);
        if (found is null)
        {
            db.Access.Require(VenturesPermissions.VentureRead);
            return null;
        }

        await VentureAccess.RequireReadAsync(db, found.d.VentureId, cancel);
        var lines = await db.Set<DistributionLine>().AsNoTracking().Where(l => l.DistributionId == id).ToListAsync(cancel);
        var paid = await PaymentSums.ConfirmedByHolderAsync(db, id, cancel);
        var people = await Organizations.ByIdsAsync(db, lines.Select(l => l.HolderId).Append(found.d.PayerId), cancel);
        var reversal = await db.Set<Reversal>().AsNoTracking().FirstOrDefaultAsync(r => r.Subject == "distribution" && r.SubjectId == id, cancel);
        return new DistributionInfo(
            id, found.Code, found.Name, found.Phase, new Period(found.d.PeriodStart, found.d.PeriodEnd), found.d.RecordDate, found.d.DeclaredOn,
            found.d.DeclaredFen is { } fen ? new Money(fen) : null, new Money(found.d.PoolFen), people[found.d.PayerId], found.d.PlanHash,
            found.d.RecordedAtMs, reversal?.ReversedOn, reversal?.Reason,
            [.. lines.Select(l => new DistributionInfoLine(people[l.HolderId], l.Exact, new Money(l.AmountFen), new Money(paid.GetValueOrDefault(l.HolderId))))
                .OrderBy(l => l.Holder.Code, StringComparer.Ordinal)]);
    }

    private static async Task<Refusal?> CheckAsync(BaotuanDb db, DistributionPreview plan, CancellationToken cancel)
    {
        var request = plan.Request;
        if (request.ExpectedPlanHash is { } expected && expected != plan.PlanHash)
        {
            return new("plan_changed_since_preview", "试算之后，出资、条款或参数有了变化，结果与刚才看到的不同。请重新试算，确认后再入账。");
        }

        if (plan.Plan.Pool <= Money.Zero)
        {
            return new("nothing_to_distribute", $"{request.Period.ChineseName}应分金额为 0，无需入账。");
        }

        var standing = await StandingAsync(db, plan.VentureCode, request, cancel);
        return standing is { } other
            ? new("period_already_distributed", $"项目 {plan.VentureCode} 在 {other.Code} 已有分红，期间重叠。要更正请先冲销那一笔。")
            : null;
    }

    private static async Task<Period?> StandingAsync(BaotuanDb db, string ventureCode, DistributionRequest request, CancellationToken cancel)
    {
        var (start, end) = (request.Period.Start, request.Period.End);
        var phase = request.PhaseCode;
        var found = await (
            from d in Standing.Distributions(db)
            join v in db.Set<Venture>() on d.VentureId equals v.Id
            where v.Code == ventureCode && d.PeriodStart <= end && d.PeriodEnd >= start
                && (phase == null || d.PhaseId == null || db.Set<Phase>().Any(p => p.Id == d.PhaseId && p.Code == phase))
            select new { d.PeriodStart, d.PeriodEnd }).FirstOrDefaultAsync(cancel);
        return found is null ? null : new Period(found.PeriodStart, found.PeriodEnd);
    }

    private static async Task<Distribution> WriteAsync(BaotuanDb db, DistributionPreview preview, CancellationToken cancel)
    {
        var request = preview.Request;
        var venture = await db.Set<Venture>().AsNoTracking().FirstAsync(v => v.Code == preview.VentureCode, cancel);
        var phaseId = request.PhaseCode is null
            ? (long?)null
            : await db.Set<Phase>().Where(p => p.VentureId == venture.Id && p.Code == request.PhaseCode).Select(p => p.Id).FirstAsync(cancel);
        var id = await db.NextIdAsync("ventures_distribution", cancel);
        var lines = preview.Plan.Lines.Select(line => new DistributionLine
        {
            DistributionId = id,
            HolderId = preview.Holders[line.HolderCode].Id,
            Exact = line.Exact.ToString(),
            AmountFen = line.Amount.Fen,
        }).OrderBy(l => l.HolderId).ToList();
        db.AddRange(lines);
        await db.SaveChangesAsync(cancel); // lines before the header, whose trigger sums them
        var distribution = new Distribution
        {
            Id = id,
            VentureId = venture.Id,
            PhaseId = phaseId,
            PeriodStart = request.Period.Start,
            PeriodEnd = request.Period.End,
            RecordDate = request.EffectiveRecordDate,
            DeclaredOn = request.EffectiveDeclaredOn,
            DeclaredFen = request.Declared?.Fen,
            PoolFen = preview.Plan.Pool.Fen,
            LineCount = preview.Plan.Lines.Count,
            SumFen = preview.Plan.Sum.Fen,
            PayerId = preview.Payer.Id,
            PlanHash = preview.PlanHash,
            ClientId = request.ClientId ?? $"distribution-{id}",
            RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(distribution);
        await db.SaveChangesAsync(cancel);
        await VentureLeaves.DistributionLines.AppendAsync(db, lines, cancel);
        await VentureLeaves.Distributions.AppendAsync(db, [distribution], cancel);
        return distribution;
    }

    private static async Task<VoucherSet> VouchersAsync(
        BaotuanDb db, Distribution distribution, DistributionPreview preview, CancellationToken cancel)
    {
        var holders = preview.Plan.Lines.Select(l => preview.Holders[l.HolderCode]).ToList();
        var set = await VoucherSet.ForAsync(
            db, holders.Select(h => h.Id).Append(preview.Payer.Id), "distribution", distribution.Id, distribution.DeclaredOn,
            $"{preview.VentureName}{preview.Request.Period.ChineseName}分红", cancel);
        set.Add(preview.Payer.Id, LedgerEvent.Declare, [.. preview.Plan.Lines.Select(l => (l.HolderCode, l.Amount.Fen)).Where(l => l.Fen > 0)], detailDebit: false);
        foreach (var line in preview.Plan.Lines.Where(l => l.Amount > Money.Zero && preview.Holders[l.HolderCode].Id != preview.Payer.Id))
        {
            set.Add(preview.Holders[line.HolderCode].Id, LedgerEvent.DeclaredToUs, [(preview.Payer.Code, line.Amount.Fen)], detailDebit: true);
        }

        return set;
    }

    private static async Task<Refusal?> ReverseProblemAsync(
        BaotuanDb db, DistributionInfo info, DateOnly on, string reason, CancellationToken cancel)
    {
        if (info.ReversedOn is { } already)
        {
            return new("already_reversed", $"这笔分红已在 {already:yyyy-MM-dd} 冲销。");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new("reversal_needs_a_reason", "请写明冲销原因。");
        }

        if (on < info.DeclaredOn)
        {
            return new("reversed_before_declared", $"冲销日期不能早于入账日期 {info.DeclaredOn:yyyy-MM-dd}。");
        }

        if (await Standing.Payments(db).AnyAsync(p => p.DistributionId == info.Id, cancel))
        {
            return new("distribution_has_payments", "这笔分红已有付款登记。请先冲销付款，再冲销分红。");
        }

        var holders = info.Lines.Select(l => l.Holder.Id).ToList();
        var cascade = await CascadePlanning.StandingOn(db, holders, info.Period, info.DeclaredOn).FirstOrDefaultAsync(cancel);
        if (cascade is null)
        {
            return null;
        }

        var holder = info.Lines.First(l => l.Holder.Id == cascade.HolderId).Holder;
        return new("distribution_was_passed_on", $"{holder.Name} 已把这笔分红继续分配（{cascade.PeriodStart:yyyy-MM-dd} 至 {cascade.PeriodEnd:yyyy-MM-dd}）。请先冲销那一笔分配。");
    }

    /// <summary>The fingerprint that preview and posting must share.</summary>
    internal static string PlanHash(DistributionRequest request, DistributionPlan plan, OrganizationInfo payer)
    {
        var text = new StringBuilder("baotuan-distribution-plan/v1\n");
        text.Append(request.VentureCode).Append('\n').Append(request.PhaseCode).Append('\n').Append(request.Period.Code).Append('\n')
            .Append(request.EffectiveRecordDate.ToString("yyyy-MM-dd")).Append('\n').Append(request.EffectiveDeclaredOn.ToString("yyyy-MM-dd")).Append('\n')
            .Append(request.Declared?.ToString()).Append('\n').Append(payer.Code).Append('\n').Append(plan.Pool).Append('\n');
        foreach (var line in plan.Lines)
        {
            text.Append(line.HolderCode).Append(' ').Append(line.Exact).Append(' ').Append(line.Amount).Append('\n');
        }

        return TextHash.Of(text.ToString());
    }
}
