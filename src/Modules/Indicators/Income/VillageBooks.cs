using Baotuan.Indicators.Contracts;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;

namespace Baotuan.Indicators.Income;

/// <summary>Books of collectives inside a scope: what is kept elsewhere has none, which is not the same as no income.</summary>
internal static class VillageBooks
{
    /// <summary>Book id and organisation, by code.</summary>
    public static async Task<IReadOnlyList<(long BookId, OrganizationInfo Village)>> OfAsync(Question q, CancellationToken cancel)
    {
        q.Db.Access.Require(LedgerPermissions.BookRead);
        var books = q.Scope.Organizations is { } among
            ? (await Books.FindByOrganizationsAsync(q.Db, among, cancel)).Values
            : await Books.ListAsync(q.Db, cancel);
        var villages = await Organizations.ByIdsAsync(q.Db, books.Select(b => b.OrganizationId), cancel);
        return
        [
            .. books.Where(b => villages[b.OrganizationId].IsCollective && b.OpenedOn <= q.Period.End)
                .Select(b => (b.Id, villages[b.OrganizationId])).OrderBy(b => b.Item2.Code, StringComparer.Ordinal),
        ];
    }
}
