using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using Xunit;

namespace Baotuan.Tests.Engine.Distributions;

/// <summary>
/// One line of text that says what a distribution is computed from, so that a table of situations can be read by a
/// bookkeeper: <c>2018; term A fixed 10% act/365f 2018-01-01..; A V01 2017-12-01 +1000.00; declared 5.00</c>.
/// A term is: phase, kind, rate (and share of profit after a slash), day count, first and last day.
/// </summary>
public sealed record Situation(Period Period, IReadOnlyList<ReturnTerm> Terms, IReadOnlyList<PrincipalChange> Changes, Money? Declared)
{
    public Outcome<DistributionPlan> Plan() => PlanDistribution.For(Period, Terms, Changes, Declared);

    public static Situation Read(string line)
    {
        var parts = line.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var words = parts[1..].Select(p => p.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var declared = words.FirstOrDefault(w => w[0] == "declared");
        return new(
            Period.Parse(parts[0]),
            [.. words.Where(w => w[0] == "term").Select(Term)],
            [.. words.Where(w => w[0] is not ("term" or "declared")).Select(Change)],
            declared is null ? null : Money.Parse(declared[1]));
    }

    /// <summary>"V01 100.00, V02 3.33": how the lines of a plan are written in the tables.</summary>
    public static string Lines(DistributionPlan plan) => string.Join(", ", plan.Lines.Select(l => $"{l.HolderCode} {l.Amount}"));

    private static ReturnTerm Term(string[] w)
    {
        var rates = w[3].Split('/');
        var days = w[5].Split("..");
        Assert.True(DayCounts.TryParse(w[4], out var dayCount));
        return new(
            w[1], Kind(w[2]), Ppm(rates[0]), rates.Length > 1 ? Ppm(rates[1]) : 0, dayCount,
            Day(days[0]), days[1].Length == 0 ? null : Day(days[1]));
    }

    private static PrincipalChange Change(string[] w) => new(w[0], w[1], Day(w[2]), Money.Parse(w[3].TrimStart('+')).Fen);

    private static ReturnKind Kind(string text) => text switch
    {
        "fixed" => ReturnKind.Fixed,
        "actual" => ReturnKind.Actual,
        "floor" => ReturnKind.Floor,
        "profit_share" => ReturnKind.ProfitShare,
        _ => throw new ArgumentException(text, nameof(text)),
    };

    // 4.5% is 45,000 ppm; a percentage with two decimals reads like an amount
    private static long Ppm(string percent) => Money.Parse(percent.TrimEnd('%')).Fen * 100;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
