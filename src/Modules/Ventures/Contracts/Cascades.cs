using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Cascades;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.BankFiles;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Decided;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Leaves;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>What a holder is asked to pass on.</summary>
/// <param name="HolderCode">A joint company (any period) or a collective (a calendar year).</param>
/// <param name="RecordDate">Units or shares are read as of this day.</param>
public sealed record CascadeRequest(string HolderCode, Period Period, DateOnly? RecordDate = null, string? ExpectedPlanHash = null);

/// <summary>One amount the holder was declared, by a venture or a joint company.</summary>
public sealed record CascadeSource(string Code, string Name, Period Period, DateOnly DeclaredOn, DateOnly RecordDate, Money Amount);

/// <summary>A computed cascade.</summary>
/// <param name="Kind"><c>company</c> or <c>collective</c>.</param>
/// <param name="Received">Declared to the holder in the period.</param>
/// <param name="Appropriation">A collective's year; null for a company, which passes on all it is due.</param>
/// <param name="HasBook">False where the book is kept elsewhere: the net income is then what was received here.</param>
/// <param name="Pool">What goes out.</param>
public sealed record CascadePreview(
    OrganizationInfo Holder, string Kind, CascadeRequest Request, DateOnly RecordDate, DateOnly DeclaredOn, Money Received,
    IReadOnlyList<CascadeSource> Sources, Appropriation? Appropriation, bool HasBook, Money Pool, long WithholdingPpm, string WithholdingBasis,
    IReadOnlyList<CascadePreviewLine> Lines, string PlanHash)
{
    public Money Withheld => Lines.Aggregate(Money.Zero, (sum, l) => sum + l.Withheld);

    public Money Sum => Lines.Aggregate(Money.Zero, (sum, l) => sum + l.Amount);
}

/// <summary>One line: a holder of units, or a member.</summary>
/// <param name="Weight">Units, or shares × factors.</param>
/// <param name="Exact">Exact share of the pool in fen.</param>
public sealed record CascadePreviewLine(
    string Code, string Name, string HouseholdNo, Rational Weight, Rational Exact, Money Amount, Money Withheld)
{
    public Money Net => Amount - Withheld;
}

/// <summary>A posted cascade without its lines.</summary>
public sealed record CascadeInfo(
    long Id, OrganizationInfo Holder, string Kind, Period Period, DateOnly RecordDate, DateOnly DeclaredOn, Money Received, Money Pool,
    long LineCount, Money Withheld, long WithholdingPpm, string WithholdingBasis, string PlanHash, long RecordedAtMs,
    DateOnly? ReversedOn, IReadOnlyList<CascadeStepInfo> Steps);

/// <summary>One step of the appropriation as posted.</summary>
public sealed record CascadeStepInfo(int StepNo, string Kind, long RatePpm, Money Base, Money Amount, string Basis);

/// <summary>One posted line.</summary>
public sealed record CascadeInfoLine(string Code, string Name, string HouseholdNo, string GroupName, Rational Weight, Money Amount, Money Withheld)
{
    public Money Net => Amount - Withheld;
}

/// <summary>Passes on what a holder received: previews, posts, reverses, shows.</summary>
public static class CascadeActs
{
    /// <summary>Computes without writing anything.</summary>
    public static async Task<Outcome<CascadePreview>> PreviewAsync(BaotuanDb db, CascadeRequest request, CancellationToken cancel)
    {
        db.Access.Require(VenturesPermissions.CascadePrepare);
        if (await Organizations.ByCodeAsync(db, request.HolderCode, cancel) is { } holder)
        {
            db.Access.Require(VenturesPermissions.CascadePrepare, holder.Id);
        }

        return await CascadePlanning.PlanAsync(db, request, cancel);
    }

    /// <summary>
    /// Posts in one transaction: steps, lines, header, vouchers in every book concerned. Refused with <c>decision_missing</c> unless
    /// exactly this plan was decided by the holder, or the holder passes on by contract.
    /// </summary>
    public static Task<Outcome<CascadeInfo>> PostAsync(BaotuanDb db, CascadeRequest request, CancellationToken cancel) =>
        PostAsync(db, request, decidedElsewhere: false, cancel);

    /// <summary>As <see cref="PostAsync(BaotuanDb, CascadeRequest, CancellationToken)"/> for history that is imported: it was decided before, elsewhere, says one who may say how things are decided; another's goes through the gate.</summary>
    internal static Task<Outcome<CascadeInfo>> PostDecidedElsewhereAsync(BaotuanDb db, CascadeRequest request, CancellationToken cancel) =>
        PostAsync(db, request, decidedElsewhere: true, cancel);

    /// <summary>Freezes the plan as a proposal of the holder; the answer is its number.</summary>
    public static async Task<Outcome<long>> ProposeAsync(BaotuanDb db, CascadeRequest request, string clientId, CancellationToken cancel)
    {
        var plan = await ReadyAsync(db, request, VenturesPermissions.CascadePrepare, cancel);
        return plan.Ok ? await ProposalActs.FreezeAsync(db, CascadeDecision.Draft(plan.Value, clientId), cancel) : Outcome<long>.Refused(plan.Refusals);
    }

    private static async Task<Outcome<CascadeInfo>> PostAsync(BaotuanDb db, CascadeRequest request, bool decidedElsewhere, CancellationToken cancel)
    {
        var plan = await ReadyAsync(db, request, VenturesPermissions.CascadePost, cancel);
        if (!plan.Ok)
        {
            return Outcome<CascadeInfo>.Refused(plan.Refusals);
        }

        var recorded = decidedElsewhere && db.Caller.May(DecisionsPermissions.PathManage, plan.Value.Holder.Id);
        var pass = recorded ? (Outcome<GatePass>?)null : await CascadeDecision.GateAsync(db, plan.Value, db.Today(), cancel);
        if (pass is { Ok: false } missing)
        {
            return Outcome<CascadeInfo>.Refused(missing.Refusals);
        }

        var written = await CascadePosting.WriteAsync(db, plan.Value, cancel);
        if (!written.Ok)
        {
            return Outcome<CascadeInfo>.Refused(written.Refusals);
        }

        if (pass is { } granted)
        {
            await DecisionGate.ExecutedAsync(db, granted.Value, $"cascade/{written.Value}", cancel);
        }

        return (await ShowAsync(db, written.Value, cancel))!;
    }

    /// <summary>The plan, when it may stand beside what stands already.</summary>
    private static async Task<Outcome<CascadePreview>> ReadyAsync(BaotuanDb db, CascadeRequest request, Permission permission, CancellationToken cancel)
    {
        db.Access.Require(permission);
        var standing = await FindAsync(db, request.HolderCode, request.Period, exact: false, cancel);
        if (standing is not null && db.Caller.May(permission, standing.Holder.Id))
        {
            return new Refusal("already_passed_on", $"{standing.Holder.Name} 在 {standing.Period.Code} 已经分配过，期间重叠。要更正请先冲销那一次。");
        }

        var plan = await CascadePlanning.PlanAsync(db, request, cancel);
        if (!plan.Ok)
        {
            return plan;
        }

        db.Access.Require(permission, plan.Value.Holder.Id);
        return request.ExpectedPlanHash is { } expected && expected != plan.Value.PlanHash
            ? new Refusal("plan_changed_since_preview", "试算之后账目、份额或规则有了变化，结果与刚才看到的不同。请重新试算，确认后再入账。")
            : plan;
    }

    /// <summary>Reverses a cascade and its vouchers. Refused while money went out on it or a collective built on it.</summary>
    public static async Task<Outcome<CascadeInfo>> ReverseAsync(BaotuanDb db, long cascadeId, DateOnly on, string reason, CancellationToken cancel)
    {
        var info = await ShowAsync(db, cascadeId, cancel);
        if (info is null)
        {
            return new Refusal("cascade_not_found", "没有这次分配。");
        }

        db.Access.Require(VenturesPermissions.CascadeReverse, info.Holder.Id);
        if (await ReverseProblemAsync(db, info, on, reason, cancel) is { } refusal)
        {
            return refusal;
        }

        var reversed = await Vouchers.ReverseSourceAsync(db, CascadePosting.SourceKind(info.Kind, info.Period.Start), cascadeId, on, reason, cancel);
        if (!reversed.Ok)
        {
            return Outcome<CascadeInfo>.Refused(reversed.Refusals);
        }

        await VentureLeaves.AddAsync(db, new Reversal { Subject = "cascade", SubjectId = cascadeId, ReversedOn = on, Reason = reason.Trim(), RecordedAtMs = db.RecordedAtMs }, cancel);
        await db.LogAsync("cascade.reverse", $"{info.Holder.Code}/{info.Period.Code}", reason.Trim(), cancel, info.Holder.Id);
        await db.SaveChangesAsync(cancel);
        return (await ShowAsync(db, cascadeId, cancel))!;
    }

    /// <summary>The standing cascade of a holder for exactly (or overlapping) this period.</summary>
    public static async Task<CascadeInfo?> FindAsync(BaotuanDb db, string holderCode, Period period, bool exact, CancellationToken cancel)
    {
        var holder = await Organizations.ByCodeAsync(db, holderCode, cancel);
        if (holder is null)
        {
            return null;
        }

        var (start, end) = (period.Start, period.End);
        var id = await Standing.Cascades(db)
            .Where(c => c.HolderId == holder.Id && (exact ? c.PeriodStart == start && c.PeriodEnd == end : c.PeriodStart <= end && c.PeriodEnd >= start))
            .OrderByDescending(c => c.Id).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancel);
        return id is null ? null : await ShowAsync(db, id.Value, cancel);
    }

    /// <summary>All cascades of a holder (or all), newest first.</summary>
    public static async Task<IReadOnlyList<CascadeInfo>> ListAsync(BaotuanDb db, long? holderId, int skip, int take, CancellationToken cancel)
    {
        var list = new List<CascadeInfo>();
        var ids = await db.Set<Cascade>().Where(c => holderId == null || c.HolderId == holderId)
            .OrderByDescending(c => c.PeriodStart).ThenByDescending(c => c.Id).Skip(skip).Take(take).Select(c => c.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            list.Add((await ShowAsync(db, id, cancel))!);
        }

        return list;
    }

    public static Task<int> CountAsync(BaotuanDb db, long? holderId, CancellationToken cancel) =>
        db.Set<Cascade>().CountAsync(c => holderId == null || c.HolderId == holderId, cancel);

    public static async Task<CascadeInfo?> ShowAsync(BaotuanDb db, long id, CancellationToken cancel)
    {
        var c = await db.Set<Cascade>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (c is null)
        {
            db.Access.Require(VenturesPermissions.CascadeRead);
            return null;
        }

        await RequireReadAsync(db, c, cancel);
        var holder = (await Organizations.ByIdsAsync(db, [c.HolderId], cancel))[c.HolderId];
        var steps = await db.Set<CascadeStep>().AsNoTracking().Where(s => s.CascadeId == id).OrderBy(s => s.StepNo).ToListAsync(cancel);
        var reversal = await db.Set<Reversal>().AsNoTracking().FirstOrDefaultAsync(r => r.Subject == "cascade" && r.SubjectId == id, cancel);
        return new CascadeInfo(
            c.Id, holder, c.Kind, new(c.PeriodStart, c.PeriodEnd), c.RecordDate, c.DeclaredOn, new(c.ReceivedFen), new(c.PoolFen), c.LineCount,
            new(c.WithheldFen), c.WithholdingPpm, c.WithholdingBasis, c.PlanHash, c.RecordedAtMs, reversal?.ReversedOn,
            [.. steps.Select(s => new CascadeStepInfo(s.StepNo, s.Kind, s.RatePpm, new(s.BaseFen), new(s.AmountFen), s.Basis))]);
    }

    // What a company passed on is seen by who received it, too.
    private static async Task RequireReadAsync(BaotuanDb db, Cascade cascade, CancellationToken cancel)
    {
        var receivers = cascade.Kind == CascadePlanning.Company && !db.Caller.May(VenturesPermissions.CascadeRead, cascade.HolderId)
            ? await db.Set<CascadeLine>().Where(l => l.CascadeId == cascade.Id).Select(l => l.HolderId).ToListAsync(cancel)
            : [];
        db.Access.RequireAny(VenturesPermissions.CascadeRead, [cascade.HolderId, .. receivers]);
    }

    /// <summary>Posted lines in code order. Names and households are those of the record date as known when it was posted.</summary>
    public static async Task<IReadOnlyList<CascadeInfoLine>> LinesAsync(BaotuanDb db, CascadeInfo cascade, CancellationToken cancel)
    {
        if (cascade.Kind == CascadePlanning.Company)
        {
            var lines = await db.Set<CascadeLine>().AsNoTracking().Where(l => l.CascadeId == cascade.Id).ToListAsync(cancel);
            var people = await Organizations.ByIdsAsync(db, lines.Select(l => l.HolderId), cancel);
            return [.. lines.Select(l => new CascadeInfoLine(
                people[l.HolderId].Code, people[l.HolderId].Name, "", "", new Rational(l.Units10000, 10_000), new(l.AmountFen), Money.Zero))
                .OrderBy(l => l.Code, StringComparer.Ordinal)];
        }

        db.Access.Require(VenturesPermissions.PayoutRead, cascade.Holder.Id);
        return await MemberLinesAsync(db, cascade, cancel);
    }

    internal static async Task<IReadOnlyList<CascadeInfoLine>> MemberLinesAsync(BaotuanDb db, CascadeInfo cascade, CancellationToken cancel)
    {
        var members = (await Members.AndFormerAsOfAsync(db, cascade.Holder.Id, cascade.RecordDate, cascade.RecordedAtMs, cancel)).ToDictionary(m => m.MemberNo);
        var unit = MemberWeights.UnitOf(db, cascade.Holder.Id, cascade.RecordDate, cascade.RecordedAtMs);
        var payouts = await db.Set<Payout>().AsNoTracking().Where(p => p.CollectiveId == cascade.Holder.Id && p.CascadeId == cascade.Id)
            .OrderBy(p => p.MemberNo).ToListAsync(cancel);
        return [.. payouts.Select(p =>
        {
            var member = members.GetValueOrDefault(p.MemberNo);
            return new CascadeInfoLine(
                p.MemberNo, member?.Name ?? p.MemberNo, member?.HouseholdNo ?? "", member?.GroupName ?? "",
                new Rational(p.Weight, unit), new(p.AmountFen), new(p.WithheldFen));
        })];
    }

    private static async Task<Refusal?> ReverseProblemAsync(BaotuanDb db, CascadeInfo info, DateOnly on, string reason, CancellationToken cancel)
    {
        if (info.ReversedOn is { } already)
        {
            return new("already_reversed", $"这次分配已在 {already:yyyy-MM-dd} 冲销。");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new("reversal_needs_a_reason", "请写明冲销原因。");
        }

        if (on < info.DeclaredOn)
        {
            return new("reversed_before_declared", $"冲销日期不能早于入账日期 {info.DeclaredOn:yyyy-MM-dd}。");
        }

        if (await BankFileActs.HasOpenOrPaidLinesAsync(db, info.Id, cancel))
        {
            return new("money_went_out", "这次分配已经向银行发出代发文件，且并非全部失败，不能冲销。多发的款项请另行收回并登记。");
        }

        if (info.Kind == CascadePlanning.Company && await BuiltOnAsync(db, info, cancel) is { } holder)
        {
            return new("cascade_was_passed_on", $"{holder} 已把收到的钱分给成员。请先冲销那一次分配。");
        }

        return null;
    }

    private static async Task<string?> BuiltOnAsync(BaotuanDb db, CascadeInfo info, CancellationToken cancel)
    {
        var holders = await db.Set<CascadeLine>().Where(l => l.CascadeId == info.Id).Select(l => l.HolderId).ToListAsync(cancel);
        var built = await CascadePlanning.StandingOn(db, holders, info.Period, info.DeclaredOn).Select(c => (long?)c.HolderId).FirstOrDefaultAsync(cancel);
        return built is { } id ? (await Organizations.ByIdsAsync(db, [id], cancel))[id].Name : null;
    }
}
