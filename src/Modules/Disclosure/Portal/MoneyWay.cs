using Baotuan.Kernel;
using Baotuan.Platform.Charts;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Disclosure.Portal;

/// <summary>Where a year's money went: from ventures and companies to a collective (or a place), on to the reserve, the members and what stayed.</summary>
/// <param name="Branches">The same as a list, each step with what follows from it.</param>
internal sealed record MoneyWay(FlowChart Chart, IReadOnlyList<(string Name, Money Amount, IReadOnlyList<(string Name, Money Amount)> Next)> Branches)
{
    private const string Reserve = "提取公积公益金";
    private const string Members = "分给成员";
    private const string Stayed = "尚未分配或用于其他";

    /// <summary>The way through one collective.</summary>
    public static MoneyWay Of(string village, IEnumerable<FlowFigure> flows, YearSum sum) =>
        Build([.. flows.GroupBy(f => f.SourceName).Select(g => (g.Key, YearSums.Sum(g.Select(f => f.Amount))))], village, [sum]);

    /// <summary>The way through many, added up.</summary>
    public static MoneyWay OfMany(string place, IEnumerable<FlowFigure> flows, IReadOnlyList<YearSum> sums) =>
        Build([.. flows.GroupBy(f => f.SourceName).Select(g => (g.Key, YearSums.Sum(g.Select(f => f.Amount))))], place, sums);

    private static MoneyWay Build(IReadOnlyList<(string Name, Money Amount)> sources, string middle, IReadOnlyList<YearSum> sums)
    {
        var received = YearSums.Sum(sources.Select(s => s.Amount));
        var reserve = YearSums.Sum(sums.Select(s => s.PassedOn?.Reserve ?? Money.Zero));
        var members = YearSums.Sum(sums.Select(s => s.Members ?? Money.Zero));
        // income of other kinds may be passed on too; then nothing of what was received stayed
        var stayed = received > reserve + members ? received - reserve - members : Money.Zero;
        List<(string Name, Money Amount)> outwards = [.. new[] { (Reserve, reserve), (Members, members), (Stayed, stayed) }.Where(o => o.Item2 > Money.Zero)];
        List<FlowLink> links =
        [
            .. sources.Where(s => s.Amount > Money.Zero).Select(s => new FlowLink(s.Name, middle, s.Amount.Fen)),
            .. outwards.Select(o => new FlowLink(middle, o.Name, o.Amount.Fen)),
        ];
        return new(
            new FlowChart(ChartUnit.Wan, links),
            [("收到分红", received, [.. sources.OrderByDescending(s => s.Amount)]), ("去向", reserve + members + stayed, outwards)]);
    }
}
