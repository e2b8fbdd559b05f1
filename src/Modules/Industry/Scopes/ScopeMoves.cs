using Baotuan.Industry.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry.Scopes;

/// <summary>A firm of the list in a month.</summary>
/// <param name="Move">in: not on it the month before; out: on it the month before and no more; on: both.</param>
internal sealed record ScopeLine(OrganizationInfo Firm, ScopeRow Entry, string Move);

/// <summary>How the list moved in a month.</summary>
/// <param name="On">On the list.</param>
/// <param name="In">Of these not on it the month before (升规).</param>
/// <param name="Out">On it the month before and no more (退规).</param>
internal sealed record ScopeMonth(DateOnly Month, int On, int In, int Out);

/// <summary>The list of a series by month: who is on it, who came, who left.</summary>
internal sealed record ScopeMoves(IReadOnlyList<ScopeMonth> Months, IReadOnlyList<ScopeLine> Lines)
{
    public static readonly IReadOnlyList<(string Code, string Chinese)> Kinds = [("in", "升规"), ("out", "退规"), ("on", "一直在")];

    private const int Back = 12;

    /// <summary>The month and the eleven before it; the lines are of the month. Asks <c>industry:firm:read</c>.</summary>
    public static async Task<ScopeMoves> LoadAsync(BaotuanDb db, string series, DateOnly month, CancellationToken cancel)
    {
        var reach = db.Access.Reach(IndustryPermissions.FirmRead);
        var list = ScopeList.Of(await FactRegister.StandingAsync<ScopeRow, (long, string)>(db, s => (s.FirmId, s.Series), long.MaxValue, cancel));
        var firms = list.Firms(series).Where(reach.Contains).ToList();
        var infos = await Organizations.ByIdsAsync(db, firms, cancel);
        var months = Enumerable.Range(0, Back).Select(i => month.AddMonths(-i)).Select(m => Of(list, firms, series, m)).ToList();
        var lines =
            from firm in firms
            let entry = list.Entry(firm, series, month) ?? list.Entry(firm, series, month.AddMonths(-1))
            where entry is not null
            orderby infos[firm].Code
            select new ScopeLine(infos[firm], entry, Move(list, firm, series, month));
        return new(months, [.. lines]);
    }

    private static ScopeMonth Of(ScopeList list, List<long> firms, string series, DateOnly month)
    {
        var moves = firms.Where(f => list.Has(f, series, month) || list.Has(f, series, month.AddMonths(-1))).Select(f => Move(list, f, series, month)).ToList();
        return new(month, moves.Count(m => m != "out"), moves.Count(m => m == "in"), moves.Count(m => m == "out"));
    }

    private static string Move(ScopeList list, long firm, string series, DateOnly month) =>
        (list.Has(firm, series, month), list.Has(firm, series, month.AddMonths(-1))) switch { (true, false) => "in", (false, _) => "out", _ => "on" };
}
