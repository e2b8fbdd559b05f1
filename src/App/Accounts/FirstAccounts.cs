using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.App.Accounts;

/// <summary>An invitation that was made for somebody.</summary>
internal sealed record MadeInvitation(string Login, string Name, string Token);

/// <summary>
/// The first accounts of an installation: the three administrators, each with a one-time invitation and no password. There is
/// no account that everybody knows.
/// </summary>
internal static class FirstAccounts
{
    private static readonly (string Login, string Name, string Role)[] Administrators =
        [("system", "系统管理员", "system-admin"), ("security", "安全管理员", "security-admin"), ("audit", "审计管理员", "audit-admin")];

    /// <summary>Makes the administrators when there is no account yet; nothing otherwise.</summary>
    public static async Task<IReadOnlyList<MadeInvitation>> MakeAsync(Store store, string actor, CancellationToken cancel)
    {
        var made = await store.WriteAsync(
            actor,
            async (db, token) =>
            {
                var invitations = new List<MadeInvitation>();
                if (!await db.Set<User>().AnyAsync(token))
                {
                    foreach (var (login, name, role) in Administrators)
                    {
                        var user = await AddAsync(db, login, name, null, token);
                        Give(db, user, role);
                        await db.SaveChangesAsync(token);
                        invitations.Add(new(login, name, (await Platform.Access.Accounts.InviteAsync(db, user.Id, token)).Value));
                    }
                }

                return Outcome<IReadOnlyList<MadeInvitation>>.Of(invitations);
            },
            cancel);
        return made.Value;
    }

    /// <summary>Invites an account anew, from the machine that holds the data.</summary>
    public static Task<Outcome<MadeInvitation>> InviteAsync(Store store, string actor, string login, CancellationToken cancel) => store.WriteAsync<MadeInvitation>(
        actor,
        async (db, token) =>
        {
            var normalized = login.Trim().ToUpperInvariant();
            var user = await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedLogin == normalized, token);
            if (user is null)
            {
                return new Refusal("user_not_found", $"没有账号 {login}。");
            }

            var invited = await Platform.Access.Accounts.InviteAsync(db, user.Id, token);
            return invited.Ok ? new MadeInvitation(user.Login, user.Name, invited.Value) : Outcome<MadeInvitation>.Refused(invited.Refusals);
        },
        cancel);

    internal static async Task<User> AddAsync(BaotuanDb db, string login, string name, long? unitId, CancellationToken cancel)
    {
        var user = new User
        {
            Id = await db.NextIdAsync("platform_user", cancel), Login = login, NormalizedLogin = login.ToUpperInvariant(), Name = name, UnitId = unitId,
            SecurityStamp = Guid.NewGuid().ToString("N"), ConcurrencyStamp = Guid.NewGuid().ToString("N"), RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(user);
        await db.LogAsync("user.create", UserStore.Subject(user.Id), login, cancel, kind: "access", after: $"{login} {name}");
        return user;
    }

    internal static void Give(BaotuanDb db, User user, string role) =>
        db.Add(new UserRole { UserId = user.Id, RoleCode = role, ValidFrom = db.Today(), RecordedAtMs = db.RecordedAtMs });

    internal static async Task GiveScopeAsync(BaotuanDb db, User user, string kind, long? unitId, CancellationToken cancel) => db.Add(new UserScope
    {
        Id = await db.NextIdAsync("platform_user_scope", cancel), UserId = user.Id, Kind = kind, UnitId = unitId,
        ValidFrom = db.Today(), RecordedAtMs = db.RecordedAtMs,
    });
}
