using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Distributions;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Ventures;

/// <summary>A published figure beside what these records give. The difference is shown as it is and never spread or hidden.</summary>
/// <param name="Computed">Null where nothing comparable is recorded.</param>
internal sealed record FigureCheck(PublishedFigure Figure, string Measure, Money? Computed)
{
    public Money Published => new(Figure.AmountFen);

    /// <summary>Published minus computed.</summary>
    public Money? Residual => Computed is { } computed ? Published - computed : null;

    public string Qualifier => Figure.Qualifier switch { "at_least" => "不少于", "about" => "约", "forecast" => "预测", _ => "" };

    public bool IsForecast => Figure.Qualifier == "forecast" || Figure.Measure == "yearly_forecast";
}

internal static class FigureChecks
{
    private static readonly Dictionary<string, string> Measures = new()
    {
        ["paid_total"] = "累计已付分红", ["average_per_village"] = "平均每村每年", ["yearly_forecast"] = "最近一年分红", ["villages_equity"] = "实缴本金",
    };

    public static async Task<IReadOnlyList<FigureCheck>> LoadAsync(
        BaotuanDb db, long ventureId, IReadOnlyList<DistributionRow> distributions, Money principal, CancellationToken cancel)
    {
        var figures = await db.Set<PublishedFigure>().AsNoTracking().Where(f => f.VentureId == ventureId)
            .Where(f => !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_published_figure" && w.SubjectId == f.Id))
            .OrderBy(f => f.Id).ToListAsync(cancel);
        var standing = distributions.Where(d => d.ReversedOn is null).ToList();
        return [.. figures.Select(f => Check(f, standing, principal))];
    }

    // What was published on a day is held against what was distributed up to it; a forecast against what came.
    private static FigureCheck Check(PublishedFigure figure, List<DistributionRow> standing, Money principal)
    {
        var check = new FigureCheck(figure, Measures.GetValueOrDefault(figure.Measure, "没有可比的数"), null);
        var until = check.IsForecast ? standing : [.. standing.Where(d => d.DeclaredOn <= figure.PublishedOn)];
        return check with { Computed = Computed(figure.Measure, until, principal) };
    }

    /// <summary>Confirmed payments over holders and years, half-up to the fen; null while nothing was paid.</summary>
    public static Money? AveragePerHolderAndYear(IReadOnlyList<DistributionRow> standing)
    {
        var lines = standing.Sum(d => (long)d.LineCount);
        var paid = standing.Aggregate(Money.Zero, (sum, d) => sum + d.Paid);
        return lines == 0 || paid <= Money.Zero ? null : ((Rational)paid.Fen / lines).RoundHalfUpToFen();
    }

    private static Money? Computed(string measure, List<DistributionRow> standing, Money principal) => measure switch
    {
        "paid_total" when standing.Count > 0 => standing.Aggregate(Money.Zero, (sum, d) => sum + d.Paid),
        "average_per_village" => AveragePerHolderAndYear(standing),
        "yearly_forecast" when standing.Count > 0 => LatestYear(standing),
        "villages_equity" => principal,
        _ => null,
    };

    private static Money LatestYear(List<DistributionRow> standing)
    {
        var year = standing.Max(d => d.Period.End.Year);
        return standing.Where(d => d.Period.End.Year == year).Aggregate(Money.Zero, (sum, d) => sum + d.Pool);
    }
}
