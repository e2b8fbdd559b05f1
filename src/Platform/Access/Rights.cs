using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>A role in force or planned, as a page shows it.</summary>
public sealed record GivenRole(string Code, string Name, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>A scope in force or planned.</summary>
public sealed record GivenScope(long Id, string Kind, long? UnitId, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>
/// Gives and takes roles and scopes: the security administrator's work. Duties that the law keeps apart are kept apart here,
/// when they are given: the three administrators from each other and from business; supervisors from finance staff and from
/// their declared close relatives (农村集体经济组织法 art. 34).
/// </summary>
public static class Rights
{
    /// <summary>Keeping the money or the books; may not be supervised by oneself or by a close relative.</summary>
    private static readonly string[] Finance = ["accountant", "cashier", "board"];

    private static readonly string[] Supervising = ["supervisors", "auditor", "inspector"];

    public static readonly IReadOnlyDictionary<string, string> ScopeKinds =
        new Dictionary<string, string> { ["view"] = "查看", ["capture"] = "录入", ["search"] = "查找" };

    public static async Task<IReadOnlyList<GivenRole>> RolesOfAsync(BaotuanDb db, long userId, CancellationToken cancel) => await (
        from g in db.Set<UserRole>().AsNoTracking()
        join r in db.Set<Role>() on g.RoleCode equals r.Code
        where g.UserId == userId
        orderby g.ValidFrom, g.RoleCode
        select new GivenRole(r.Code, r.Name, g.ValidFrom, g.ValidTo)).ToListAsync(cancel);

    public static async Task<IReadOnlyList<GivenScope>> ScopesOfAsync(BaotuanDb db, long userId, CancellationToken cancel) =>
        await db.Set<UserScope>().AsNoTracking().Where(s => s.UserId == userId).OrderBy(s => s.Id)
            .Select(s => new GivenScope(s.Id, s.Kind, s.UnitId, s.ValidFrom, s.ValidTo)).ToListAsync(cancel);

    /// <summary>Gives a role from a day on.</summary>
    public static async Task<Outcome<bool>> GiveRoleAsync(
        BaotuanDb db, long userId, string roleCode, DateOnly from, DateOnly? to, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.RightManage);
        db.Access.RequireConfirmed();
        var role = await db.Set<Role>().AsNoTracking().FirstOrDefaultAsync(r => r.Code == roleCode, cancel);
        if (role is null || !await db.Set<User>().AnyAsync(u => u.Id == userId, cancel))
        {
            return new Refusal("role_or_user_not_found", "没有这个账号或角色。请刷新页面后重选。");
        }

        if (to < from)
        {
            return DatesReversed;
        }

        if (db.Caller.UserId == userId)
        {
            return new Refusal("own_rights", "不能给自己授权。请由另一位安全管理员办理。");
        }

        if (await ConflictAsync(db, userId, role, cancel) is { } conflict)
        {
            return conflict;
        }

        var key = await db.Set<UserRole>().AsTracking().FirstOrDefaultAsync(g => g.UserId == userId && g.RoleCode == roleCode && g.ValidFrom == from, cancel);
        if (key is null)
        {
            db.Add(new UserRole { UserId = userId, RoleCode = roleCode, ValidFrom = from, ValidTo = to, RecordedAtMs = db.RecordedAtMs });
        }
        else
        {
            key.ValidTo = to;
        }

        await db.LogAsync("role.give", UserStore.Subject(userId), role.Name, cancel, kind: "access", after: Span(roleCode, from, to));
        return true;
    }

    /// <summary>Ends a role as of the day before today.</summary>
    public static async Task<Outcome<bool>> TakeRoleAsync(BaotuanDb db, long userId, string roleCode, DateOnly from, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.RightManage);
        var given = await db.Set<UserRole>().AsTracking().FirstOrDefaultAsync(g => g.UserId == userId && g.RoleCode == roleCode && g.ValidFrom == from, cancel);
        if (given is null)
        {
            return new Refusal("role_not_given", "这个账号没有这个角色，可能刚被收回。请刷新页面。");
        }

        await db.LogAsync("role.take", UserStore.Subject(userId), roleCode, cancel, kind: "access", before: Span(roleCode, given.ValidFrom, given.ValidTo));
        if (given.ValidFrom >= today)
        {
            db.Remove(given);
        }
        else
        {
            given.ValidTo = today.AddDays(-1);
        }

        return true;
    }

    /// <summary>Gives a scope in the tree of units; null for the whole tree.</summary>
    public static async Task<Outcome<bool>> GiveScopeAsync(
        BaotuanDb db, long userId, string kind, long? unitId, DateOnly from, DateOnly? to, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.RightManage);
        db.Access.RequireConfirmed();
        if (!ScopeKinds.ContainsKey(kind) || !await db.Set<User>().AnyAsync(u => u.Id == userId, cancel))
        {
            return new Refusal("scope_or_user_not_found", "没有这个账号，或范围类别不对。请刷新页面后重选。");
        }

        if (to < from)
        {
            return DatesReversed;
        }

        if (db.Caller.UserId == userId)
        {
            return new Refusal("own_rights", "不能给自己授权。请由另一位安全管理员办理。");
        }

        db.Add(new UserScope
        {
            Id = await db.NextIdAsync("platform_user_scope", cancel), UserId = userId, Kind = kind, UnitId = unitId, ValidFrom = from, ValidTo = to, RecordedAtMs = db.RecordedAtMs,
        });
        await db.LogAsync("scope.give", UserStore.Subject(userId), ScopeKinds[kind], cancel, kind: "access", after: Span($"unit {unitId?.ToString() ?? "*"}", from, to));
        return true;
    }

    public static async Task<Outcome<bool>> TakeScopeAsync(BaotuanDb db, long userId, long scopeId, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.RightManage);
        var scope = await db.Set<UserScope>().AsTracking().FirstOrDefaultAsync(s => s.Id == scopeId && s.UserId == userId, cancel);
        if (scope is null)
        {
            return new Refusal("scope_not_given", "没有这个范围，可能刚被收回。请刷新页面。");
        }

        await db.LogAsync("scope.take", UserStore.Subject(userId), ScopeKinds[scope.Kind], cancel, kind: "access", before: Span($"unit {scope.UnitId?.ToString() ?? "*"}", scope.ValidFrom, scope.ValidTo));
        if (scope.ValidFrom >= today)
        {
            db.Remove(scope);
        }
        else
        {
            scope.ValidTo = today.AddDays(-1);
        }

        return true;
    }

    /// <summary>Records that two people are close relatives; refused while it would set them over each other's accounts.</summary>
    public static async Task<Outcome<bool>> DeclareRelativesAsync(BaotuanDb db, long userId, long relativeId, string relation, DateOnly on, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.RightManage);
        if (userId == relativeId || await db.Set<User>().CountAsync(u => u.Id == userId || u.Id == relativeId, cancel) != 2)
        {
            return new Refusal("relative_not_found", "请选择另一个账号。");
        }

        if (!await db.Set<UserRelation>().AnyAsync(r => r.UserId == userId && r.RelativeId == relativeId, cancel))
        {
            db.Add(new UserRelation { UserId = userId, RelativeId = relativeId, DeclaredOn = on, Relation = relation });
            db.Add(new UserRelation { UserId = relativeId, RelativeId = userId, DeclaredOn = on, Relation = relation });
            await db.SaveChangesAsync(cancel);
        }

        var (mine, theirs) = (await CodesAsync(db, userId, cancel), await CodesAsync(db, relativeId, cancel));
        if (OneSupervisesTheOther(mine, theirs))
        {
            return RelativeRefusal;
        }

        await db.LogAsync("relatives.declare", UserStore.Subject(userId), $"{relation} {relativeId}", cancel, kind: "access");
        return true;
    }

    private static readonly Refusal DatesReversed = new("dates_reversed", "截止日期早于开始日期，请改正。");

    private static readonly Refusal RelativeRefusal = new(
        "supervisor_is_relative", "监督人员不能是财务人员、理事的近亲属（农村集体经济组织法第三十四条）。请先收回其中一人的角色。");

    private static async Task<Refusal?> ConflictAsync(BaotuanDb db, long userId, Role role, CancellationToken cancel)
    {
        var held = await CodesAsync(db, userId, cancel);
        var families = await db.Set<Role>().Where(r => held.Contains(r.Code)).Select(r => r.Family).Distinct().ToListAsync(cancel);
        if (held.Count(c => c != role.Code) > 0 && (role.Family == "admin" || families.Contains("admin")))
        {
            return new("administrators_are_apart", "系统、安全、审计三类管理员互相分开，也不兼任业务角色（三员分立）。请先收回原有角色。");
        }

        if (OneSupervisesTheOther([role.Code], held))
        {
            return new("supervisor_is_finance", "监督人员不能同时是理事或财务人员（农村集体经济组织法第三十四条）。请先收回原有角色。");
        }

        var relatives = await db.Set<UserRelation>().Where(r => r.UserId == userId).Select(r => r.RelativeId).ToListAsync(cancel);
        foreach (var relative in relatives)
        {
            if (OneSupervisesTheOther([role.Code], await CodesAsync(db, relative, cancel)))
            {
                return RelativeRefusal;
            }
        }

        return null;
    }

    private static bool OneSupervisesTheOther(IReadOnlyList<string> mine, IReadOnlyList<string> theirs) =>
        mine.Intersect(Supervising).Any() && theirs.Intersect(Finance).Any() || mine.Intersect(Finance).Any() && theirs.Intersect(Supervising).Any();

    // also roles that begin later: giving two in advance must not get around the rule
    private static async Task<IReadOnlyList<string>> CodesAsync(BaotuanDb db, long userId, CancellationToken cancel)
    {
        var today = Pages.ChinaTime.Today(db);
        return await db.Set<UserRole>().AsNoTracking().Where(r => r.UserId == userId && (r.ValidTo == null || r.ValidTo >= today)).Select(r => r.RoleCode).Distinct().ToListAsync(cancel);
    }

    private static string Span(string what, DateOnly from, DateOnly? to) => $"{what} {from:yyyy-MM-dd}–{to?.ToString("yyyy-MM-dd")}";
}
