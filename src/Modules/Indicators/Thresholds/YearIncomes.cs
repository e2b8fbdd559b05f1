using Baotuan.Indicators.Computations;
using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Definitions;
using Baotuan.Indicators.Income;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;

namespace Baotuan.Indicators.Thresholds;

/// <summary>Income of many books in several years, each by the definitions in force at its end, in one pass over the postings.</summary>
internal sealed class YearIncomes
{
    private readonly Dictionary<(int Year, long BookId), (long Fen, long Records)[]> _sums = [];
    private readonly List<string> _codes;
    private readonly Dictionary<(int Year, string Code), (string Name, PostingFilter Filter)> _definitions;

    private YearIncomes(List<string> codes, Dictionary<(int, string), (string, PostingFilter)> definitions) => (_codes, _definitions) = (codes, definitions);

    /// <param name="ground">Whose database and time of knowledge count; the years are told apart.</param>
    public static async Task<YearIncomes> LoadAsync(Question ground, IReadOnlyList<long> bookIds, IEnumerable<string> indicators, int firstYear, int lastYear, CancellationToken cancel)
    {
        var codes = indicators.Distinct().ToList();
        var incomes = new YearIncomes(codes, await DefinitionsAsync(ground, codes, firstYear, lastYear, cancel));
        var filters = Enumerable.Range(firstYear, lastYear - firstYear + 1).ToDictionary(y => y, y => codes.Select(c => incomes._definitions.GetValueOrDefault((y, c)).Filter).ToArray());
        await foreach (var cell in PostingRecords.CellsAsync(ground.Db, bookIds, firstYear, lastYear, ground.KnownAtMs, incomes._definitions.Values.Select(d => d.Filter)).WithCancellation(cancel))
        {
            incomes.Add(cell, filters[cell.Year]);
        }

        return incomes;
    }

    /// <summary>Whether anything was posted in the year: a book without a voucher says nothing about income.</summary>
    public bool IsKept(int year, long bookId) => _sums.ContainsKey((year, bookId));

    public string Name(int year, string indicator) => _definitions.TryGetValue((year, indicator), out var found) ? found.Name : indicator;

    /// <summary>0 where a book has no such postings.</summary>
    public long Fen(int year, string indicator, long bookId) => Sum(year, indicator, bookId).Fen;

    /// <summary>The same with the number of postings that it was made of.</summary>
    public (long Fen, long Records) Sum(int year, string indicator, long bookId) =>
        _codes.IndexOf(indicator) is >= 0 and var at && _sums.TryGetValue((year, bookId), out var sums) ? sums[at] : default;

    public IReadOnlyDictionary<string, Money> Of(int year, long bookId) =>
        _codes.Where(c => _definitions.ContainsKey((year, c))).ToDictionary(c => c, c => new Money(Fen(year, c, bookId)));

    private void Add(PostingCell cell, PostingFilter?[] filters)
    {
        if (!_sums.TryGetValue((cell.Year, cell.BookId), out var sums))
        {
            _sums[(cell.Year, cell.BookId)] = sums = new (long, long)[filters.Length];
        }

        for (var i = 0; i < filters.Length; i++)
        {
            if (filters[i]?.Of(cell) is { } fen)
            {
                sums[i] = checked((sums[i].Fen + fen, sums[i].Records + cell.Records));
            }
        }
    }

    private static async Task<Dictionary<(int, string), (string, PostingFilter)>> DefinitionsAsync(Question ground, IReadOnlyList<string> codes, int firstYear, int lastYear, CancellationToken cancel)
    {
        var all = await ReadDefinitions.AllAsync(ground.Db, ground.KnownAtMs, cancel);
        var read = new Dictionary<IndicatorInfo, PostingFilter>(); // a version holds for many years
        var definitions = new Dictionary<(int, string), (string, PostingFilter)>();
        for (var year = firstYear; year <= lastYear; year++)
        {
            foreach (var code in codes)
            {
                if (all.LastOrDefault(d => d.Code == code && d.ValidFrom <= new DateOnly(year, 12, 31)) is { } definition)
                {
                    read[definition] = read.GetValueOrDefault(definition) ?? await PostingArgument.ReadAsync(ground with { Argument = Arguments.Parse(definition.Argument) }, cancel);
                    definitions[(year, code)] = (definition.Name, read[definition]);
                }
            }
        }

        return definitions;
    }
}
