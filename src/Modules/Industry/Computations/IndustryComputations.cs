using Baotuan.Indicators.Contracts;
using Baotuan.Industry.Chains;
using Baotuan.Industry.Contracts;
using Baotuan.Industry.Figures;
using Baotuan.Industry.Releases;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry.Computations;

/// <summary>Numbers over firms and chains.</summary>
internal static class IndustryComputations
{
    public static readonly IReadOnlyList<Computation> All =
    [
        new ListComputation("industry_chains", [Computation.Place], Aggregate.Count, ChainsAsync) { CheckArgument = ChainKindProblem },
        new OutputComputation("industry_firms", sumsYear: false, emptyIsNone: false, (figures, _) => figures.Where(f => f.Listed).Select(f => (f, Rational.One))),
        new OutputComputation("industry_output", sumsYear: true, emptyIsNone: true, (figures, _) => figures.Where(f => f.Now is not null).Select(f => (f, Yuan(f.Now!.Value)))),
        new OutputComputation("industry_growth", sumsYear: true, emptyIsNone: true, Pulls),
    ];

    private static Rational Yuan(long fen) => new(fen, 100);

    // each firm's part of the growth of all, in percentage points: they add up to the growth exactly
    private static IEnumerable<(FirmFigure, Rational)> Pulls(IReadOnlyList<FirmFigure> figures, OutputTotal total) =>
        total.BaseFen == 0 ? [] : figures.Where(f => f.IsComparable).Select(f => (f, new Rational(100 * ((Int128)f.Now!.Value - f.BaseFen!.Value), total.BaseFen)));

    private static string? ChainKindProblem(IReadOnlyDictionary<string, string> argument) =>
        argument.All(a => a.Key == "kinds" && a.Value.Split('+').All(k => ChainKinds.All.Any(c => c.Code == k))) ? null : "参数只能写 kinds=leading、pillar、other（几个用 + 相连）。";

    // a chain has no place; asked over one, the chains that have a firm there
    private static async Task<IReadOnlyList<CountedRecord>> ChainsAsync(Question q, CancellationToken cancel)
    {
        q.Db.Access.Require(IndustryPermissions.FigureRead);
        var kinds = q.Values("kinds");
        var rows = await FactRegister.StandingAsync<ChainRow, string>(q.Db, c => c.Code, q.KnownAtMs, cancel);
        var members = await FactRegister.StandingAsync<ChainMemberRow, (long, string)>(q.Db, m => (m.FirmId, m.Chain), q.KnownAtMs, cancel);
        var among = q.Scope.Organizations?.ToHashSet();
        var here = LoadFigures.InForce(members, q.Period.End).Where(m => among?.Contains(m.FirmId) ?? true).Select(m => m.Chain).ToHashSet();
        return
        [
            .. rows.Where(c => c.ValidFrom <= q.Period.End).GroupBy(c => c.Code).Select(g => g.Last())
                .Where(c => (kinds.Count == 0 || kinds.Contains(c.Kind)) && (q.Scope.Organizations is null || here.Contains(c.Code))).OrderBy(c => c.Code, StringComparer.Ordinal)
                .Select(c => new CountedRecord(c.Name, null, c.ValidFrom, 1, "", c.RecordedAtMs)),
        ];
    }
}

/// <summary>
/// A number over the firms of a series in the month in which the period ends. Totals over fewer firms than the guard of releases asks for, and the list of firms with what
/// each adds, need the right to the figures of single firms.
/// </summary>
internal sealed class OutputComputation(
    string code, bool sumsYear, bool emptyIsNone, Func<IReadOnlyList<FirmFigure>, OutputTotal, IEnumerable<(FirmFigure Figure, Rational Value)>> values)
    : Computation(code, Place)
{
    public override string? ArgumentProblem(IReadOnlyDictionary<string, string> argument) =>
        !OutputSeries.All.Any(s => argument.GetValueOrDefault("series") == s.Code) ? "参数要写口径：series=official 或 series=dispatch；两种口径不能相加。"
        : argument.Keys.FirstOrDefault(k => k is not ("series" or "chain")) is { } other ? $"参数里没有 {other}。可以写 series 和 chain，例如 series=official;chain=QC。"
        : argument.GetValueOrDefault("chain")?.Contains('+') == true ? "一个指标只看一条产业链，chain 只写一个编码。"
        : null;

    public override async Task<Total> TotalAsync(Question question, CancellationToken cancel)
    {
        var counted = await CountedAsync(question, IndustryPermissions.FigureRead, cancel);
        if (counted.Count > 0 && counted.Count < GuardLimits.Of(question.Period.End).FewestFirms)
        {
            RequireAll(question, IndustryPermissions.FirmRead, counted);
        }

        return new(counted.Count == 0 && emptyIsNone ? null : counted.Aggregate(Rational.Zero, (sum, c) => sum + c.Value), counted.Count);
    }

    public override async Task<IReadOnlyList<CountedRecord>> RecordsAsync(Question question, int skip, int take, CancellationToken cancel)
    {
        var counted = await CountedAsync(question, IndustryPermissions.FirmRead, cancel);
        var page = counted.Skip(skip).Take(take).ToList();
        var firms = await Organizations.ByIdsAsync(question.Db, page.Select(c => c.Figure.FirmId), cancel);
        return [.. page.Select(c => new CountedRecord(firms[c.Figure.FirmId].Name, c.Figure.FirmId, question.Period.End, c.Value, "", c.Figure.KnownSinceMs))];
    }

    private async Task<IReadOnlyList<(FirmFigure Figure, Rational Value)>> CountedAsync(Question question, Permission permission, CancellationToken cancel)
    {
        question.Db.Access.Require(permission);
        var end = question.Period.End;
        if (sumsYear && (question.Period.Start != new DateOnly(end.Year, 1, 1) || end.AddDays(1).Day != 1))
        {
            return []; // reports are sums from January to the end of a month
        }

        var figures = await LoadFigures.ForAsync(question.Db, question.Argument["series"], Period.MonthOf(end).Start, question.Scope.Organizations, question.KnownAtMs, cancel);
        IReadOnlyList<FirmFigure> seen = question.Argument.TryGetValue("chain", out var chain) ? [.. figures.Select(f => f.In(chain))] : figures;
        IReadOnlyList<(FirmFigure, Rational)> counted = [.. values(seen, OutputTotal.Of(seen))];
        RequireAll(question, permission, counted);
        return counted;
    }

    private static void RequireAll(Question question, Permission permission, IReadOnlyList<(FirmFigure Figure, Rational Value)> counted)
    {
        var reach = question.Db.Access.Reach(permission);
        if (!counted.All(c => reach.Contains(c.Figure.FirmId)))
        {
            throw new AccessDeniedException(permission, "firms");
        }
    }
}
