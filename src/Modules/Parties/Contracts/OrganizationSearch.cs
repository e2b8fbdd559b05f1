using Baotuan.Parties.Organizations;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>What a list of organisations is narrowed by; null or empty leaves a condition out.</summary>
/// <param name="Text">Part of the name or of the code.</param>
/// <param name="UnitIds">Units they may belong to.</param>
/// <param name="Among">Ids they must be among.</param>
public sealed record OrganizationFilter(
    string? Text, IReadOnlyList<string> Kinds, IReadOnlyList<long>? UnitIds = null, IReadOnlyList<long>? Among = null);

/// <summary>Lists organisations page by page, in code order.</summary>
public static class OrganizationSearch
{
    public static Task<int> CountAsync(BaotuanDb db, OrganizationFilter filter, CancellationToken cancel) =>
        Narrowed(db, filter).CountAsync(cancel);

    public static async Task<IReadOnlyList<OrganizationInfo>> PageAsync(
        BaotuanDb db, OrganizationFilter filter, int skip, int take, CancellationToken cancel) =>
        await Narrowed(db, filter).OrderBy(o => o.Code).Skip(skip).Take(take)
            .Select(o => new OrganizationInfo(o.Id, o.Code, o.Name, o.Kind, o.CreditCode, o.UnitId)).ToListAsync(cancel);

    private static IQueryable<Organization> Narrowed(BaotuanDb db, OrganizationFilter filter)
    {
        var rows = db.Set<Organization>().AsNoTracking();
        if (filter.Text is { Length: > 0 } text)
        {
            rows = rows.Where(o => o.Name.Contains(text) || o.Code.Contains(text));
        }

        if (filter.Kinds.Count > 0)
        {
            var kinds = filter.Kinds.ToArray();
            rows = rows.Where(o => kinds.Contains(o.Kind));
        }

        if (filter.UnitIds is { } units)
        {
            var wanted = units.Select(u => (long?)u).ToArray();
            rows = rows.Where(o => wanted.Contains(o.UnitId));
        }

        if (filter.Among is { } ids)
        {
            var among = ids.ToArray();
            rows = rows.Where(o => among.Contains(o.Id));
        }

        return rows;
    }
}
