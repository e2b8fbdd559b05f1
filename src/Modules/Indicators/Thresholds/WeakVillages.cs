using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Income;
using Baotuan.Indicators.Readings;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Thresholds;

/// <summary>
/// Who is weak by year. Steps: (1) the income of every village in every year since the first threshold, by every indicator that a condition names, in one pass; (2) per
/// village and year, the threshold of its region at the end of the year; (3) a target decides by itself, entering and leaving by what stood at the end of the
/// year before; (4) a year without a voucher judges nobody; (5) the reason names the conditions that decided, with the number.
/// </summary>
internal static class WeakVillages
{
    private const int MostYears = 30;

    public static async Task<Outcome<IReadOnlyList<VillageStanding>>> RunAsync(BaotuanDb db, string scopeText, int year, long knownAtMs, CancellationToken cancel)
    {
        var years = await YearsAsync(db, scopeText, year, year, knownAtMs, cancel);
        return years.Ok ? Outcome<IReadOnlyList<VillageStanding>>.Of(years.Value[year]) : Outcome<IReadOnlyList<VillageStanding>>.Refused(years.Refusals);
    }

    public static async Task<Outcome<IReadOnlyDictionary<int, IReadOnlyList<VillageStanding>>>> YearsAsync(
        BaotuanDb db, string scopeText, int firstYear, int lastYear, long knownAtMs, CancellationToken cancel)
    {
        var scope = await ReadScope.RunAsync(db, scopeText, [Computation.Place], cancel);
        if (!scope.Ok)
        {
            return Outcome<IReadOnlyDictionary<int, IReadOnlyList<VillageStanding>>>.Refused(scope.Refusals);
        }

        var ground = new Question(db, new Dictionary<string, string>(), scope.Value, Period.Year(lastYear), knownAtMs);
        var thresholds = await ReadThresholds.LoadAsync(db, knownAtMs, cancel);
        var books = await VillageBooks.OfAsync(ground, cancel);
        var regions = await Organizations.RegionCodesAsync(db, [.. books.Select(b => b.Village)], cancel);
        var indicators = VillageIncome.Shown.Concat(thresholds.Sets.SelectMany(s => s.Conditions).Select(c => c.Indicator)).ToList();
        var first = FirstYear(thresholds, firstYear);
        var incomes = await YearIncomes.LoadAsync(ground, [.. books.Select(b => b.BookId)], indicators, first, lastYear, cancel);
        var years = new Dictionary<int, IReadOnlyList<VillageStanding>>();
        var decided = new Dictionary<long, bool?>(); // what was judged last: a year without a voucher judges nothing
        for (var year = first; year <= lastYear; year++)
        {
            var standing = new List<VillageStanding>(books.Count);
            foreach (var (bookId, village) in books)
            {
                var before = decided.GetValueOrDefault(village.Id);
                var judged = Judge(village, year, Rule(thresholds, regions[village.Id], year, before), incomes, bookId, before);
                decided[village.Id] = judged.IsWeak ?? before;
                standing.Add(judged);
            }

            if (year >= firstYear)
            {
                years[year] = standing;
            }
        }

        return Outcome<IReadOnlyDictionary<int, IReadOnlyList<VillageStanding>>>.Of(years);
    }

    private static int FirstYear(ReadThresholds thresholds, int year) =>
        Math.Max(year - MostYears, thresholds.Sets.Select(s => s.ValidFrom.Year).Append(year - 1).Where(y => y <= year).Min());

    private static ThresholdSet? Rule(ReadThresholds thresholds, string region, int year, bool? wasWeak)
    {
        var end = new DateOnly(year, 12, 31);
        return thresholds.Find(region, ThresholdRules.Target, end)
            ?? thresholds.Find(region, wasWeak == true ? ThresholdRules.Leave : ThresholdRules.Enter, end);
    }

    private static VillageStanding Judge(OrganizationInfo village, int year, ThresholdSet? rule, YearIncomes incomes, long bookId, bool? wasWeak)
    {
        if (rule is null)
        {
            return new(village, year, incomes.Of(year, bookId), wasWeak == true ? true : null, wasWeak, wasWeak == true ? "没有登记退出门槛" : "这个地区这一年没有登记门槛", "");
        }

        if (!incomes.IsKept(year, bookId))
        {
            return new(village, year, incomes.Of(year, bookId), null, wasWeak, "这一年没有入账，不能判断", rule.Conditions[0].Basis);
        }

        var all = rule.Conditions.All(c => Holds(c, incomes.Fen(year, c.Indicator, bookId)));
        var decided = rule.Conditions.Where(c => all || !Holds(c, incomes.Fen(year, c.Indicator, bookId)));
        return new(
            village, year, incomes.Of(year, bookId), rule.Rule == ThresholdRules.Enter ? all : !all, wasWeak,
            string.Join('；', decided.Select(c => Words(c, incomes.Name(year, c.Indicator), incomes.Fen(year, c.Indicator, bookId)))), rule.Conditions[0].Basis);
    }

    private static bool Holds(Condition condition, long fen) => condition.Comparison switch
    {
        "at_least" => fen >= condition.LimitFen,
        "above" => fen > condition.LimitFen,
        "at_most" => fen <= condition.LimitFen,
        "below" => fen < condition.LimitFen,
        _ => throw new InvalidOperationException($"unknown comparison {condition.Comparison}"),
    };

    private static string Words(Condition condition, string indicator, long fen)
    {
        var limit = $"{ThresholdRules.Comparisons.First(c => c.Code == condition.Comparison).Chinese} {new Money(condition.LimitFen).Format()} 元";
        return $"{indicator} {new Money(fen).Format()} 元，{(Holds(condition, fen) ? limit : $"没有达到“{limit}”")}";
    }
}
