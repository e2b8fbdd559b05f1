using System.Collections.Concurrent;
using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Engine.Shares;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Figures;

/// <summary>
/// Shipped figures with the registered ones over them. The narrowest region that has one counts, in it the kind before *, the
/// latest day of effect, and the registered before the shipped. Before the first day of effect of anything the first figure
/// holds: nobody decides without a quorum because a law is young.
/// </summary>
internal static class FigureBook
{
    private static readonly Lazy<IReadOnlyList<DecisionFigure>> ShippedFile = new(() =>
    [
        .. RuleFile.Read<DecisionsModule>("figures").Select(c => new DecisionFigure(
            c["name"], c["region"], c["kind"], RuleFile.Day(c["valid_from"]), c["value"], c["basis"], c["source"], c["note"])),
    ]);

    public static IReadOnlyList<DecisionFigure> Shipped => ShippedFile.Value;

    /// <summary>Every figure that could hold for the organisation, registered ones first.</summary>
    public static async Task<IReadOnlyList<DecisionFigure>> CandidatesAsync(BaotuanDb db, OrganizationInfo organization, CancellationToken cancel)
    {
        var region = await Organizations.RegionCodeAsync(db, organization, cancel);
        var rows = await db.Set<FigureRow>().AsNoTracking().Where(f => f.Region == "*" || region.StartsWith(f.Region)).ToListAsync(cancel);
        return [.. Registered(rows), .. Shipped.Where(f => f.Region == "*" || region.StartsWith(f.Region, StringComparison.Ordinal))];
    }

    /// <summary>Every figure of every region, registered ones first.</summary>
    public static async Task<IReadOnlyList<DecisionFigure>> AllAsync(BaotuanDb db, CancellationToken cancel) =>
        [.. Registered(await db.Set<FigureRow>().AsNoTracking().ToListAsync(cancel)), .. Shipped];

    private static IEnumerable<DecisionFigure> Registered(List<FigureRow> rows) =>
        rows.GroupBy(f => (f.Name, f.Region, f.Kind, f.ValidFrom)).Select(g => g.MaxBy(f => f.RecordedAtMs)!).Where(f => !f.Retracted)
            .Select(f => new DecisionFigure(f.Name, f.Region, f.Kind, f.ValidFrom, f.Value, f.Basis, f.Source, f.Note));

    public static DecisionFigure? Pick(IReadOnlyList<DecisionFigure> candidates, string name, string kind, DateOnly on)
    {
        var mine = candidates.Where(f => f.Name == name && (f.Kind == kind || f.Kind == "*")).ToList();
        return mine.Where(f => f.ValidFrom <= on).OrderByDescending(f => f.Region == "*" ? 0 : f.Region.Length)
                .ThenBy(f => f.Kind == "*").ThenByDescending(f => f.ValidFrom).FirstOrDefault()
            ?? mine.OrderBy(f => f.Kind == "*").ThenBy(f => f.ValidFrom).FirstOrDefault();
    }

    /// <summary>
    /// Caps of one member's shares, day by day. Unlike the other figures none holds before its day: what was held when there was no such rule
    /// may stay (农村集体经济组织法 art. 66 keeps what was confirmed before).
    /// </summary>
    public static async Task<IReadOnlyList<ShareCap>> ShareCapsAsync(BaotuanDb db, OrganizationInfo collective, CancellationToken cancel)
    {
        var candidates = (await CandidatesAsync(db, collective, cancel)).Where(f => f.Name == DecisionFigures.ShareCap && f.Kind == "*").ToList();
        return [.. candidates.Select(f => f.ValidFrom).Distinct().Order()
            .Select(day => (Day: day, Figure: Pick(candidates, DecisionFigures.ShareCap, "*", day)!))
            .Select(f => new ShareCap(f.Day, DecisionFigures.Fraction(f.Figure.Value), f.Figure.Basis))];
    }

    /// <summary>All figures that one proposal needs.</summary>
    public static async Task<Outcome<IReadOnlyList<DecisionFigure>>> ForProposalAsync(
        BaotuanDb db, OrganizationInfo organization, string kind, DateOnly on, CancellationToken cancel)
    {
        var candidates = await CandidatesAsync(db, organization, cancel);
        var picked = DecisionFigures.All.Where(f => f.Name != DecisionFigures.ShareCap).Select(f => (f.Chinese, Figure: Pick(candidates, f.Name, kind, on))).ToList();
        return picked.FirstOrDefault(p => p.Figure is null) is { Chinese: { } missing }
            ? new Refusal("decision_figure_missing", $"没有登记{organization.Name}所在地区的“{missing}”。请先在“决策参数”表登记。")
            : Outcome<IReadOnlyList<DecisionFigure>>.Of([.. picked.Select(p => p.Figure!)]);
    }

    public static DecisionRules Rules(IReadOnlyList<DecisionFigure> figures)
    {
        string Value(string name) => figures.First(f => f.Name == name).Value;
        int Number(string name) => int.Parse(Value(name));
        bool Yes(string name) => Value(name) == "yes";
        return new(
            Number(DecisionFigures.PublicationDays), Number(DecisionFigures.NoticeDays), DecisionFigures.Fraction(Value(DecisionFigures.Attendance)),
            DecisionFigures.Fraction(Value(DecisionFigures.Threshold)), Yes(DecisionFigures.MembersOnly), Yes(DecisionFigures.RiskStatement),
            Number(DecisionFigures.RepresentativesMoreThan), Number(DecisionFigures.ApprovalsNeeded), Value(DecisionFigures.ApprovalRoles).Split('+'),
            Yes(DecisionFigures.ApprovalRolesDiffer), Yes(DecisionFigures.ApprovalUnitsDiffer));
    }

    /// <summary>One line per figure, cells parted by tabs: what a proposal keeps, so that a later figure does not move an earlier decision.</summary>
    public static string Text(IReadOnlyList<DecisionFigure> figures) =>
        string.Join('\n', figures.Select(f => string.Join('\t', f.Name, f.Region, f.Kind, f.ValidFrom.ToString("yyyy-MM-dd"), f.Value, f.Basis, f.Source, f.Note)));

    public static IReadOnlyList<DecisionFigure> Read(string text) =>
        [.. text.Split('\n').Select(l => l.Split('\t')).Select(c => new DecisionFigure(c[0], c[1], c[2], DateOnly.ParseExact(c[3], "yyyy-MM-dd"), c[4], c[5], c[6], c[7]))];
}
