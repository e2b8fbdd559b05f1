using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ventures.Villages;

/// <summary>The filters of the list of villages, the same for the page and its CSV.</summary>
internal sealed record VillageQuery(string? Text, string? Kind, string? Unit, int? Year, string? State)
{
    private static readonly string[] Usual = [.. OrganizationKinds.Collectives, OrganizationKinds.JointCompany];

    /// <summary>The year asked for; otherwise the last one with a distribution.</summary>
    public async Task<int> YearAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) =>
        Year is { } year and >= 1900 and <= 9000 ? year : await VillageRows.LastYearAsync(db, cancel) ?? today.Year;

    public async Task<OrganizationFilter> FilterAsync(BaotuanDb db, int year, CancellationToken cancel)
    {
        IReadOnlyList<string> kinds = Kind switch { null => Usual, "all" => [], _ => [Kind] };
        IReadOnlyList<long>? units = null;
        if (Unit is not null)
        {
            units = await OrgUnitTree.ByCodeAsync(db, Unit, cancel) is { } unit ? await OrgUnitTree.WithinAsync(db, unit.Id, cancel) : [];
        }

        var among = db.Access.Reach(PartiesPermissions.OrganizationRead).Among;
        if (State == "waiting")
        {
            var waiting = await VillageRows.WaitingAsync(db, year, cancel);
            among = among is null ? [.. waiting] : [.. waiting.Intersect(among)];
        }

        return new(Text, kinds, units, among);
    }
}
