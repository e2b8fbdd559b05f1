using System.Numerics;
using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using Xunit;

namespace Baotuan.Tests.Engine.Distributions;

/// <summary>A fraction that is never reduced; only for the naive model.</summary>
internal readonly record struct Frac(BigInteger N, BigInteger D)
{
    public static Frac operator +(Frac a, Frac b) => new((a.N * b.D) + (b.N * a.D), a.D * b.D);

    public static Frac operator *(Frac a, Frac b) => new(a.N * b.N, a.D * b.D);

    public static implicit operator Frac(long n) => new(n, 1);

    public BigInteger Floor => N.Sign < 0 ? -((-N + D - 1) / D) : N / D;

    /// <summary>Half-up of a number that is not negative.</summary>
    public BigInteger HalfUp => new Frac((2 * N) + D, 2 * D).Floor;

    public bool Less(Frac other) => N * other.D < other.N * D;
}

/// <summary>
/// The rules as the text has them, as plainly as they can be written and without any of the engine's code: where the text
/// counts days, this model walks through them one by one and asks what was held. Takes only situations that are not refused.
/// </summary>
internal static class NaiveDistribution
{
    public static (BigInteger Pool, SortedDictionary<string, BigInteger> Lines) Plan(Situation s)
    {
        var entitlements = new SortedDictionary<string, Frac>(StringComparer.Ordinal);
        foreach (var term in s.Terms)
        {
            var from = term.From < s.Period.Start ? s.Period.Start : term.From;
            var to = term.To is { } last && last < s.Period.End ? last : s.Period.End;
            if (from > to)
            {
                continue;
            }

            foreach (var (holder, part) in Leg(s, term, from, to))
            {
                entitlements[holder] = entitlements.GetValueOrDefault(holder, 0) + part;
            }
        }

        var pool = entitlements.Values.Aggregate((Frac)0, (sum, e) => sum + e).HalfUp;
        return (pool, LargestRemainder(pool, entitlements));
    }

    private static SortedDictionary<string, Frac> Leg(Situation s, ReturnTerm term, DateOnly from, DateOnly to)
    {
        var changes = s.Changes.Where(c => c.PhaseCode == term.PhaseCode && c.On <= to).ToList();
        var byRate = new SortedDictionary<string, Frac>(StringComparer.Ordinal);
        var byDays = new SortedDictionary<string, Frac>(StringComparer.Ordinal);
        foreach (var holder in changes.Select(c => c.HolderCode).Distinct())
        {
            var own = changes.Where(c => c.HolderCode == holder).ToList();
            byRate[holder] = Years(term.DayCount, own, from, to) * new Frac(term.RatePpm, 1_000_000);
            byDays[holder] = DayByDay(own, from, to, _ => 1);
        }

        var declared = term.Kind switch
        {
            ReturnKind.ProfitShare => s.Declared!.Value.Fen <= 0 ? 0 : new Frac((BigInteger)term.SharePpm * s.Declared.Value.Fen, 1_000_000).HalfUp,
            _ => s.Declared?.Fen ?? 0,
        };
        var floor = byRate.Values.Aggregate((Frac)0, (sum, e) => sum + e).HalfUp;
        var byRateCounts = term.Kind == ReturnKind.Fixed || (term.Kind != ReturnKind.Actual && term.RatePpm > 0 && floor >= declared);
        if (byRateCounts)
        {
            return byRate;
        }

        var days = byDays.Values.Aggregate((Frac)0, (sum, d) => sum + d);
        return new(byDays.ToDictionary(d => d.Key, d => days.N.IsZero ? 0 : d.Value * new Frac(declared, 1) * new Frac(days.D, days.N)), StringComparer.Ordinal);
    }

    private static Frac Years(DayCount kind, List<PrincipalChange> own, DateOnly from, DateOnly to)
    {
        switch (kind)
        {
            case DayCount.Actual365Fixed:
                return DayByDay(own, from, to, _ => 365);
            case DayCount.ActualActual:
                return DayByDay(own, from, to, day => DateTime.IsLeapYear(day.Year) ? 366 : 365);
            case DayCount.WholeYear:
                return own.Sum(c => c.AmountFen);
            default:
                var e = to.AddDays(1);
                Frac sum = 0;
                foreach (var change in own)
                {
                    sum += (Frac)change.AmountFen * Since(kind, change.On < from ? from : change.On, e);
                }

                return sum;
        }
    }

    // every day adds what was held at its end, over the days that its year has
    private static Frac DayByDay(List<PrincipalChange> own, DateOnly from, DateOnly to, Func<DateOnly, int> yearLength)
    {
        var sums = new Dictionary<int, BigInteger>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            sums[yearLength(day)] = sums.GetValueOrDefault(yearLength(day)) + own.Where(c => c.On <= day).Sum(c => c.AmountFen);
        }

        return sums.Aggregate((Frac)0, (sum, s) => sum + new Frac(s.Value, s.Key));
    }

    private static Frac Since(DayCount kind, DateOnly d, DateOnly e)
    {
        if (kind == DayCount.WholeMonths)
        {
            var months = 0;
            while (!After(d, months + 1, e))
            {
                months++;
            }

            return new(months, 12);
        }

        int d1 = d.Day == 31 ? 30 : d.Day, d2 = e.Day == 31 && d1 == 30 ? 30 : e.Day;
        return new((360 * (e.Year - d.Year)) + (30 * (e.Month - d.Month)) + d2 - d1, 360);
    }

    // the day that many months after d, with the day's number kept even where the month is shorter
    private static bool After(DateOnly d, int months, DateOnly e)
    {
        var month = (d.Year * 12) + d.Month - 1 + months;
        return (month, d.Day).CompareTo(((e.Year * 12) + e.Month - 1, e.Day)) > 0;
    }

    private static SortedDictionary<string, BigInteger> LargestRemainder(BigInteger pool, SortedDictionary<string, Frac> weights)
    {
        var total = weights.Values.Aggregate((Frac)0, (sum, w) => sum + w);
        var shares = weights.Where(w => w.Value.N.Sign > 0)
            .ToDictionary(w => w.Key, w => new Frac(pool * w.Value.N * total.D, w.Value.D * total.N));
        var lines = new SortedDictionary<string, BigInteger>(shares.ToDictionary(s => s.Key, s => s.Value.Floor), StringComparer.Ordinal);
        var left = pool - lines.Values.Aggregate(BigInteger.Zero, (sum, a) => sum + a);
        while (left > 0)
        {
            // the one with the largest remainder among those that have not had a fen yet; the first in code order wins a tie
            string? best = null;
            foreach (var (code, share) in shares.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                var rest = share + new Frac(-lines[code], 1);
                if (rest.N.Sign >= 0 && (best is null || (shares[best] + new Frac(-lines[best], 1)).Less(rest)))
                {
                    best = code;
                }
            }

            lines[best!] += 1;
            left -= 1;
        }

        return lines;
    }
}
