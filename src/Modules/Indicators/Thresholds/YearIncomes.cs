using Baotuan.Indicators.Computations;
using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Definitions;
using Baotuan.Indicators.Income;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;

namespace Baotuan.Indicators.Thresholds;

/// <summary>Income of many books in one year by the definitions in force at its end: one query for each indicator.</summary>
internal sealed class YearIncomes
{
    private readonly HashSet<long> _kept = [];
    private readonly Dictionary<string, (string Name, IReadOnlyDictionary<long, long> Fen)> _byIndicator = [];

    public static async Task<YearIncomes> LoadAsync(Question year, IReadOnlyList<long> bookIds, IEnumerable<string> indicators, CancellationToken cancel)
    {
        var definitions = await ReadDefinitions.AllAsync(year.Db, year.KnownAtMs, cancel);
        var incomes = new YearIncomes();
        foreach (var code in indicators.Distinct())
        {
            if (definitions.LastOrDefault(d => d.Code == code && d.ValidFrom <= year.Period.End) is { } definition)
            {
                var filter = await PostingArgument.ReadAsync(year with { Argument = Arguments.Parse(definition.Argument) }, cancel);
                var sums = await PostingRecords.SumsAsync(year.Db, bookIds, year.Period, year.KnownAtMs, filter, cancel);
                incomes._byIndicator[code] = (definition.Name, sums.ToDictionary(s => s.BookId, s => s.AmountFen));
            }
        }

        incomes._kept.UnionWith((await Balances.AccountTotalsAsync(year.Db, bookIds, year.Period, year.KnownAtMs, cancel)).Select(t => t.BookId));
        return incomes;
    }

    /// <summary>Whether anything was posted in the year: a book without a voucher says nothing about income.</summary>
    public bool IsKept(long bookId) => _kept.Contains(bookId);

    public string Name(string indicator) => _byIndicator.TryGetValue(indicator, out var found) ? found.Name : indicator;

    /// <summary>0 where a book has no such postings.</summary>
    public long Fen(string indicator, long bookId) => _byIndicator.TryGetValue(indicator, out var found) ? found.Fen.GetValueOrDefault(bookId) : 0;

    public IReadOnlyDictionary<string, Money> Of(long bookId) => _byIndicator.Keys.ToDictionary(code => code, code => new Money(Fen(code, bookId)));
}
