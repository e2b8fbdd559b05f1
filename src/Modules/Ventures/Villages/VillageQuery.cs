using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Ventures.Villages;

/// <summary>The filters of the list of villages, the same for the page and its CSV.</summary>
internal sealed record VillageQuery(string? Text, string? Kind, string? Unit, int? Year, string? State)
{
    private static readonly string[] Usual = [.. OrganizationKinds.Collectives, OrganizationKinds.JointCompany];

    public static readonly IReadOnlyList<FieldOption> States = [new("waiting", "收到了还没分配")];

    public static VillageQuery Read(Conditions asked) =>
        new(asked.Text("q"), asked.Text("kind"), asked.Text("unit"), asked.Year("year", "年度"), asked.OneOf("state", "收益分配", States));

    /// <summary>The year asked for; otherwise the last one with a distribution.</summary>
    public async Task<int> YearAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) =>
        Year ?? await VillageRows.LastYearAsync(db, cancel) ?? today.Year;

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
