using Baotuan.Kernel;

namespace Baotuan.Engine.Distributions;

/// <summary>
/// Computes what a venture owes its holders for a period.
/// <list type="number">
/// <item>Cut the period, phase by phase, only where terms switch. A stretch in which principal was held must lie in a term.</item>
/// <item>In each leg a holder's entitlement is r · (P·f(a, e) + Σ xᵢ·f(dᵢ, e)): P the principal at the start of the first day a,
/// xᵢ the signed change on day dᵢ, e the day after the last day.</item>
/// <item>Where an amount is declared it replaces the rate as the term says, split on principal × calendar days.</item>
/// <item>The pool is the sum of all entitlements, rounded half-up to the fen, once.</item>
/// <item>Each holder gets pool × entitlement ÷ Σ by largest remainder, ties to the lower holder code.</item>
/// </list>
/// Pure: no clock, no input or output, and the order of the input does not matter.
/// </summary>
public static class PlanDistribution
{
    /// <param name="terms">All terms of the phases that take part.</param>
    /// <param name="changes">All changes of principal up to the end of the period.</param>
    /// <param name="declared">The declared amount or profit; null where none was declared. Only a profit may be negative.</param>
    public static Outcome<DistributionPlan> For(
        Period period, IReadOnlyList<ReturnTerm> terms, IReadOnlyList<PrincipalChange> changes, Money? declared)
    {
        try
        {
            return Checked(period, terms, changes, declared);
        }
        catch (OverflowException)
        {
            // sums are checked wherever they are made; which of them ran over does not matter to the user
            return TooLarge();
        }
    }

    private static Outcome<DistributionPlan> Checked(
        Period period, IReadOnlyList<ReturnTerm> terms, IReadOnlyList<PrincipalChange> changes, Money? declared)
    {
        if (terms.Count == 0)
        {
            return Refuse("no_return_terms", "没有收益条款。请先登记本项目的收益条款，再试算分红。");
        }

        if (Overlapping(terms) is { } overlap)
        {
            return overlap;
        }

        var stretches = new List<Stretch>();
        foreach (var phase in PhasesOf(terms, changes))
        {
            var cut = Cut(period, phase, terms, changes);
            if (!cut.Ok)
            {
                return Outcome<DistributionPlan>.Refused(cut.Refusals);
            }

            stretches.AddRange(cut.Value);
        }

        if (WholeYearProblem(period, stretches) is { } wholeYear)
        {
            return wholeYear;
        }

        if (DeclaredProblem(stretches, declared) is { } declaredProblem)
        {
            return declaredProblem;
        }

        return Compute(period, stretches, changes, declared);
    }

    private sealed record Stretch(ReturnTerm Term, Period Period);

    private static Refusal TooLarge() => Refuse("amount_too_large", "金额超出系统能表示的范围（约 9.22 亿亿元）。请检查出资金额、申报金额和利率。");

    private static Refusal Refuse(string code, string message) => new(code, message);

    private static IEnumerable<string> PhasesOf(IReadOnlyList<ReturnTerm> terms, IReadOnlyList<PrincipalChange> changes) =>
        terms.Select(t => t.PhaseCode).Concat(changes.Select(c => c.PhaseCode)).Distinct().Order(StringComparer.Ordinal);

    private static Refusal? Overlapping(IReadOnlyList<ReturnTerm> terms)
    {
        foreach (var group in terms.GroupBy(t => t.PhaseCode))
        {
            var ordered = group.OrderBy(t => t.From).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                if (ordered[i].From <= ordered[i - 1].LastDay)
                {
                    return Refuse(
                        "return_terms_overlap",
                        $"第 {group.Key} 期有两条收益条款在 {ordered[i].From:yyyy-MM-dd} 同时有效。请改正其中一条的起止日期。");
                }
            }
        }

        return null;
    }

    private static Outcome<List<Stretch>> Cut(
        Period period, string phase, IReadOnlyList<ReturnTerm> terms, IReadOnlyList<PrincipalChange> changes)
    {
        var stretches = new List<Stretch>();
        var from = period.Start;
        foreach (var term in terms.Where(t => t.PhaseCode == phase).OrderBy(t => t.From))
        {
            var start = term.From > from ? term.From : from;
            var end = term.LastDay < period.End ? term.LastDay : period.End;
            if (start > end)
            {
                continue;
            }

            if (start > from && Uncovered(phase, new(from, start.AddDays(-1)), changes) is { } gap)
            {
                return gap;
            }

            stretches.Add(new(term, new(start, end)));
            from = end == DateOnly.MaxValue ? end : end.AddDays(1);
        }

        return from <= period.End && Uncovered(phase, new(from, period.End), changes) is { } tail ? tail : stretches;
    }

    private static Refusal? Uncovered(string phase, Period stretch, IReadOnlyList<PrincipalChange> changes)
    {
        var held = changes.Where(c => c.PhaseCode == phase && c.On <= stretch.End)
            .GroupBy(c => c.HolderCode)
            .Any(g => g.Where(c => c.On < stretch.Start).Sum(c => c.AmountFen) != 0 || g.Any(c => c.On >= stretch.Start));
        return held
            ? Refuse(
                "no_term_in_force",
                $"第 {phase} 期在 {stretch.Start:yyyy-MM-dd} 至 {stretch.End:yyyy-MM-dd} 有出资，却没有收益条款。请登记这一段的条款，或缩短分红期间。")
            : null;
    }

    private static Refusal? WholeYearProblem(Period period, List<Stretch> stretches) =>
        stretches.FirstOrDefault(s => s.Term.DayCount == DayCount.WholeYear && s.Term.Kind != ReturnKind.Actual && s.Period != period) is { } cut
            ? Refuse(
                "whole_year_needs_one_term",
                $"第 {cut.Term.PhaseCode} 期按整年计息，期间 {period.Code} 却跨过条款起止日。请按条款分段分红，或改用按天计息的条款。")
            : null;

    private static Refusal? DeclaredProblem(List<Stretch> stretches, Money? declared)
    {
        var asking = stretches.Where(s => s.Term.NeedsDeclared).ToList();
        if (asking.Count == 0)
        {
            return declared is null ? null : Refuse("declared_amount_not_asked", "本期间的条款都是固定收益，不需要申报金额。请去掉申报金额。");
        }

        if (asking.Count > 1)
        {
            return Refuse(
                "declared_amount_ambiguous",
                "期间内有不止一段条款需要申报金额，无法知道金额属于哪一段。请按条款或按期分开分红。");
        }

        var kind = asking[0].Term.Kind;
        if (declared is null && kind != ReturnKind.Floor)
        {
            return Refuse("declared_amount_missing", "本期间的条款按实际收益或利润分配，请填写申报金额。");
        }

        return declared is { Fen: < 0 } && kind != ReturnKind.ProfitShare
            ? Refuse("declared_amount_negative", "申报金额不能是负数。")
            : null;
    }

    private static Outcome<DistributionPlan> Compute(
        Period period, List<Stretch> stretches, IReadOnlyList<PrincipalChange> changes, Money? declared)
    {
        var legs = new List<Leg>();
        var steps = new SortedDictionary<string, List<LineStep>>(StringComparer.Ordinal);
        foreach (var stretch in stretches)
        {
            var outcome = ComputeLeg(legs.Count, stretch, changes, declared);
            if (!outcome.Ok)
            {
                return Outcome<DistributionPlan>.Refused(outcome.Refusals);
            }

            legs.Add(outcome.Value.Leg);
            foreach (var (holder, step) in outcome.Value.Steps)
            {
                if (!steps.TryGetValue(holder, out var list))
                {
                    steps[holder] = list = [];
                }

                list.Add(step);
            }
        }

        return Share(period, declared, legs, steps);
    }

    private sealed record LegOutcome(Leg Leg, IReadOnlyList<(string Holder, LineStep Step)> Steps);

    private static Outcome<LegOutcome> ComputeLeg(int index, Stretch stretch, IReadOnlyList<PrincipalChange> changes, Money? declared)
    {
        var term = stretch.Term;
        var rate = Rational.FromPpm(term.RatePpm);
        var held = Held(stretch, changes);
        if (term.Kind == ReturnKind.Fixed)
        {
            var byRate = Weigh(index, held, stretch, term.DayCount, rate);
            return new LegOutcome(new(term, stretch.Period, LegBasis.Entitlement, Total(byRate), null, null), byRate);
        }

        var amount = DeclaredFor(term, declared);
        if (term.RatePpm > 0 && term.Kind != ReturnKind.Actual)
        {
            var byRate = Weigh(index, held, stretch, term.DayCount, rate);
            var floor = Total(byRate).RoundHalfUpToFen();
            if (amount <= floor)
            {
                return new LegOutcome(new(term, stretch.Period, LegBasis.Entitlement, Total(byRate), floor, amount), byRate);
            }

            return SplitDeclared(index, held, stretch, amount, floor);
        }

        return SplitDeclared(index, held, stretch, amount, null);
    }

    private static Money DeclaredFor(ReturnTerm term, Money? declared)
    {
        if (term.Kind != ReturnKind.ProfitShare)
        {
            return declared ?? Money.Zero;
        }

        var share = Rational.FromPpm(term.SharePpm) * declared!.Value.Fen;
        return share.Sign <= 0 ? Money.Zero : share.RoundHalfUpToFen();
    }

    private static Outcome<LegOutcome> SplitDeclared(int index, List<Holding> held, Stretch stretch, Money amount, Money? floor)
    {
        var byDays = Weigh(index, held, stretch, null, Rational.One);
        var total = Total(byDays);
        if (total.Sign == 0 && amount > Money.Zero)
        {
            return Refuse("no_principal_in_period", $"{stretch.Period.Code} 期间没有任何出资，申报金额无法分给任何人。");
        }

        var perUnit = total.Sign == 0 ? Rational.Zero : amount.Fen / total;
        var split = byDays.Select(s => (s.Holder, s.Step with { Amount = s.Step.Weight * perUnit })).ToList();
        return new LegOutcome(
            new(stretch.Term, stretch.Period, LegBasis.PrincipalDays, total.Sign == 0 ? Rational.Zero : amount.Fen, floor, amount), split);
    }

    private sealed record Holding(string Holder, long OpeningFen, IReadOnlyList<PrincipalChange> Changes);

    private static List<Holding> Held(Stretch stretch, IReadOnlyList<PrincipalChange> changes) =>
    [
        .. changes.Where(c => c.PhaseCode == stretch.Term.PhaseCode && c.On <= stretch.Period.End)
            .GroupBy(c => c.HolderCode)
            .Select(g => new Holding(
                g.Key,
                g.Where(c => c.On < stretch.Period.Start).Sum(c => c.AmountFen),
                [.. g.Where(c => c.On >= stretch.Period.Start).OrderBy(c => c.On).ThenBy(c => c.AmountFen)]))
            .Where(h => h.OpeningFen != 0 || h.Changes.Count > 0)
            .OrderBy(h => h.Holder, StringComparer.Ordinal),
    ];

    /// <param name="dayCount">Null counts calendar days.</param>
    private static List<(string Holder, LineStep Step)> Weigh(
        int index, List<Holding> held, Stretch stretch, DayCount? dayCount, Rational rate)
    {
        var end = stretch.Period.DayAfter;
        Rational Factor(DateOnly from) => dayCount is { } kind ? DayCounts.Fraction(kind, from, end) : end.DayNumber - from.DayNumber;

        var opening = Factor(stretch.Period.Start);
        var steps = new List<(string, LineStep)>(held.Count);
        foreach (var holding in held)
        {
            var weight = opening * holding.OpeningFen;
            var changes = new List<ChangeStep>(holding.Changes.Count);
            foreach (var change in holding.Changes)
            {
                var factor = Factor(change.On);
                weight += factor * change.AmountFen;
                changes.Add(new(change.On, change.AmountFen, factor));
            }

            if (weight.Sign < 0)
            {
                throw new ArgumentException($"holder {holding.Holder} holds less than nothing in {stretch.Period}", nameof(held));
            }

            steps.Add((holding.Holder, new(index, holding.OpeningFen, opening, changes, weight, weight * rate)));
        }

        return steps;
    }

    private static Rational Total(IEnumerable<(string Holder, LineStep Step)> steps) =>
        steps.Aggregate(Rational.Zero, (sum, s) => sum + s.Step.Amount);

    private static Outcome<DistributionPlan> Share(
        Period period, Money? declared, List<Leg> legs, SortedDictionary<string, List<LineStep>> steps)
    {
        var holders = steps
            .Select(s => (Code: s.Key, Steps: s.Value, Entitlement: s.Value.Aggregate(Rational.Zero, (sum, x) => sum + x.Amount)))
            .Where(h => h.Entitlement.Sign > 0).ToList();
        var total = holders.Aggregate(Rational.Zero, (sum, h) => sum + h.Entitlement);
        if (total > long.MaxValue)
        {
            return TooLarge();
        }

        var pool = total.RoundHalfUpToFen();
        var parts = Allocation.Split(pool, [.. holders.Select(h => h.Entitlement)], [.. holders.Select(h => h.Code)]);
        var lines = holders.Select((h, i) => new PlannedLine(
            h.Code, h.Entitlement, pool.Fen * h.Entitlement / total, parts[i], h.Steps)).ToList();
        var plan = new DistributionPlan(period, declared, pool, lines, legs);
        if (plan.Sum != pool)
        {
            throw new InvalidOperationException($"lines sum to {plan.Sum}, the pool is {pool}");
        }

        return plan;
    }
}
