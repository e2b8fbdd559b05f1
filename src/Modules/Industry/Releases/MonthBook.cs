using Baotuan.Industry.Contracts;
using Baotuan.Industry.Figures;
using Baotuan.Industry.Outputs;
using Baotuan.Platform.Storage;

namespace Baotuan.Industry.Releases;

/// <summary>The figures of a month as known at a time, and the unknowns that each number of it is a sum of.</summary>
internal sealed class MonthBook
{
    private readonly DateOnly _month;
    private readonly IReadOnlyDictionary<long, OutputRow> _now;
    private readonly IReadOnlyDictionary<long, OutputRow> _before;
    private readonly IReadOnlyDictionary<long, OutputRow> _yearBefore;

    private MonthBook(
        DateOnly month, IReadOnlyList<FirmFigure> figures, IReadOnlyDictionary<long, OutputRow> now, IReadOnlyDictionary<long, OutputRow> before, IReadOnlyDictionary<long, OutputRow> yearBefore) =>
        (_month, Figures, _now, _before, _yearBefore) = (month, figures, now, before, yearBefore);

    public IReadOnlyList<FirmFigure> Figures { get; }

    /// <param name="month">First day.</param>
    public static async Task<MonthBook> LoadAsync(BaotuanDb db, string series, DateOnly month, long knownAtMs, CancellationToken cancel) => new(
        month, await LoadFigures.ForAsync(db, series, month, null, knownAtMs, cancel), await LoadFigures.StandingAsync(db, series, month, knownAtMs, cancel),
        await LoadFigures.StandingAsync(db, series, month.AddMonths(-1), knownAtMs, cancel), await LoadFigures.StandingAsync(db, series, month.AddYears(-1), knownAtMs, cancel));

    /// <summary>Firms with a report in a chain.</summary>
    public int Reported(string chain) => Figures.Count(f => f.Now is not null && f.Chains.Contains(chain));

    /// <param name="chains">Counted together; none for the whole list.</param>
    public ReleaseCell Cell(string quantity, IReadOnlyList<string> chains, string name) => new(name,
    [
        .. Figures.Where(f => f.Now is not null && (chains.Count == 0 || f.Chains.Any(chains.Contains)) && Amount(quantity, f) is not null).Select(f => Part(quantity, f)),
    ]);

    private static long? Amount(string quantity, FirmFigure figure) => quantity switch
    {
        OutputQuantities.Month => figure.MonthFen,
        OutputQuantities.Base => figure.BaseFen,
        _ => figure.Now,
    };

    // a month is taken as the difference of two sums, which is what a reader of both would compute
    private FirmPart Part(string quantity, FirmFigure figure)
    {
        var (firm, fen) = (figure.FirmId, Amount(quantity, figure)!.Value);
        return quantity switch
        {
            OutputQuantities.Base => new(firm, fen, [BaseOf(figure)]),
            OutputQuantities.Month when _month.Month > 1 => new(firm, fen, [Sum(_month, _now[firm].Id), .. Moved(figure)]) { Less = [Sum(_month.AddMonths(-1), _before.GetValueOrDefault(firm)?.Id ?? 0)] },
            _ => new(firm, fen, [Sum(_month, _now[firm].Id)]),
        };
    }

    // a sum that moved by something else than its month: both sums beside the month would give it away
    private IEnumerable<string> Moved(FirmFigure figure)
    {
        var now = _now[figure.FirmId];
        return _before.GetValueOrDefault(figure.FirmId) is { } before && before.CumulativeFen + figure.MonthFen == now.CumulativeFen ? [] : [$"moved by {now.Id}"];
    }

    // the same unknown as last year's report where it says the same; else one of its own
    private string BaseOf(FirmFigure figure) => _yearBefore.GetValueOrDefault(figure.FirmId) is { } then && then.CumulativeFen == figure.BaseFen
        ? Sum(_month.AddYears(-1), then.Id)
        : $"base of {_now[figure.FirmId].Id}";

    /// <summary>A sum from January to a month, by the number of its report: a corrected one is another unknown.</summary>
    private static string Sum(DateOnly month, long report) => $"{month:yyyy-MM} {report}";
}
