using System.Security.Cryptography;
using System.Text;
using Baotuan.Engine.Cascades;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Rules;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Cascades;

/// <summary>What a plan is computed from: all we know, or what was known when a cascade was posted.</summary>
/// <param name="KeptBook">Whether the holder's book was kept here; null asks for it now.</param>
internal sealed record PlanGround(long KnownAtMs, bool? KeptBook)
{
    public static readonly PlanGround Now = new(long.MaxValue, null);

    /// <summary>As Ledger takes it: null for everything.</summary>
    public long? LedgerKnownAtMs => KnownAtMs == long.MaxValue ? null : KnownAtMs;
}

/// <summary>Computes what a holder passes on, without writing anything.</summary>
internal static class CascadePlanning
{
    public const string Company = "company";
    public const string Collective = "collective";

    public static Task<Outcome<CascadePreview>> PlanAsync(BaotuanDb db, CascadeRequest request, CancellationToken cancel) =>
        PlanAsync(db, request, PlanGround.Now, cancel);

    public static async Task<Outcome<CascadePreview>> PlanAsync(
        BaotuanDb db, CascadeRequest request, PlanGround ground, CancellationToken cancel)
    {
        var holder = await Organizations.ByCodeAsKnownAsync(db, request.HolderCode, ground.KnownAtMs, cancel);
        if (holder is null)
        {
            return new Refusal("holder_not_found", $"没有编码为 {request.HolderCode} 的组织。请核对编码。");
        }

        if (!holder.IsJointCompany && !holder.IsCollective)
        {
            return new Refusal("holder_does_not_pass_on", $"{holder.Name} 不是联合公司，也不是集体经济组织，不做逐级分配。");
        }

        return holder.IsJointCompany ? await CompanyAsync(db, holder, request, ground, cancel) : await CollectiveAsync(db, holder, request, ground, cancel);
    }

    private static async Task<Outcome<CascadePreview>> CompanyAsync(
        BaotuanDb db, OrganizationInfo holder, CascadeRequest request, PlanGround ground, CancellationToken cancel)
    {
        var sources = await SourcesAsync(db, holder.Id, request.Period, byDeclaredOn: false, ground.KnownAtMs, cancel);
        var pool = Sum(sources.Select(s => s.Amount));
        if (pool <= Money.Zero)
        {
            return new Refusal("nothing_received", $"{holder.Name} 在{request.Period.ChineseName}没有应收的分红，没有可以继续分配的钱。");
        }

        var recordDate = request.RecordDate ?? sources.Max(s => s.RecordDate);
        var units = await CompanyHoldings.AsOfAsync(db, holder.Id, recordDate, ground.KnownAtMs, cancel);
        if (units.Count == 0)
        {
            return new Refusal("no_units_on_record_date", $"{holder.Name} 在 {recordDate:yyyy-MM-dd} 没有任何份额登记，不知道分给谁。请登记联合公司份额，或换一个权益登记日。");
        }

        var people = await Organizations.ByIdsAsync(db, units.Select(u => u.HolderId), cancel);
        var ordered = units.Select(u => (Holder: people[u.HolderId], u.Units10000)).OrderBy(u => u.Holder.Code, StringComparer.Ordinal).ToList();
        var parts = Allocation.Split(pool, [.. ordered.Select(u => (Rational)u.Units10000)], [.. ordered.Select(u => u.Holder.Code)]);
        var total = ordered.Aggregate(Rational.Zero, (sum, u) => sum + u.Units10000);
        var lines = ordered.Select((u, i) => new CascadePreviewLine(
            u.Holder.Code, u.Holder.Name, "", new Rational(u.Units10000, 10_000), pool.Fen * (Rational)u.Units10000 / total, parts[i], Money.Zero)).ToList();
        var declaredOn = sources.Select(s => s.DeclaredOn).Append(request.Period.End).Max();
        return Finish(new CascadePreview(holder, Company, request, recordDate, declaredOn, pool, sources, null, false, pool, 0, "", lines, ""));
    }

    private static async Task<Outcome<CascadePreview>> CollectiveAsync(
        BaotuanDb db, OrganizationInfo holder, CascadeRequest request, PlanGround ground, CancellationToken cancel)
    {
        if (!request.Period.IsCalendarYear)
        {
            return new Refusal("collective_needs_a_calendar_year", "集体经济组织按会计年度分配收益，期间请填整年，例如 2018。");
        }

        var recordDate = request.RecordDate ?? request.Period.End;
        var sources = await SourcesAsync(db, holder.Id, request.Period, byDeclaredOn: true, ground.KnownAtMs, cancel);
        var received = Sum(sources.Select(s => s.Amount));
        var books = await Books.FindByOrganizationsAsync(db, [holder.Id], cancel);
        var hasBook = books.TryGetValue(holder.Id, out var book) && (ground.KeptBook ?? book.OpenedOn <= request.Period.End);
        var year = hasBook ? await BookYear.ReadAsync(db, book!, request.Period, ground.LedgerKnownAtMs, cancel) : new YearResult(received.Fen, 0, 0, 0);
        var rules = await RuleBook.ForAsync(db, holder, request.Period.End, ground.KnownAtMs, cancel);
        if (rules.WithholdingPpm > 0 && rules.WithholdingBasis.Length == 0)
        {
            return new Refusal("withholding_needs_a_basis", "登记了代扣比例却没有书面依据。请在收益分配规则里填写依据。");
        }

        var appropriation = PlanAppropriation.For(year, rules.Steps);
        return appropriation.Ok
            ? await SplitAsync(db, holder, request, recordDate, received, sources, appropriation.Value, hasBook, rules, ground, cancel)
            : Outcome<CascadePreview>.Refused(appropriation.Refusals);
    }

    private static async Task<Outcome<CascadePreview>> SplitAsync(
        BaotuanDb db, OrganizationInfo holder, CascadeRequest request, DateOnly recordDate, Money received,
        IReadOnlyList<CascadeSource> sources, Appropriation appropriation, bool hasBook, RulesInForce rules, PlanGround ground,
        CancellationToken cancel)
    {
        var weights = MemberWeights.Stream(db, [holder.Id], recordDate, ground.KnownAtMs).FirstOrDefault();
        if (weights is null)
        {
            return new Refusal(
                "no_shares_on_record_date",
                $"{holder.Name} 在 {recordDate:yyyy-MM-dd} 没有任何成员份额，无法分到人。请登记份额，或换一个权益登记日。");
        }

        var members = (await Members.AndFormerAsOfAsync(db, holder.Id, recordDate, ground.KnownAtMs, cancel)).ToDictionary(m => m.MemberNo);
        var pool = appropriation.MemberPool;
        var parts = new long[weights.Count];
        Allocation.Split(pool.Fen, weights.Weights, parts);
        var total = weights.Weights.ToArray().Sum();
        var lines = new List<CascadePreviewLine>(parts.Length);
        for (var i = 0; i < parts.Length; i++)
        {
            var memberNo = weights.MemberNo(i);
            var member = members.GetValueOrDefault(memberNo);
            lines.Add(new(
                memberNo, member?.Name ?? memberNo, member?.HouseholdNo ?? "", new Rational(weights.Weights[i], weights.Unit),
                new Rational((System.Numerics.BigInteger)pool.Fen * weights.Weights[i], total), new Money(parts[i]),
                new Money(PayoutRun.Withholding(parts[i], rules.WithholdingPpm))));
        }

        return Finish(new CascadePreview(
            holder, Collective, request, recordDate, request.Period.End, received, sources, appropriation, hasBook, pool,
            rules.WithholdingPpm, rules.WithholdingBasis, lines, ""));
    }

    /// <summary>Distribution lines and joint companies' lines that the holder is due, standing ones only.</summary>
    /// <param name="byDeclaredOn">Income of a year goes by the day it was declared; a company passes on by period.</param>
    public static async Task<IReadOnlyList<CascadeSource>> SourcesAsync(
        BaotuanDb db, long holderId, Period period, bool byDeclaredOn, long knownAtMs, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var fromVentures = await (
            from l in db.Set<DistributionLine>().AsNoTracking().IgnoreQueryFilters() // looking back, ventures undone since
            join d in Standing.Distributions(db, knownAtMs) on l.DistributionId equals d.Id
            join v in db.Set<Venture>() on d.VentureId equals v.Id
            where l.HolderId == holderId
                && (byDeclaredOn ? d.DeclaredOn >= start && d.DeclaredOn <= end : d.PeriodStart >= start && d.PeriodEnd <= end)
            select new { v.Code, v.Name, d.PeriodStart, d.PeriodEnd, d.DeclaredOn, d.RecordDate, l.AmountFen }).ToListAsync(cancel);
        var fromCompanies = await (
            from l in db.Set<CascadeLine>().AsNoTracking()
            join c in Standing.Cascades(db, knownAtMs) on l.CascadeId equals c.Id
            where l.HolderId == holderId
                && (byDeclaredOn ? c.DeclaredOn >= start && c.DeclaredOn <= end : c.PeriodStart >= start && c.PeriodEnd <= end)
            select new { c.HolderId, c.PeriodStart, c.PeriodEnd, c.DeclaredOn, c.RecordDate, l.AmountFen }).ToListAsync(cancel);
        var companies = await Organizations.ByIdsAsync(db, fromCompanies.Select(c => c.HolderId), cancel);
        return
        [
            .. fromVentures.Select(v => new CascadeSource(v.Code, v.Name, new(v.PeriodStart, v.PeriodEnd), v.DeclaredOn, v.RecordDate, new(v.AmountFen)))
                .Concat(fromCompanies.Select(c => new CascadeSource(
                    companies[c.HolderId].Code, companies[c.HolderId].Name, new(c.PeriodStart, c.PeriodEnd), c.DeclaredOn, c.RecordDate, new(c.AmountFen))))
                .OrderBy(s => s.DeclaredOn).ThenBy(s => s.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Standing cascades of these holders that passed on money of this period and day of declaration: the mirror image of
    /// <see cref="SourcesAsync"/>.
    /// </summary>
    public static IQueryable<Cascade> StandingOn(BaotuanDb db, List<long> holderIds, Period period, DateOnly declaredOn)
    {
        var (start, end) = (period.Start, period.End);
        return Standing.Cascades(db)
            .Where(c => holderIds.Contains(c.HolderId) && (c.Kind == Collective
                ? c.PeriodStart <= declaredOn && c.PeriodEnd >= declaredOn
                : c.PeriodStart <= start && c.PeriodEnd >= end));
    }

    private static CascadePreview Finish(CascadePreview preview) => preview with { PlanHash = Hash(preview) };

    private static string Hash(CascadePreview preview)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Line(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));

        Line("baotuan-cascade-plan/v1");
        Line($"{preview.Holder.Code} {preview.Request.Period.Code} {preview.RecordDate:yyyy-MM-dd} {preview.DeclaredOn:yyyy-MM-dd}");
        Line($"{preview.Received} {preview.Pool} {preview.WithholdingPpm}");
        foreach (var step in preview.Appropriation?.Steps ?? [])
        {
            Line($"{RuleBook.Code(step.Kind)} {step.RatePpm} {step.Base} {step.Amount}");
        }

        foreach (var line in preview.Lines)
        {
            Line($"{line.Code} {line.Amount} {line.Withheld}");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, a) => sum + a);
}
