using System.Text.Json;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>
/// Keeps people for ASP.NET Core Identity in the tables of this program: each change is one command of the <see cref="Store"/>
/// with its line in the operation log, in the same transaction. The authenticator's secret is sealed, recovery codes are kept
/// as fingerprints.
/// </summary>
public sealed class UserStore(Store store, FieldProtector fields) :
    IUserPasswordStore<User>, IUserSecurityStampStore<User>, IUserLockoutStore<User>, IUserTwoFactorStore<User>,
    IUserAuthenticatorKeyStore<User>, IUserTwoFactorRecoveryCodeStore<User>, IUserPasskeyStore<User>
{
    /// <summary>In whose name changes are logged; the site sets it for each request.</summary>
    public Caller Caller { get; set; } = Caller.Program("site");

    public Task<string> GetUserIdAsync(User user, CancellationToken cancel) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(User user, CancellationToken cancel) => Task.FromResult<string?>(user.Login);

    public Task SetUserNameAsync(User user, string? userName, CancellationToken cancel) => Set(() => user.Login = userName ?? "");

    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken cancel) => Task.FromResult<string?>(user.NormalizedLogin);

    public Task SetNormalizedUserNameAsync(User user, string? normalizedName, CancellationToken cancel) => Set(() => user.NormalizedLogin = normalizedName ?? "");

    public async Task<IdentityResult> CreateAsync(User user, CancellationToken cancel)
    {
        var made = await WriteAsync(
            async (db, token) =>
            {
                user.Id = await db.NextIdAsync("platform_user", token);
                user.RecordedAtMs = db.RecordedAtMs;
                user.ConcurrencyStamp = NewStamp();
                db.Add(user);
                await db.LogAsync("user.create", Subject(user.Id), user.Login, token, kind: "access", after: $"{user.Login} {user.Name}");
                return true;
            },
            cancel);
        return made.Ok ? IdentityResult.Success : Failed(made.Refusals);
    }

    public async Task<IdentityResult> UpdateAsync(User user, CancellationToken cancel)
    {
        var updated = await WriteAsync<bool>(
            async (db, token) =>
            {
                var standing = await db.Set<User>().AsTracking().FirstOrDefaultAsync(u => u.Id == user.Id, token);
                if (standing is null || standing.ConcurrencyStamp != user.ConcurrencyStamp)
                {
                    return new Refusal("user_changed_meanwhile", "这个账号刚被别处改过，请刷新后再试。");
                }

                foreach (var (action, details) in UserChanges.Between(standing, user))
                {
                    await db.LogAsync(action, Subject(user.Id), details, token, kind: "access");
                }

                user.ConcurrencyStamp = NewStamp();
                db.Entry(standing).CurrentValues.SetValues(user);
                return true;
            },
            cancel);
        return updated.Ok ? IdentityResult.Success : Failed(updated.Refusals);
    }

    /// <summary>Nobody is deleted: what he did stays his. Accounts are disabled instead.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<IdentityResult> DeleteAsync(User user, CancellationToken cancel) => throw new NotSupportedException("accounts are disabled, not deleted");

    public async Task<User?> FindByIdAsync(string userId, CancellationToken cancel)
    {
        await using var db = store.Open();
        return long.TryParse(userId, out var id) ? await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel) : null;
    }

    public async Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancel)
    {
        await using var db = store.Open();
        return await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedLogin == normalizedUserName, cancel);
    }

    public Task SetPasswordHashAsync(User user, string? passwordHash, CancellationToken cancel) => Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(User user, CancellationToken cancel) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(User user, CancellationToken cancel) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(User user, string stamp, CancellationToken cancel) => Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(User user, CancellationToken cancel) => Task.FromResult<string?>(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(User user, CancellationToken cancel) =>
        Task.FromResult(user.LockoutEndMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : (DateTimeOffset?)null);

    public Task SetLockoutEndDateAsync(User user, DateTimeOffset? lockoutEnd, CancellationToken cancel) => Set(() => user.LockoutEndMs = lockoutEnd?.ToUnixTimeMilliseconds());

    public Task<int> IncrementAccessFailedCountAsync(User user, CancellationToken cancel) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(User user, CancellationToken cancel) => Set(() => user.AccessFailedCount = 0);

    public Task<int> GetAccessFailedCountAsync(User user, CancellationToken cancel) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(User user, CancellationToken cancel) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(User user, bool enabled, CancellationToken cancel) => Task.CompletedTask; // always on

    public Task SetTwoFactorEnabledAsync(User user, bool enabled, CancellationToken cancel) => Set(() => user.TwoFactorEnabled = enabled);

    public Task<bool> GetTwoFactorEnabledAsync(User user, CancellationToken cancel) => Task.FromResult(user.TwoFactorEnabled);

    public Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancel) => Set(() => user.TotpKey = fields.Protect(key, TotpRecord(user)));

    public Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancel) =>
        Task.FromResult(user.TotpKey is { } sealedKey ? fields.Reveal(sealedKey, TotpRecord(user)) : null);

    public Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancel) =>
        Set(() => user.RecoveryCodes = string.Join('\n', recoveryCodes.Select(Fingerprint)));

    public async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancel)
    {
        var left = Codes(user).ToList();
        if (!left.Remove(Fingerprint(code)))
        {
            return false;
        }

        user.RecoveryCodes = string.Join('\n', left);
        return (await UpdateAsync(user, cancel)).Succeeded;
    }

    public Task<int> CountCodesAsync(User user, CancellationToken cancel) => Task.FromResult(Codes(user).Length);

    public async Task AddOrUpdatePasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancel) => _ = (await WriteAsync(
        async (db, token) =>
        {
            var standing = await db.Set<Passkey>().AsTracking().FirstOrDefaultAsync(p => p.UserId == user.Id && p.CredentialId == passkey.CredentialId, token);
            if (standing is null)
            {
                standing = new Passkey { UserId = user.Id, CredentialId = passkey.CredentialId, RecordedAtMs = db.RecordedAtMs };
                db.Add(standing);
                await db.LogAsync("passkey.add", Subject(user.Id), passkey.Name ?? "", token, kind: "access");
            }

            standing.Name = passkey.Name ?? standing.Name;
            standing.Data = JsonSerializer.Serialize(PasskeyRow.Of(passkey));
            return true;
        },
        cancel)).Value;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(User user, CancellationToken cancel)
    {
        await using var db = store.Open();
        var rows = await db.Set<Passkey>().AsNoTracking().Where(p => p.UserId == user.Id).OrderBy(p => p.RecordedAtMs).ToListAsync(cancel);
        return [.. rows.Select(PasskeyRow.Info)];
    }

    public async Task<User?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancel)
    {
        await using var db = store.Open();
        return await db.Set<User>().AsNoTracking()
            .FirstOrDefaultAsync(u => db.Set<Passkey>().Any(p => p.CredentialId == credentialId && p.UserId == u.Id), cancel);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(User user, byte[] credentialId, CancellationToken cancel)
    {
        await using var db = store.Open();
        var row = await db.Set<Passkey>().AsNoTracking().FirstOrDefaultAsync(p => p.UserId == user.Id && p.CredentialId == credentialId, cancel);
        return row is null ? null : PasskeyRow.Info(row);
    }

    public async Task RemovePasskeyAsync(User user, byte[] credentialId, CancellationToken cancel) => _ = (await WriteAsync(
        async (db, token) =>
        {
            var row = await db.Set<Passkey>().AsTracking().FirstOrDefaultAsync(p => p.UserId == user.Id && p.CredentialId == credentialId, token);
            if (row is not null)
            {
                db.Remove(row);
                await db.LogAsync("passkey.remove", Subject(user.Id), row.Name, token, kind: "access");
            }

            return true;
        },
        cancel)).Value;

    public void Dispose()
    {
    }

    /// <summary>How the operation log names a person.</summary>
    public static string Subject(long userId) => $"user/{userId}";

    /// <summary>SHA-256 in hex of a random secret: enough for what nobody can guess.</summary>
    public static string Fingerprint(string secret) => TextHash.Of(secret);

    private Task<Outcome<bool>> WriteAsync(Func<BaotuanDb, CancellationToken, Task<Outcome<bool>>> command, CancellationToken cancel) =>
        WriteAsync<bool>(command, cancel);

    private Task<Outcome<T>> WriteAsync<T>(Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> command, CancellationToken cancel) => store.WriteAsync(
        Caller,
        (db, token) =>
        {
            db.Access.Everybody(); // who may change whose account was asked above; signing in comes before any right
            return command(db, token);
        },
        cancel);

    private static string[] Codes(User user) => user.RecoveryCodes?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string TotpRecord(User user) => $"user/{user.Id}/totp";

    private static string NewStamp() => Guid.CreateVersion7().ToString("N");

    private static IdentityResult Failed(IReadOnlyList<Refusal> refusals) =>
        IdentityResult.Failed([.. refusals.Select(r => new IdentityError { Code = r.Code, Description = r.Message })]);

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }
}
