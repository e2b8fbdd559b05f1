using System.Numerics;
using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Income;
using Baotuan.Indicators.Readings;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Thresholds;

/// <summary>Sums of postings over several years and indicators in one pass; each is what <see cref="IndicatorReadings.ReadAsync"/> says of it alone.</summary>
internal static class YearReadings
{
    /// <summary>By code, one for each year in order; null where one of them is something else than a sum of postings in one of the years.</summary>
    /// <param name="defined">Versions by code, in the order of their days.</param>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<Reading>>?> RunAsync(
        BaotuanDb db, string scopeText, IReadOnlyList<string> codes, IReadOnlyDictionary<string, List<IndicatorInfo>> defined, int firstYear, int lastYear, CancellationToken cancel)
    {
        var years = Enumerable.Range(firstYear, lastYear - firstYear + 1).ToList();
        var versions = codes.ToDictionary(c => c, c => years.Select(y => defined.GetValueOrDefault(c)?.LastOrDefault(v => v.ValidFrom <= new DateOnly(y, 12, 31))).ToList());
        if (versions.Values.Any(of => of.Any(v => v?.Computation != PostingComputation.Name)) || await ReadScope.RunAsync(db, scopeText, [Computation.Place], cancel) is not { Ok: true } scope)
        {
            return null;
        }

        var ground = new Question(db, new Dictionary<string, string>(), scope.Value, Period.Year(lastYear), long.MaxValue);
        var books = (await VillageBooks.OfAsync(ground, cancel)).Select(b => b.BookId).ToList();
        var incomes = await YearIncomes.LoadAsync(ground, books, codes, firstYear, lastYear, cancel);
        return codes.ToDictionary(c => c, c => (IReadOnlyList<Reading>)[.. years.Select((y, i) =>
        {
            var sums = books.Select(b => incomes.Sum(y, c, b)).ToList();
            var fen = sums.Aggregate(BigInteger.Zero, (total, s) => total + s.Fen);
            return new Reading(versions[c][i]!, scope.Value, Period.Year(y), new Rational(fen, 100), sums.Sum(s => s.Records), long.MaxValue);
        })]);
    }
}
