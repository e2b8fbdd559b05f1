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
    UserManager<User> users, SignInManager<User> signIn, UserStore userStore, Store store, SignInLimits limits, IHttpContextAccessor http)
{
    internal const string RefusedText = "账号或口令不对。连续输错 5 次，账号会暂停 5 分钟。";
    internal const string TooOftenText = "尝试得太频繁，请过一分钟再试。";

    // The hash of a password that nobody has: comparing with it takes as long as comparing with a real one.
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<User>(
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 })).HashPassword(new User(), Guid.NewGuid().ToString()));

    private HttpContext Context => http.HttpContext!;

    public async Task<SignInStep> PasswordAsync(string login, string password)
    {
        var normalized = users.NormalizeName(login.Trim()) ?? "";
        if (!limits.AddressMayTry(CallerSource.Address(Context)) || !limits.AccountMayTry(normalized))
        {
            return SignInStep.TooOften;
        }

        var user = await users.FindByNameAsync(login.Trim());
        var right = users.PasswordHasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? NobodysHash.Value, password) != PasswordVerificationResult.Failed;
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

        await EnterAsync(user, "口令");
        return SignInStep.In;
    }

    /// <summary>The code of the authenticator, each one once; or a recovery code.</summary>
    public async Task<SignInStep> CodeAsync(string code)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { Disabled: false } user || !limits.AddressMayTry(CallerSource.Address(Context)))
        {
            return SignInStep.TooOften;
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
        await EnterAsync(user, isTotp ? "口令和动态码" : "口令和恢复码");
        return SignInStep.In;
    }

    /// <summary>True when the code is the authenticator's and was not used before; it is used then.</summary>
    public async Task<bool> TotpAsync(User user, string code)
    {
        var mark = UserStore.Fingerprint($"{user.Id}:{code}");
        if (user.LastTotp == mark || !await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code))
        {
            return false;
        }

        user.LastTotp = mark;
        return (await users.UpdateAsync(user)).Succeeded;
    }

    /// <summary>Opens a session.</summary>
    public async Task EnterAsync(User user, string how)
    {
        await signIn.SignInAsync(user, isPersistent: false);
        await NoteAsync("sign-in", UserStore.Subject(user.Id), how, user);
    }

    private async Task NoteAsync(string action, string subject, string details, User? user = null)
    {
        var caller = CallerSource.Anonymous(Context);
        var noted = await store.WriteAsync<bool>(
            user is null ? caller : caller with { UserId = user.Id, Login = user.Login, Name = user.Name, UnitId = user.UnitId },
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
