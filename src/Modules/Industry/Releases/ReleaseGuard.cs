namespace Baotuan.Industry.Releases;

/// <summary>
/// Looks at numbers before they go out, together with everything of the series that went out before (统计法: what identifies a respondent, or lets
/// somebody infer one, is not released): (1) a number over too few firms; (2) a number that is mostly one firm; (3) numbers from which a firm's figure
/// follows, for somebody who knows all of them and calculates exactly, or for another firm that knows its own figures besides. A guess within
/// bounds, and two firms that put their figures together, are not looked for.
/// </summary>
internal static class ReleaseGuard
{
    /// <returns>Every reason against it; empty where it may go out.</returns>
    public static IReadOnlyList<GuardProblem> Check(IReadOnlyList<ReleaseCell> cells, IReadOnlyList<ReleaseCell> earlier, GuardLimits limits)
    {
        var problems = cells.SelectMany(c => Alone(c, limits)).ToList();
        return problems.Count > 0 ? problems : Together([.. earlier, .. cells]);
    }

    private static IEnumerable<GuardProblem> Alone(ReleaseCell cell, GuardLimits limits)
    {
        if (cell.Parts.Count < limits.FewestFirms)
        {
            yield return new("too_few_firms", cell.Name, null, $"“{cell.Name}”只有 {cell.Parts.Count} 家企业，不足 {limits.FewestFirms} 家，不能公布。请和别的产业合并，或不公布这个数。");
        }
        else if (cell.Parts.MaxBy(p => Math.Abs(p.Fen)) is { } largest
            && (Int128)Math.Abs(largest.Fen) * 1_000_000 > (Int128)cell.Parts.Sum(p => Math.Abs(p.Fen)) * limits.LargestSharePpm)
        {
            yield return new(
                "one_firm_dominates", cell.Name, largest.Firm,
                $"“{cell.Name}”里一家企业占了 {limits.LargestSharePpm / 10_000}% 以上，公布这个数等于公布它的数。请和别的产业合并，或不公布这个数。");
        }
    }

    private static IReadOnlyList<GuardProblem> Together(IReadOnlyList<ReleaseCell> cells)
    {
        var columns = new SharedColumns(cells);
        var exposed = columns.Exposed;
        var alone = exposed.Where(f => columns.Pins(f, null)).ToList();
        if (alone.Count > 0)
        {
            return [.. alone.Select(f => new GuardProblem(
                "firm_can_be_inferred", "", f, "把这些数和以前公布的数相加减，能算出一家企业的数。请少公布几个数，或把产业合并。"))];
        }

        return
        [
            .. exposed.Where(f => exposed.Any(knower => knower != f && columns.Pins(f, knower))).Select(f => new GuardProblem(
                "firm_can_be_inferred_by_another", "", f, "一家企业用自己的数和公布的数相加减，能算出另一家企业的数。请少公布几个数，或把产业合并。")),
        ];
    }
}
