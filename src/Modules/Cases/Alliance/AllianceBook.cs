using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Cases.Alliance;

/// <summary>Who works together.</summary>
internal static class AllianceBook
{
    public static (long, long) KeyOf(AllianceUnitRow row) => (row.ConvenerId, row.OrganizationId);

    /// <summary>What stands on a day, of every convener, by the order in which they came in.</summary>
    public static async Task<IReadOnlyList<AllianceUnitRow>> OnAsync(BaotuanDb db, DateOnly day, long knownAtMs, CancellationToken cancel) =>
    [
        .. (await FactRegister.StandingAsync<AllianceUnitRow, (long, long)>(db, KeyOf, knownAtMs, cancel)).Where(r => r.ValidFrom <= day)
            .GroupBy(KeyOf).Select(g => g.Last()).Where(r => r.ValidTo is not { } to || day <= to).OrderBy(r => r.ValidFrom).ThenBy(r => r.Id),
    ];

    /// <summary>The organisations of one convener's alliance on a day, with what each takes.</summary>
    public static async Task<IReadOnlyList<(OrganizationInfo Organization, string Takes)>> OfAsync(BaotuanDb db, long convenerId, DateOnly day, CancellationToken cancel)
    {
        var rows = (await OnAsync(db, day, long.MaxValue, cancel)).Where(r => r.ConvenerId == convenerId).ToList();
        var names = await Organizations.ByIdsAsync(db, rows.Select(r => r.OrganizationId), cancel);
        return [.. rows.Select(r => (names[r.OrganizationId], r.Takes))];
    }
}
