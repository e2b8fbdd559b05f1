using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>Says what a person may do today, from the tables.</summary>
public static class ReadCaller
{
    /// <summary>The caller; null when there is no such person or he is disabled.</summary>
    public static async Task<Caller?> OfAsync(BaotuanDb db, long userId, DateOnly today, string address, CancellationToken cancel)
    {
        var user = await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId && !u.Disabled, cancel);
        if (user is null)
        {
            return null;
        }

        var roles = await db.Set<UserRole>().AsNoTracking()
            .Where(r => r.UserId == userId && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).Select(r => r.RoleCode).Distinct().ToListAsync(cancel);
        var permissions = await db.Set<RolePermission>().AsNoTracking().Where(p => p.Active && roles.Contains(p.RoleCode)).Select(p => p.Permission).Distinct().ToListAsync(cancel);
        var scopes = await db.Set<UserScope>().AsNoTracking()
            .Where(s => s.UserId == userId && s.ValidFrom <= today && (s.ValidTo == null || s.ValidTo >= today)).ToListAsync(cancel);
        return new()
        {
            UserId = user.Id,
            Login = user.Login,
            Name = user.Name,
            UnitId = user.UnitId,
            Roles = roles.ToHashSet(),
            Permissions = permissions.ToHashSet(),
            View = await ReachAsync(db, scopes, "view", cancel),
            Capture = await ReachAsync(db, scopes, "capture", cancel),
            Search = await ReachAsync(db, scopes, "search", cancel),
            Own = user is { CollectiveId: { } collective, MemberNo: { } memberNo } ? await OwnAsync(db, collective, memberNo, today, cancel) : null,
            Address = address,
        };
    }

    private static async Task<OrganizationSet> ReachAsync(BaotuanDb db, IEnumerable<UserScope> scopes, string kind, CancellationToken cancel)
    {
        var units = scopes.Where(s => s.Kind == kind).Select(s => s.UnitId).ToList();
        if (units.Count == 0)
        {
            return OrganizationSet.None;
        }

        return units.Contains(null)
            ? OrganizationSet.All
            : new(false, await Tree(db).OrganizationsWithinAsync(db, [.. units.Select(u => u!.Value)], cancel));
    }

    private static async Task<OwnLine?> OwnAsync(BaotuanDb db, long collectiveId, string memberNo, DateOnly today, CancellationToken cancel) =>
        await Tree(db).OwnLineAsync(db, collectiveId, memberNo, today, cancel);

    private static IScopeTree Tree(BaotuanDb db) => db.Modules.OfType<IScopeTree>().Single();
}
