using Baotuan.Industry.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Industry.Figures;

/// <summary>One step of the way from last year's total to this year's.</summary>
/// <param name="Code">continuing, revisions, entrants, leavers, unreported.</param>
/// <param name="Firms">Firms that make it.</param>
/// <param name="Share">Of last year's total; null over 0. × 100 in percentage points of the nominal growth.</param>
internal sealed record BridgePart(string Code, string Chinese, int Firms, long Fen, Rational? Share);

/// <summary>What one firm adds to a step.</summary>
internal sealed record BridgeFirm(long FirmId, string Code, long? ThenFen, long? BaseFen, long? NowFen, long Fen);

/// <summary>The growth bridge in its parts, and every firm with the part that it adds to; the firms of a part add up to it.</summary>
internal sealed record BridgeParts(GrowthBridge Bridge, IReadOnlyList<BridgePart> Parts, IReadOnlyList<BridgeFirm> Firms)
{
    public static readonly IReadOnlyList<(string Code, string Chinese)> Kinds =
        [("revisions", "上年数后来的修订"), ("continuing", "一直在名单上的企业的增减"), ("entrants", "新进名单（升规）"), ("leavers", "退出名单（退规）"), ("unreported", "只有一年有报数的企业")];

    /// <summary>Asks <c>industry:firm:read</c>: every part may be that of one firm.</summary>
    /// <param name="chain">Code of a chain; null for the whole list.</param>
    public static async Task<BridgeParts> LoadAsync(BaotuanDb db, string series, DateOnly month, string? chain, CancellationToken cancel)
    {
        var figures = await LoadFigures.ForAsync(db, series, month, db.Access.Reach(IndustryPermissions.FirmRead).Among, long.MaxValue, cancel);
        return Of(chain is null ? figures : [.. figures.Select(f => f.In(chain)).Where(f => f.Listed || f.ListedThen)]);
    }

    public static BridgeParts Of(IReadOnlyCollection<FirmFigure> figures)
    {
        var bridge = GrowthBridge.Of(figures);
        var firms = figures.SelectMany(Steps).ToList();
        var parts = Kinds.Select(k =>
        {
            var (fen, count) = (firms.Where(f => f.Code == k.Code).Sum(f => f.Fen), firms.Count(f => f.Code == k.Code));
            return new BridgePart(k.Code, k.Chinese, count, fen, bridge.ThenFen == 0 ? null : new Rational(fen, bridge.ThenFen));
        });
        return new(bridge, [.. parts], firms);
    }

    // the same cases as of the bridge, firm by firm; a revision of nothing is no step
    private static IEnumerable<BridgeFirm> Steps(FirmFigure f) => f switch
    {
        { Listed: true, ListedThen: false } => Step(f, "entrants", f.Now),
        { Listed: false, ListedThen: true } => Step(f, "leavers", -f.Then),
        { Now: { } now, Then: { } then } => [.. Step(f, "revisions", f.BaseFen is { } b && b != then ? b - then : null), .. Step(f, "continuing", now - (f.BaseFen ?? then))],
        _ => Step(f, "unreported", f.Now is null && f.Then is null ? null : (f.Now ?? 0) - (f.Then ?? 0)),
    };

    private static IEnumerable<BridgeFirm> Step(FirmFigure f, string code, long? fen) => fen is { } part ? [new(f.FirmId, code, f.Then, f.BaseFen, f.Now, part)] : [];
}
