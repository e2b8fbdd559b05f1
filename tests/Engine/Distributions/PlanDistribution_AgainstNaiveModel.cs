using System.Numerics;
using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Distributions;

/// <summary>Random terms, events and periods: the engine agrees with the naive model to the fen, whatever the order of the input.</summary>
public sealed class PlanDistribution_AgainstNaiveModel
{
    private static readonly DateOnly First = new(2018, 1, 1);
    private static readonly string[] Codes = ["V10", "V2", "a", "B", "村1"];

    private static readonly Gen<DayCount> CutDayCount =
        Gen.Int[0, 3].Select(i => new[] { DayCount.Actual365Fixed, DayCount.ActualActual, DayCount.Thirty360, DayCount.WholeMonths }[i]);

    private static readonly Gen<ReturnTerm> FixedTerm = Gen.Select(Gen.Long[0, 200_000], CutDayCount)
        .Select((rate, days) => new ReturnTerm("A", ReturnKind.Fixed, rate, 0, days, First, null));

    private static readonly Gen<ReturnTerm> AskingTerm = Gen.Select(
            Gen.Int[0, 2].Select(i => new[] { ReturnKind.Actual, ReturnKind.Floor, ReturnKind.ProfitShare }[i]),
            Gen.OneOf(Gen.Const(0L), Gen.Long[1, 200_000]), Gen.Long[0, 1_000_000], CutDayCount)
        .Select((kind, rate, share, days) => new ReturnTerm("A", kind, rate, share, days, First, null));

    // ups and downs of a few holders; nobody ever holds less than nothing
    private static readonly Gen<List<PrincipalChange>> Changes = Gen.Select(
            Gen.Int[-200, 1500], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 3], Gen.OneOf(Gen.Long[1, 300], Gen.Long[1, 10_000_000_00]))
        .Array[1, 12].Select(Held);

    private static readonly Gen<Situation> WithSwitches = Gen.Select(
        Gen.Int[0, 900], Gen.Int[1, 900], FixedTerm.Array[1, 3], AskingTerm, Gen.Int[-1, 3], Gen.Int[1, 400].Array[3], Changes, Gen.Long[-1_000_000, 2_000_000_00])
        .Select((start, days, terms, asking, place, lengths, changes, declared) =>
        {
            var list = terms.ToList();
            var asks = place >= 0;
            if (asks)
            {
                list.Insert(Math.Min(place, list.Count), asking);
            }

            var from = First.AddDays(-300);
            for (var i = 0; i < list.Count; i++)
            {
                var to = i == list.Count - 1 ? (DateOnly?)null : from.AddDays(lengths[i % 3] + 250);
                list[i] = list[i] with { From = from, To = to };
                from = to?.AddDays(1) ?? from;
            }

            var period = new Period(First.AddDays(start), First.AddDays(start + days));
            asks = list.Any(t => t.Kind != ReturnKind.Fixed && t.From <= period.End && (t.To ?? DateOnly.MaxValue) >= period.Start);
            var amount = asking.Kind == ReturnKind.ProfitShare ? declared : Math.Abs(declared);
            return new Situation(period, list, changes, asks ? new Money(amount) : null);
        });

    private static readonly Gen<Situation> WholeYears = Gen.Select(Gen.Int[2018, 2021], Gen.Long[1, 200_000], Changes)
        .Select((year, rate, changes) => new Situation(
            Period.Year(year), [new("A", ReturnKind.Fixed, rate, 0, DayCount.WholeYear, new(2000, 1, 1), null)], changes, null));

    // a second phase with a fixed rate beside the first
    private static readonly Gen<Situation> TwoPhases = Gen.Select(WithSwitches, FixedTerm, Changes).Select((first, term, changes) => first with
    {
        Terms = [term with { PhaseCode = "B", From = First.AddDays(-300) }, .. first.Terms],
        Changes = [.. first.Changes, .. changes.Select(c => c with { PhaseCode = "B" })],
    });

    private static readonly Gen<Situation> Any = Gen.OneOf(WithSwitches, WholeYears, TwoPhases);

    [Fact]
    public void Agrees_to_the_fen() => Any.Sample(
        situation =>
        {
            var outcome = situation.Plan();
            if (!outcome.Ok)
            {
                Assert.Equal("no_principal_in_period", Assert.Single(outcome.Refusals).Code);
                return;
            }

            var (pool, lines) = NaiveDistribution.Plan(situation);
            Assert.Equal(pool, outcome.Value.Pool.Fen);
            Assert.Equal(
                lines.Select(l => $"{l.Key} {l.Value}"), outcome.Value.Lines.Select(l => $"{l.HolderCode} {l.Amount.Fen}"));
        },
        iter: 2000);

    [Fact]
    public void Order_of_input_does_not_matter() => Gen.Select(Any, Gen.Int[0, int.MaxValue]).Sample(
        (situation, seed) =>
        {
            var random = new Random(seed);
            var shuffled = situation with
            {
                Terms = [.. situation.Terms.OrderBy(_ => random.Next())],
                Changes = [.. situation.Changes.OrderBy(_ => random.Next())],
            };
            var (one, other) = (situation.Plan(), shuffled.Plan());
            Assert.Equal(one.Ok, other.Ok);
            if (one.Ok)
            {
                Assert.Equal(one.Value.Pool, other.Value.Pool);
                Assert.Equal(
                    one.Value.Lines.Select(l => (l.HolderCode, l.Entitlement, l.Exact, l.Amount)),
                    other.Value.Lines.Select(l => (l.HolderCode, l.Entitlement, l.Exact, l.Amount)));
            }
        },
        iter: 500);

    [Fact]
    public void Lines_stay_within_a_fen_of_their_exact_share_and_the_trace_adds_up() => Any.Sample(
        situation =>
        {
            var outcome = situation.Plan();
            if (!outcome.Ok)
            {
                return;
            }

            var plan = outcome.Value;
            Assert.Equal(plan.Pool, plan.Sum);
            foreach (var line in plan.Lines)
            {
                Assert.True(line.Amount.Fen - line.Exact < 1 && line.Exact - line.Amount.Fen < 1);
                Assert.Equal(line.Entitlement, line.Steps.Aggregate(Rational.Zero, (sum, s) => sum + s.Amount));
                Assert.All(line.Steps, step => Assert.Equal(
                    step.Weight,
                    step.Changes.Aggregate(step.OpeningFactor * step.OpeningPrincipalFen, (sum, c) => sum + (c.Factor * c.AmountFen))));
            }
        },
        iter: 500);

    private static List<PrincipalChange> Held((int Day, int Holder, int Other, int Kind, long Fen)[] raw)
    {
        var held = new long[Codes.Length];
        var changes = new List<PrincipalChange>();
        foreach (var (day, holder, other, kind, fen) in raw.OrderBy(r => r.Day))
        {
            var on = First.AddDays(day);
            var amount = kind < 2 ? fen : Math.Min(fen, held[holder]);
            var signed = kind < 2 ? amount : -amount;
            if (amount == 0)
            {
                continue;
            }

            held[holder] += signed;
            changes.Add(new("A", Codes[holder], on, signed));
            if (kind == 2)
            {
                held[other] += amount;
                changes.Add(new("A", Codes[other], on, amount));
            }
        }

        return changes;
    }
}
