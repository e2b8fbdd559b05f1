using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Indicators.Computations;

/// <summary>Numbers over pooled projects: who takes part, what was put in, what was due and paid, what was passed on.</summary>
internal static class VentureComputations
{
    private static readonly IReadOnlyList<string> ByVenture = [Computation.Venture];
    private static readonly IReadOnlyList<string> ByPlace = [Computation.Place];
    private static readonly IReadOnlyList<string> Both = [Computation.Place, Computation.Venture];

    public static readonly IReadOnlyList<Computation> All =
    [
        Of("ventures", ByVenture, Aggregate.Count, VenturesAsync),
        Of("first_year", ByVenture, Aggregate.Least, FirstYearAsync),
        Of("first_return_year", ByVenture, Aggregate.Least, FirstReturnYearAsync),
        Of("total_investment", ByVenture, Aggregate.Sum, InvestmentAsync),
        Of("holders", Both, Aggregate.Count, async (q, cancel) => [.. (await StakesAsync(q, cancel)).Select(r => r with { Value = 1 })]),
        Of("principal", Both, Aggregate.Sum, StakesAsync),
        Of("beneficiaries", ByVenture, Aggregate.Count, BeneficiariesAsync),
        Of("contributions", Both, Aggregate.Sum, ContributionsAsync),
        Of("contributed_area", Both, Aggregate.Sum, ContributedAreaAsync),
        Of("quota_area", ByPlace, Aggregate.Sum, QuotasAsync),
        Of("distributions", ByVenture, Aggregate.Count, DistributionsAsync),
        Of("return_due", Both, Aggregate.Sum, DueAsync),
        Of("return_paid", Both, Aggregate.Sum, PaidAsync),
        Of("return_average", Both, Aggregate.Average, ReceivedAsync),
        Of("fixed_rate", ByVenture, Aggregate.Average, FixedRateAsync),
        Of("expected_return", ByVenture, Aggregate.Sum, ExpectedAsync),
        Of("passed_on", ByPlace, Aggregate.Sum, async (q, cancel) => await PassedOnAsync(q, r => Yuan(r.Pool), cancel)),
        Of("passed_on_lines", ByPlace, Aggregate.Sum, async (q, cancel) => await PassedOnAsync(q, r => r.Lines, cancel)),
    ];

    private static ListComputation Of(
        string code, IReadOnlyList<string> dimensions, Aggregate aggregate, Func<Question, CancellationToken, Task<IReadOnlyList<CountedRecord>>> records) =>
        new(code, dimensions, aggregate, (q, cancel) =>
        {
            q.Db.Access.Require(code.StartsWith("passed_on", StringComparison.Ordinal) ? VenturesPermissions.CascadeRead : VenturesPermissions.VentureRead);
            return records(q, cancel);
        });

    private static Rational Yuan(Money money) => new(money.Fen, 100);

    private static async Task<IReadOnlyList<CountedRecord>> VenturesAsync(Question q, CancellationToken cancel)
    {
        var phases = (await VentureRecords.PhasesAsync(q.Db, q.Scope.Ventures, q.KnownAtMs, cancel)).Where(p => p.OpenedOn <= q.Period.End).ToLookup(p => p.VentureCode);
        return
        [
            .. (await VentureRecords.VenturesAsync(q.Db, q.Scope.Ventures, q.KnownAtMs, cancel)).Where(v => phases.Contains(v.Code))
                .Select(v => new CountedRecord(v.Name, null, phases[v.Code].Min(p => p.OpenedOn), 1, $"/ventures/{v.Code}", v.RecordedAtMs)),
        ];
    }

    private static async Task<IReadOnlyList<CountedRecord>> FirstYearAsync(Question q, CancellationToken cancel) =>
    [
        .. (await VentureRecords.PhasesAsync(q.Db, q.Scope.Ventures, q.KnownAtMs, cancel)).Where(p => p.OpenedOn <= q.Period.End)
            .Select(p => new CountedRecord($"{p.VentureCode} {p.Name}，{p.OpenedOn:yyyy-MM-dd} 开始", null, p.OpenedOn, p.OpenedOn.Year, $"/ventures/{p.VentureCode}", p.RecordedAtMs)),
    ];

    private static async Task<IReadOnlyList<CountedRecord>> FirstReturnYearAsync(Question q, CancellationToken cancel) =>
        [.. (await DistributionsAsync(q, cancel)).Select(r => r with { Value = r.On.Year })];

    private static async Task<IReadOnlyList<CountedRecord>> InvestmentAsync(Question q, CancellationToken cancel)
    {
        var opened = (await VentureRecords.PhasesAsync(q.Db, q.Scope.Ventures, q.KnownAtMs, cancel)).Where(p => p.OpenedOn <= q.Period.End).ToLookup(p => p.VentureCode, p => p.OpenedOn);
        return
        [
            .. (await VentureRecords.VenturesAsync(q.Db, q.Scope.Ventures, q.KnownAtMs, cancel)).Where(v => v.TotalInvestment is not null && opened.Contains(v.Code))
                .Select(v => new CountedRecord($"{v.Name}的总投资", null, opened[v.Code].Min(), Yuan(v.TotalInvestment!.Value), $"/ventures/{v.Code}", v.RecordedAtMs)),
        ];
    }

    // one record for each holder of each venture, phases together
    private static async Task<IReadOnlyList<CountedRecord>> StakesAsync(Question q, CancellationToken cancel)
    {
        var ventures = (await VentureRecords.VenturesAsync(q.Db, q.Scope.Ventures, q.KnownAtMs, cancel)).ToDictionary(v => v.Code);
        var kinds = q.Values("kinds");
        var rows = (await RegisterReading.AsOfAsync(q.Db, null, q.Period.End, q.KnownAtMs, cancel))
            .Where(r => r.PaidInFen > 0 && ventures.ContainsKey(r.VentureCode) && (kinds.Count == 0 || kinds.Contains(r.Holder.Kind)) && IsAmong(q, r.Holder.Id));
        return
        [
            .. rows.GroupBy(r => (r.VentureCode, r.Holder)).Select(g => new CountedRecord(
                $"{ventures[g.Key.VentureCode].Name}：{g.Key.Holder.Name}的实缴", g.Key.Holder.Id, q.Period.End, Yuan(new(g.Sum(r => r.PaidInFen))),
                $"/ventures/{g.Key.VentureCode}", g.Max(r => r.RecordedAtMs))),
        ];
    }

    // holders, and behind a joint company the holders of its units
    private static async Task<IReadOnlyList<CountedRecord>> BeneficiariesAsync(Question q, CancellationToken cancel)
    {
        var (kinds, list) = (q.Values("kinds"), new List<CountedRecord>());
        foreach (var stake in await StakesAsync(q with { Argument = new Dictionary<string, string>() }, cancel))
        {
            var holders = await PartyRecords.HoldingsAsync(q.Db, stake.OrganizationId!.Value, q.Period.End, q.KnownAtMs, cancel);
            list.AddRange(holders.Count == 0 ? [stake with { Value = 1 }] : holders.Select(h => new CountedRecord("", h.HolderId, h.ValidFrom, 1, "", h.RecordedAtMs)));
        }

        var organizations = await Organizations.ByIdsAsync(q.Db, list.Select(r => r.OrganizationId!.Value), cancel);
        return
        [
            .. list.DistinctBy(r => r.OrganizationId).Select(r => (Record: r, Organization: organizations[r.OrganizationId!.Value]))
                .Where(r => kinds.Count == 0 || kinds.Contains(r.Organization.Kind)).OrderBy(r => r.Organization.Code, StringComparer.Ordinal)
                .Select(r => r.Record with { Text = r.Organization.Name, Href = $"/villages/{r.Organization.Code}" }),
        ];
    }

    private static async Task<IReadOnlyList<CountedRecord>> ContributionsAsync(Question q, CancellationToken cancel)
    {
        var kinds = q.Values("kind");
        return
        [
            .. (await VentureRecords.ContributionsAsync(q.Db, q.Scope.Ventures, q.Scope.Organizations, q.Period, q.KnownAtMs, cancel))
                .Where(c => kinds.Count == 0 || kinds.Contains(c.Kind))
                .Select(c => new CountedRecord($"{c.VentureName}：{c.KindName}出资", c.HolderId, c.PaidOn, Yuan(c.Amount), $"/ventures/{c.VentureCode}", c.RecordedAtMs)),
        ];
    }

    private static async Task<IReadOnlyList<CountedRecord>> ContributedAreaAsync(Question q, CancellationToken cancel) =>
    [
        .. (await VentureRecords.ContributionsAsync(q.Db, q.Scope.Ventures, q.Scope.Organizations, q.Period, q.KnownAtMs, cancel)).Where(c => c.Parcel.Length > 0)
            .Select(c => new CountedRecord($"{c.VentureName}：用地指标 {c.Parcel}", c.HolderId, c.PaidOn, Mu(c.Area), $"/ventures/{c.VentureCode}", c.RecordedAtMs)),
    ];

    private static async Task<IReadOnlyList<CountedRecord>> QuotasAsync(Question q, CancellationToken cancel) =>
    [
        .. (await VentureRecords.QuotasAsync(q.Db, q.Scope.Organizations, q.Period.End, q.KnownAtMs, cancel))
            .Select(p => new CountedRecord($"用地指标 {p.Parcel}{(p.Used ? "（已出资）" : "")}", p.HolderId, p.AcceptedOn ?? q.Period.End, Mu(p.Area), "", p.RecordedAtMs)),
    ];

    private static Rational Mu(LandArea area) => new(area.Mu10000, 10_000);

    private static async Task<IReadOnlyList<CountedRecord>> DistributionsAsync(Question q, CancellationToken cancel) =>
    [
        .. (await VentureRecords.DistributionsAsync(q.Db, q.Scope.Ventures, q.Period, q.KnownAtMs, cancel))
            .Select(d => new CountedRecord($"{d.VentureName}{d.Period.ChineseName}分红", null, d.Period.End, 1, $"/distributions/{d.Id}", d.RecordedAtMs)),
    ];

    private static async Task<IReadOnlyList<CountedRecord>> DueAsync(Question q, CancellationToken cancel) =>
    [
        .. (await VentureRecords.DueAsync(q.Db, q.Scope.Ventures, q.Scope.Organizations, q.Period, q.KnownAtMs, cancel))
            .Select(d => new CountedRecord($"{d.VentureName}{d.Period.ChineseName}应付分红", d.HolderId, d.Period.End, Yuan(d.Due), $"/distributions/{d.DistributionId}", d.RecordedAtMs)),
    ];

    // every line that was due counts, also where nothing of it came in
    private static async Task<IReadOnlyList<CountedRecord>> ReceivedAsync(Question q, CancellationToken cancel) =>
    [
        .. (await VentureRecords.DueAsync(q.Db, q.Scope.Ventures, q.Scope.Organizations, q.Period, q.KnownAtMs, cancel))
            .Select(d => new CountedRecord($"{d.VentureName}{d.Period.ChineseName}分红，已收到", d.HolderId, d.Period.End, Yuan(d.Paid), $"/distributions/{d.DistributionId}", d.RecordedAtMs)),
    ];

    private static async Task<IReadOnlyList<CountedRecord>> PaidAsync(Question q, CancellationToken cancel) =>
    [
        .. (await VentureRecords.PaidAsync(q.Db, q.Scope.Ventures, q.Scope.Organizations, q.Period, q.KnownAtMs, cancel))
            .Select(p => new CountedRecord($"{p.VentureName}付款（{p.Evidence}）", p.HolderId, p.PaidOn, Yuan(p.Amount), $"/payments/{p.PaymentId}", p.RecordedAtMs)),
    ];

    private static async Task<IReadOnlyList<CountedRecord>> FixedRateAsync(Question q, CancellationToken cancel) =>
    [
        .. (await VentureRecords.TermsAsync(q.Db, q.Scope.Ventures, q.Period.End, q.KnownAtMs, cancel)).Where(t => t.Kind == "fixed")
            .Select(t => new CountedRecord($"{t.VentureName} {t.PhaseCode} 期：{t.Rule}", null, t.ValidFrom, new(t.RatePpm, 10_000), $"/ventures/{t.VentureCode}", t.RecordedAtMs)),
    ];

    // principal × the agreed rate of a whole year; terms without a rate promise no amount
    private static async Task<IReadOnlyList<CountedRecord>> ExpectedAsync(Question q, CancellationToken cancel) =>
    [
        .. (await VentureRecords.TermsAsync(q.Db, q.Scope.Ventures, q.Period.End, q.KnownAtMs, cancel)).Where(t => t.Kind is "fixed" or "floor")
            .Select(t => new CountedRecord(
                $"{t.VentureName} {t.PhaseCode} 期：本金 {t.Principal.Format()} 元，{t.Rule}", null, t.ValidFrom, Yuan(t.Principal) * Rational.FromPpm(t.RatePpm),
                $"/ventures/{t.VentureCode}", t.RecordedAtMs)),
    ];

    private static async Task<IReadOnlyList<CountedRecord>> PassedOnAsync(Question q, Func<PassedOnRecord, Rational> value, CancellationToken cancel) =>
    [
        .. (await VentureRecords.PassedOnAsync(q.Db, q.Scope.Organizations, q.Period, q.KnownAtMs, cancel)).Where(c => !c.IsCompany)
            .Select(c => new CountedRecord($"{c.Period.ChineseName}分给成员", c.HolderId, c.Period.End, value(c), $"/cascades/{c.CascadeId}", c.RecordedAtMs)),
    ];

    private static bool IsAmong(Question q, long organizationId) => q.Scope.Organizations is not { } among || Array.IndexOf(among, organizationId) >= 0;
}
