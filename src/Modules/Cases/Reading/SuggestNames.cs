using Baotuan.Cases.Alliance;
using Baotuan.Cases.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Reading;

/// <summary>What the forms of cases propose where a code or a login is asked, so that nobody has to know them by heart. Anything else may still be typed.</summary>
internal static class SuggestNames
{
    /// <summary>Most proposed of a sort: a list in a page, not a register.</summary>
    private const int Most = 300;

    private static readonly string[] Authorities = ["government", "zone_authority", "institution", "other"];

    /// <summary>Who convenes a joint meeting first, then authorities everywhere and what the caller reaches by a permission.</summary>
    public static async Task<IReadOnlyList<FieldOption>> UnitsAsync(BaotuanDb db, Permission permission, DateOnly today, CancellationToken cancel)
    {
        var conveners = await ConvenersAsync(db, today, cancel);
        return Options(conveners.Concat(await ReachedAsync(db, db.Access.Reach(permission), cancel)).Select(o => (o, "")));
    }

    /// <summary>The alliance of the unit that answers for a case first, with what each takes; then as <see cref="UnitsAsync"/>.</summary>
    public static async Task<IReadOnlyList<FieldOption>> LeadsAsync(BaotuanDb db, long ownerId, DateOnly today, CancellationToken cancel)
    {
        var alliance = await AllianceBook.OfAsync(db, ownerId, today, cancel);
        return Options(alliance.Concat((await ReachedAsync(db, db.Caller.View, cancel)).Select(o => (o, ""))));
    }

    /// <summary>Who would screen what a unit takes in: the convener whose alliance it is of, else itself.</summary>
    public static async Task<string> OwnerForAsync(BaotuanDb db, OrganizationInfo creator, DateOnly today, CancellationToken cancel)
    {
        var of = (await AllianceBook.OnAsync(db, today, long.MaxValue, cancel)).Where(r => r.OrganizationId == creator.Id).Select(r => r.ConvenerId).Distinct().ToList();
        return of is [var convener] ? (await Organizations.ByIdsAsync(db, [convener], cancel))[convener].Code : creator.Code;
    }

    /// <summary>People who may mediate, by login.</summary>
    public static async Task<IReadOnlyList<FieldOption>> MediatorsAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var permission = CasesPermissions.MediationHold.Code;
        var holders =
            from user in db.Set<User>().AsNoTracking()
            where !user.Disabled && (from held in db.Set<UserRole>()
                                     join right in db.Set<RolePermission>() on held.RoleCode equals right.RoleCode
                                     where held.UserId == user.Id && held.ValidFrom <= today && (held.ValidTo == null || held.ValidTo >= today) && right.Active && right.Permission == permission
                                     select held).Any()
            orderby user.Login
            select new FieldOption(user.Login, user.Name);
        return await holders.Take(Most).ToListAsync(cancel);
    }

    private static async Task<IEnumerable<OrganizationInfo>> ConvenersAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var ids = (await AllianceBook.OnAsync(db, today, long.MaxValue, cancel)).Select(r => r.ConvenerId).Distinct();
        return (await Organizations.ByIdsAsync(db, ids, cancel)).Values.OrderBy(o => o.Code, StringComparer.Ordinal);
    }

    private static async Task<IEnumerable<OrganizationInfo>> ReachedAsync(BaotuanDb db, OrganizationSet reach, CancellationToken cancel)
    {
        var authorities = await OrganizationSearch.PageAsync(db, new(null, Authorities), 0, Most, cancel);
        return authorities.Concat(await OrganizationSearch.PageAsync(db, new(null, [], Among: reach.Among), 0, Most, cancel));
    }

    private static IReadOnlyList<FieldOption> Options(IEnumerable<(OrganizationInfo Organization, string Takes)> units) =>
        [.. units.DistinctBy(u => u.Organization.Id).Select(u => new FieldOption(u.Organization.Code, u.Takes.Length > 0 ? $"{u.Organization.Name}：{u.Takes}" : u.Organization.Name))];
}
