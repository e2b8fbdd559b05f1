using System.Security.Cryptography;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>One signed-in browser, as its person or an administrator sees it.</summary>
public sealed record SessionInfo(string Id, string Address, string Agent, long CreatedAtMs, long LastSeenMs);

/// <summary>An account in a list.</summary>
/// <param name="TwoFactor">He has an authenticator or a passkey.</param>
public sealed record AccountInfo(long Id, string Login, string Name, long? UnitId, bool Disabled, bool HasPassword, bool TwoFactor, IReadOnlyList<string> Roles);

/// <summary>
/// Opens, invites and closes accounts: the system administrator's work. There is no default account and no default password;
/// everybody sets his own by a one-time invitation.
/// </summary>
public static class Accounts
{
    private static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7);

    /// <summary>Accounts page by page, by login, with the roles that have not ended by <paramref name="today"/>.</summary>
    public static async Task<(IReadOnlyList<AccountInfo> Page, int Count)> ListAsync(
        BaotuanDb db, string? text, string? roleCode, bool? disabled, DateOnly today, int skip, int take, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.AccountRead);
        var users = db.Set<User>().AsNoTracking();
        if (text is { Length: > 0 })
        {
            users = users.Where(u => u.Login.Contains(text) || u.Name.Contains(text));
        }

        if (disabled is { } isDisabled)
        {
            users = users.Where(u => u.Disabled == isDisabled);
        }

        if (roleCode is { Length: > 0 })
        {
            users = users.Where(u => db.Set<UserRole>().Any(r => r.UserId == u.Id && r.RoleCode == roleCode && (r.ValidTo == null || r.ValidTo >= today)));
        }

        var count = await users.CountAsync(cancel);
        var page = await users.OrderBy(u => u.Login).Skip(skip).Take(take).ToListAsync(cancel);
        return (await InfosAsync(db, page, today, cancel), count);
    }

    /// <summary>One account; null when there is none.</summary>
    public static async Task<AccountInfo?> FindAsync(BaotuanDb db, long userId, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.AccountRead);
        var user = await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId, cancel);
        return user is null ? null : (await InfosAsync(db, [user], today, cancel))[0];
    }

    /// <summary>Makes a one-time invitation to set a password, and ends those made before.</summary>
    /// <returns>The token; it is shown once and kept nowhere.</returns>
    public static async Task<Outcome<string>> InviteAsync(BaotuanDb db, long userId, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.UserManage);
        var user = await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId, cancel);
        if (user is null || user.Disabled)
        {
            return new Refusal("user_not_found", "没有这个账号，或已停用。");
        }

        if (db.Caller.UserId == userId)
        {
            return new Refusal("own_invitation", "自己的口令在“我的账号”里改，不能给自己发邀请。");
        }

        foreach (var old in await db.Set<Invitation>().AsTracking().Where(i => i.UserId == userId && i.UsedAtMs == null).ToListAsync(cancel))
        {
            old.ExpiresAtMs = Math.Min(old.ExpiresAtMs, db.RecordedAtMs);
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        db.Add(new Invitation
        {
            Id = UserStore.Fingerprint(token), UserId = userId, RecordedAtMs = db.RecordedAtMs,
            ExpiresAtMs = db.RecordedAtMs + (long)InvitationLasts.TotalMilliseconds,
        });
        await db.LogAsync("user.invite", UserStore.Subject(userId), user.Login, cancel, kind: "access");
        return token;
    }

    /// <summary>The account that a token invites; null when the token is unknown, used or expired.</summary>
    public static async Task<User?> InvitedAsync(BaotuanDb db, string token, long nowMs, CancellationToken cancel)
    {
        var id = UserStore.Fingerprint(token);
        return await (
            from i in db.Set<Invitation>().AsNoTracking()
            join u in db.Set<User>() on i.UserId equals u.Id
            where i.Id == id && i.UsedAtMs == null && i.ExpiresAtMs > nowMs && !u.Disabled
            select u).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Uses an invitation up; false when somebody did before.</summary>
    public static async Task<bool> UseInvitationAsync(BaotuanDb db, string token, CancellationToken cancel)
    {
        db.Access.Everybody(); // the token itself is the right
        var id = UserStore.Fingerprint(token);
        var invitation = await db.Set<Invitation>().AsTracking().FirstOrDefaultAsync(i => i.Id == id, cancel);
        if (invitation is not { UsedAtMs: null } || invitation.ExpiresAtMs <= db.RecordedAtMs)
        {
            return false;
        }

        invitation.UsedAtMs = db.RecordedAtMs;
        await db.LogAsync("invitation.use", UserStore.Subject(invitation.UserId), "", cancel, kind: "access");
        return true;
    }

    /// <summary>Disables or enables an account; disabling ends its sessions.</summary>
    public static async Task<Outcome<bool>> DisableAsync(BaotuanDb db, long userId, bool disabled, string reason, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.UserManage);
        var user = await db.Set<User>().AsTracking().FirstOrDefaultAsync(u => u.Id == userId, cancel);
        if (user is null)
        {
            return new Refusal("user_not_found", "没有这个账号。");
        }

        if (db.Caller.UserId == userId)
        {
            return new Refusal("own_account", "不能停用自己的账号。");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("reason_missing", "请写明原因。");
        }

        user.Disabled = disabled;
        await db.LogAsync(disabled ? "user.disable" : "user.enable", UserStore.Subject(userId), reason.Trim(), cancel, kind: "access");
        if (disabled)
        {
            await EndSessionsAsync(db, userId, null, cancel);
        }

        return true;
    }

    /// <summary>
    /// Takes the second factor and the passkeys off somebody who lost them and his recovery codes; the password stays, sessions end, and the reason is in the log.
    /// </summary>
    public static async Task<Outcome<bool>> ClearSecondFactorAsync(BaotuanDb db, long userId, string reason, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.UserManage);
        db.Access.RequireConfirmed();
        var user = await db.Set<User>().AsTracking().FirstOrDefaultAsync(u => u.Id == userId, cancel);
        var passkeys = await db.Set<Passkey>().AsTracking().Where(p => p.UserId == userId).ToListAsync(cancel);
        if (user is null || !user.TwoFactorEnabled && passkeys.Count == 0)
        {
            return new Refusal("no_second_factor", "这个账号没有打开两步验证，也没有通行密钥。");
        }

        if (db.Caller.UserId == userId)
        {
            return new Refusal("own_account", "自己的两步验证在“我的账号”里关闭。");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("reason_missing", "请写明原因，例如：手机丢失，已当面核对身份。");
        }

        db.RemoveRange(passkeys);
        (user.TwoFactorEnabled, user.TotpKey, user.RecoveryCodes, user.LastTotp) = (false, null, null, null);
        (user.SecurityStamp, user.ConcurrencyStamp) = (Guid.CreateVersion7().ToString("N"), Guid.CreateVersion7().ToString("N"));
        await db.LogAsync("two-factor.clear", UserStore.Subject(userId), reason.Trim(), cancel, kind: "access");
        await EndSessionsAsync(db, userId, null, cancel);
        return true;
    }

    /// <summary>The sessions of a person that stand; his own, or anybody's for who manages accounts.</summary>
    public static async Task<IReadOnlyList<SessionInfo>> SessionsAsync(BaotuanDb db, long userId, long nowMs, CancellationToken cancel)
    {
        RequireOwnOr(db, userId, PlatformPermissions.UserManage);
        return await db.Set<UserSession>().AsNoTracking().Where(s => s.UserId == userId && s.EndedAtMs == null && s.ExpiresAtMs > nowMs && s.CreatedAtMs > nowMs - SessionStore.LongestMs)
            .OrderByDescending(s => s.LastSeenMs).Select(s => new SessionInfo(s.Id, s.Address, s.Agent, s.CreatedAtMs, s.LastSeenMs)).ToListAsync(cancel);
    }

    /// <summary>Ends one session of a person, or all of them; they are refused at their next request.</summary>
    public static async Task<int> EndSessionsAsync(BaotuanDb db, long userId, string? sessionId, CancellationToken cancel)
    {
        RequireOwnOr(db, userId, PlatformPermissions.UserManage);
        var sessions = await db.Set<UserSession>().AsTracking()
            .Where(s => s.UserId == userId && s.EndedAtMs == null && (sessionId == null || s.Id == sessionId)).ToListAsync(cancel);
        foreach (var session in sessions)
        {
            session.EndedAtMs = db.RecordedAtMs;
        }

        if (sessions.Count > 0)
        {
            await db.LogAsync("session.end", UserStore.Subject(userId), $"{sessions.Count}", cancel, kind: "access");
        }

        return sessions.Count;
    }

    /// <summary>Tokens of a person that stand.</summary>
    public static async Task<IReadOnlyList<ApiToken>> TokensAsync(BaotuanDb db, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.TokenOwn);
        var userId = db.Caller.UserId;
        return await db.Set<ApiToken>().AsNoTracking().Where(t => t.UserId == userId && t.RevokedAtMs == null).OrderBy(t => t.Id).ToListAsync(cancel);
    }

    /// <summary>Makes a token for a program: some of the person's own rights to read, until a day within a year.</summary>
    /// <returns>The token; shown once and kept nowhere.</returns>
    public static async Task<Outcome<string>> MakeTokenAsync(
        BaotuanDb db, string name, IReadOnlyCollection<string> permissions, DateOnly validTo, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.TokenOwn);
        db.Access.RequireConfirmed();
        var today = db.Today();
        if (string.IsNullOrWhiteSpace(name) || permissions.Count == 0)
        {
            return new Refusal("token_incomplete", "请填写用途，并至少选一项权限。");
        }

        if (permissions.FirstOrDefault(p => !db.Caller.Permissions.Contains(p)) is { } foreign)
        {
            return new Refusal("token_beyond_own_rights", $"您自己没有 {foreign} 这项权限，不能给令牌。");
        }

        if (validTo < today || validTo > today.AddYears(1))
        {
            return new Refusal("token_too_long", "截止日期要在今天以后、一年以内。");
        }

        var token = "baotuan_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        db.Add(new ApiToken
        {
            Id = await db.NextIdAsync("platform_api_token", cancel), UserId = db.Caller.UserId, Name = name.Trim(), Hash = UserStore.Fingerprint(token),
            Permissions = string.Join('\n', permissions.Order(StringComparer.Ordinal)), ValidTo = validTo, RecordedAtMs = db.RecordedAtMs,
        });
        await db.LogAsync("token.make", UserStore.Subject(db.Caller.UserId), name.Trim(), cancel, kind: "access", after: string.Join(' ', permissions) + $" –{validTo:yyyy-MM-dd}");
        return token;
    }

    /// <summary>Revokes one of the person's own tokens.</summary>
    public static async Task<Outcome<bool>> RevokeTokenAsync(BaotuanDb db, long tokenId, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.TokenOwn);
        var userId = db.Caller.UserId;
        var token = await db.Set<ApiToken>().AsTracking().FirstOrDefaultAsync(t => t.Id == tokenId && t.UserId == userId, cancel);
        if (token is null)
        {
            return new Refusal("token_not_found", "没有这个令牌，可能已经撤销。");
        }

        token.RevokedAtMs ??= db.RecordedAtMs;
        await db.LogAsync("token.revoke", UserStore.Subject(userId), token.Name, cancel, kind: "access");
        return true;
    }

    private static void RequireOwnOr(BaotuanDb db, long userId, Permission permission)
    {
        if (db.Caller.UserId == userId && userId != 0)
        {
            db.Access.Everybody();
        }
        else
        {
            db.Access.Require(permission);
        }
    }

    private static async Task<IReadOnlyList<AccountInfo>> InfosAsync(BaotuanDb db, IReadOnlyList<User> users, DateOnly today, CancellationToken cancel)
    {
        var ids = users.Select(u => u.Id).ToList();
        var roles = await (
            from g in db.Set<UserRole>().AsNoTracking()
            join r in db.Set<Role>() on g.RoleCode equals r.Code
            where ids.Contains(g.UserId) && (g.ValidTo == null || g.ValidTo >= today)
            select new { g.UserId, r.Name }).ToListAsync(cancel);
        var withPasskey = await db.Set<Passkey>().Where(p => ids.Contains(p.UserId)).Select(p => p.UserId).Distinct().ToListAsync(cancel);
        return [.. users.Select(u => new AccountInfo(
            u.Id, u.Login, u.Name, u.UnitId, u.Disabled, u.PasswordHash is not null, u.TwoFactorEnabled || withPasskey.Contains(u.Id),
            [.. roles.Where(r => r.UserId == u.Id).Select(r => r.Name).Distinct().Order(StringComparer.Ordinal)]))];
    }
}
