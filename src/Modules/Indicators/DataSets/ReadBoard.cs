using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.DataSets;

/// <summary>A board as the acts need it.</summary>
/// <param name="Enterers">Who entered what stands, by organisation.</param>
internal sealed record LoadedBoard(DataBoard Board, DataTree Tree, ILookup<long, long> Enterers)
{
    /// <summary>Organisations below a unit that accepts, at any depth.</summary>
    public IEnumerable<DataStanding> Below(long unitId) => Board.Organizations.Where(o => Tree.Chain(o.Organization).Contains(unitId));
}

/// <summary>A set in a period: who reports, how far everybody has come.</summary>
internal static class ReadBoard
{
    public static async Task<Outcome<DataBoard>> SeenAsync(BaotuanDb db, string setCode, Period period, CancellationToken cancel)
    {
        var reach = db.Access.Reach(IndicatorsPermissions.DataRead);
        var set = await ReadDataSets.ForAsync(db, setCode, period, long.MaxValue, cancel);
        if (!set.Ok)
        {
            return Outcome<DataBoard>.Refused(set.Refusals);
        }

        var loaded = await LoadAsync(db, set.Value, period, null, long.MaxValue, cancel);
        return loaded.Board with
        {
            Organizations = [.. loaded.Board.Organizations.Where(o => reach.Contains(o.Organization.Id))],
            Units = [.. loaded.Board.Units.Where(u => loaded.Below(u.Unit.Id).All(o => reach.Contains(o.Organization.Id)))],
        };
    }

    public static async Task<IReadOnlyList<DataUnitStanding>> AcceptableAsync(BaotuanDb db, DataBoard board, CancellationToken cancel)
    {
        if (board.Units.Count == 0 || !db.Caller.Holds(IndicatorsPermissions.DataAccept))
        {
            return [];
        }

        var tree = await DataTree.LoadAsync(db, board.Set, board.Period, null, long.MaxValue, cancel);
        return [.. board.Units.Where(u => tree.Organizations.Where(o => tree.Chain(o).Contains(u.Unit.Id)).All(o => db.Caller.May(IndicatorsPermissions.DataAccept, o.Id)))];
    }

    /// <param name="only">The one organisation asked for; what units wait for is then not known.</param>
    public static async Task<LoadedBoard> LoadAsync(BaotuanDb db, DataSetInfo set, Period period, long? only, long knownAtMs, CancellationToken cancel)
    {
        var tree = await DataTree.LoadAsync(db, set, period, only, knownAtMs, cancel);
        var cells = (await db.Set<ObservationRow>().AsNoTracking()
                .Where(o => o.SetCode == set.Code && o.ValidFrom == period.Start && o.RecordedAtMs <= knownAtMs && (only == null || o.OrganizationId == only)).OrderBy(o => o.Id)
                .Select(o => new Cell(o.Id, o.OrganizationId, o.Element, o.Retracted, o.UserId)).ToListAsync(cancel))
            .ToLookup(c => c.OrganizationId);
        var events = await db.Set<DataApprovalRow>().AsNoTracking().Where(a => a.SetCode == set.Code && a.PeriodStart == period.Start && a.RecordedAtMs <= knownAtMs).OrderBy(a => a.Id).ToListAsync(cancel);
        var (ofOrganizations, ofUnits) = (events.Where(e => e.OrganizationId != 0).ToLookup(e => e.OrganizationId), events.Where(e => e.UnitId != 0).ToLookup(e => e.UnitId, Event));
        var accepted = ofUnits.Where(g => DataReplay.IsAccepted([.. g])).Select(g => g.Key).ToHashSet();
        var organizations = tree.Organizations.Select(o => Standing(tree, set, o, [.. cells[o.Id]], [.. ofOrganizations[o.Id].Select(e => (Event(e), e.SeenId))], accepted)).ToList();
        var standing = cells.SelectMany(g => Standing([.. g]).Select(c => (c.OrganizationId, c.UserId))).ToLookup(c => c.OrganizationId, c => c.UserId);
        return new(new(set, period, organizations, Units(tree, organizations, ofUnits, accepted)), tree, standing);
    }

    /// <summary>What stands of every cell of a period, by organisation and element; for who was asked and narrowed already.</summary>
    public static async Task<IReadOnlyDictionary<(long, string), ObservationRow>> StandingAsync(BaotuanDb db, string setCode, Period period, CancellationToken cancel) =>
        (await db.Set<ObservationRow>().AsNoTracking().Where(o => o.SetCode == setCode && o.ValidFrom == period.Start).OrderBy(o => o.Id).ToListAsync(cancel))
            .GroupBy(o => (o.OrganizationId, o.Element)).Select(g => g.Last()).Where(o => !o.Retracted).ToDictionary(o => (o.OrganizationId, o.Element));

    private sealed record Cell(long Id, long OrganizationId, string Element, bool Retracted, long UserId);

    private static List<Cell> Standing(IReadOnlyList<Cell> cells) => [.. cells.GroupBy(c => c.Element).Select(g => g.Last()).Where(c => !c.Retracted)];

    private static DataEvent Event(DataApprovalRow row) => new(row.Id, row.Act, row.Reason, row.UserId, row.UserName, row.RecordedAtMs);

    private static DataStanding Standing(
        DataTree tree, DataSetInfo set, OrganizationInfo organization, IReadOnlyList<Cell> cells, IReadOnlyList<(DataEvent Event, long SeenId)> events, HashSet<long> accepted)
    {
        var stands = Standing(cells);
        var seen = cells.Count == 0 ? 0 : cells[^1].Id;
        var (state, complete) = DataReplay.Of(stands.Count > 0, seen, events);
        var acceptor = tree.AcceptorOf(organization);
        var shown = state == DataState.Approved && acceptor is { } unit && accepted.Contains(unit) ? DataState.Accepted : state;
        return new(
            organization, shown, seen, stands.Count(c => set.Elements.Any(e => e.Indicator == c.Element)), complete is null ? null : ChinaTime.Day(complete.RecordedAtMs), acceptor,
            state == DataState.Approved || tree.Chain(organization).Any(accepted.Contains), [.. events.Select(e => e.Event)]);
    }

    private static List<DataUnitStanding> Units(DataTree tree, IReadOnlyList<DataStanding> organizations, ILookup<long, DataEvent> events, HashSet<long> accepted)
    {
        var ids = organizations.SelectMany(o => tree.Chain(o.Organization)).ToHashSet();
        var below = organizations.Where(o => o.AcceptorId is not null).ToLookup(o => o.AcceptorId!.Value);
        var units = ids.Where(id => tree.Above(id) is not null).ToLookup(id => tree.Above(id)!.Value);
        return
        [
            .. ids.Select(id => tree.Units[id]).OrderBy(u => Depth(tree, u.Id)).ThenBy(u => u.Code, StringComparer.Ordinal).Select(u => new DataUnitStanding(
                u, accepted.Contains(u.Id), below[u.Id].Count() + units[u.Id].Count(),
                [.. below[u.Id].Where(o => o.State < DataState.Approved).Select(o => o.Organization.Name), .. units[u.Id].Where(id => !accepted.Contains(id)).Select(id => tree.Units[id].Name)],
                tree.Above(u.Id), organizations.Where(o => tree.Chain(o.Organization).Contains(u.Id)).Max(o => o.SeenId), [.. events[u.Id]])),
        ];
    }

    private static int Depth(DataTree tree, long unitId) => tree.Above(unitId) is { } above ? Depth(tree, above) + 1 : 0;
}
