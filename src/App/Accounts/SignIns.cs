using System.Security.Claims;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Baotuan.App.Accounts;

/// <summary>What a try to sign in came to.</summary>
internal enum SignInStep { In, SecondFactor, Refused, TooOften }

/// <summary>
/// Signing in. Whoever has no account, a wrong password, a locked or a disabled account gets the same answer after the same
/// work, so that nobody learns which accounts there are.
/// </summary>
internal sealed class SignIns(
    UserManager<User> users, SignInManager<User> signIn, UserStore userStore, Store store, SignInLimits limits, NoteCounter notes, IHttpContextAccessor http)
{
    internal const string RefusedText = "账号或口令不对。连续输错 5 次，账号会暂停 5 分钟。";
    internal const string TooOftenText = "尝试得太频繁，请过一分钟再试。";

    // The hash of a password that nobody has: comparing with it takes as long as comparing with a real one. Made once, by the hasher of real ones.
    private static string? nobodysHash;

    private HttpContext Context => http.HttpContext!;

    public async Task<SignInStep> PasswordAsync(string login, string password)
    {
        var normalized = users.NormalizeName(login.Trim()) ?? "";
        if (!limits.AddressMayTry(CallerSource.Address(Context)) || !limits.AccountMayTry(normalized))
        {
            return await TooOftenAsync();
        }

        var user = await users.FindByNameAsync(login.Trim());
        var right = users.PasswordHasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? NobodysHash(), password) != PasswordVerificationResult.Failed;
        if (user?.PasswordHash is null)
        {
            await NoteAsync("sign-in.unknown", "user/", "没有这个账号");
            return SignInStep.Refused;
        }

        if (user.Disabled || await users.IsLockedOutAsync(user))
        {
            await NoteAsync("sign-in.refused", UserStore.Subject(user.Id), user.Disabled ? "账号已停用" : "账号暂停中");
            return SignInStep.Refused;
        }

        if (!right)
        {
            await users.AccessFailedAsync(user);
            return SignInStep.Refused;
        }

        if (user.AccessFailedCount > 0)
        {
            await users.ResetAccessFailedCountAsync(user);
        }

        if (user.TwoFactorEnabled)
        {
            await Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new(new ClaimsIdentity(
                [new(ClaimTypes.Name, user.Id.ToString())], IdentityConstants.TwoFactorUserIdScheme)));
            return SignInStep.SecondFactor;
        }

        await EnterAsync(user, "口令", strong: false);
        return SignInStep.In;
    }

    private string NobodysHash() => nobodysHash ??= users.PasswordHasher.HashPassword(new User(), Guid.NewGuid().ToString());

    /// <summary>The code of the authenticator, each one once; or a recovery code.</summary>
    public async Task<SignInStep> CodeAsync(string code)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { Disabled: false } user || !limits.AddressMayTry(CallerSource.Address(Context)))
        {
            return await TooOftenAsync();
        }

        if (await users.IsLockedOutAsync(user))
        {
            return SignInStep.Refused;
        }

        var plain = code.Replace(" ", "").Replace("-", "");
        var isTotp = plain.Length == 6 && plain.All(char.IsAsciiDigit);
        if (!(isTotp ? await TotpAsync(user, plain) : await userStore.RedeemCodeAsync(user, code.Trim(), default)))
        {
            await users.AccessFailedAsync(user);
            return SignInStep.Refused;
        }

        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await EnterAsync(user, isTotp ? "口令和动态码" : "口令和恢复码", strong: true);
        return SignInStep.In;
    }

    /// <summary>Who is signed in shows by his password that it is himself: a new session, as strong as the one before.</summary>
    public async Task<SignInStep> ConfirmAsync(User user, string password)
    {
        if (!limits.AddressMayTry(CallerSource.Address(Context)) || !limits.AccountMayTry(user.NormalizedLogin))
        {
            return await TooOftenAsync();
        }

        if (user.Disabled || await users.IsLockedOutAsync(user))
        {
            return SignInStep.Refused;
        }

        if (user.PasswordHash is null || users.PasswordHasher.VerifyHashedPassword(user, user.PasswordHash, password) == PasswordVerificationResult.Failed)
        {
            await users.AccessFailedAsync(user);
            return SignInStep.Refused;
        }

        await users.ResetAccessFailedCountAsync(user);
        await EnterAsync(user, "再次确认", SignInClaims.IsStrong(Context.User));
        return SignInStep.In;
    }

    private async Task<SignInStep> TooOftenAsync()
    {
        await notes.NoteAsync(CallerSource.Anonymous(Context), "sign-in.too-often", "user/", "尝试太频繁，没有核对口令", "access", Context.RequestAborted);
        return SignInStep.TooOften;
    }

    /// <summary>True when the code is the authenticator's and newer than every one used before; it is used then.</summary>
    public async Task<bool> TotpAsync(User user, string code)
    {
        var step = await users.GetAuthenticatorKeyAsync(user) is { } key ? Totp.StepOf(key, code, store.Time.GetUtcNow()) : null;
        var last = long.TryParse(user.LastTotp, out var used) ? used : long.MinValue;
        if (step is not { } newer || newer <= last)
        {
            return false;
        }

        user.LastTotp = $"{newer}";
        return (await users.UpdateAsync(user)).Succeeded;
    }

    /// <summary>Opens a session under a new key, and ends the one that this browser had.</summary>
    /// <param name="strong">More than a password was shown.</param>
    public async Task EnterAsync(User user, string how, bool strong)
    {
        Claim[] shown = strong ? [new(SignInClaims.Strong, "1")] : [];
        await Context.SignOutAsync(IdentityConstants.ApplicationScheme);

        // This request's cookie handler remembers the key it came with and would go on using it; a fresh one does not know it.
        var services = Context.RequestServices;
        await using (var scope = services.CreateAsyncScope())
        {
            Context.RequestServices = scope.ServiceProvider;
            try
            {
                await signIn.SignInWithClaimsAsync(user, isPersistent: false, shown);
            }
            finally
            {
                Context.RequestServices = services;
            }
        }

        await NoteAsync("sign-in", UserStore.Subject(user.Id), how, user);
    }

    /// <summary>A passkey that did not open: unknown, of a disabled or of a locked account.</summary>
    public Task NotePasskeyRefusedAsync(User? user) => user is null
        ? NoteAsync("sign-in.unknown", "user/", "通行密钥不对")
        : NoteAsync("sign-in.refused", UserStore.Subject(user.Id), "通行密钥：账号已停用或暂停中");

    private async Task NoteAsync(string action, string subject, string details, User? user = null)
    {
        var caller = CallerSource.Anonymous(Context);
        if (user is null)
        {
            await notes.NoteAsync(caller, action, subject, details, "access", Context.RequestAborted);
            return;
        }

        var noted = await store.WriteAsync<bool>(
            caller with { UserId = user.Id, Login = user.Login, Name = user.Name, UnitId = user.UnitId },
            async (db, token) =>
            {
                db.Access.Everybody();
                await db.LogAsync(action, subject, details, token, kind: "access");
                return true;
            },
            Context.RequestAborted);
        _ = noted.Value;
    }
}
