using System.Security.Claims;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Baotuan.App.Accounts;

/// <summary>Signing in: ASP.NET Core Identity over this program's own tables, sessions in the table, keys in the data directory.</summary>
internal static class AccountWiring
{
    internal static void AddAccounts(this IServiceCollection services, Store store, bool https)
    {
        services.AddScoped<ICallerSource, CallerSource>();
        services.AddScoped<Desk>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<TokenStore>();
        services.AddScoped(provider => new UserStore(provider.GetRequiredService<Store>(), provider.GetRequiredService<FieldProtector>())
        {
            Caller = CallerOf(provider.GetRequiredService<IHttpContextAccessor>().HttpContext),
        });
        services.AddScoped<IUserStore<User>>(provider => provider.GetRequiredService<UserStore>());
        services.AddScoped<IUserClaimsPrincipalFactory<User>, Principals>();
        services.AddScoped<SignIns>();
        services.AddSingleton<NoteCounter>();
        services.AddHostedService(provider => provider.GetRequiredService<NoteCounter>());
        services.AddIdentityCore<User>(Rules).AddUserManager<People>().AddSignInManager().AddTokenProvider<AuthenticatorTokenProvider<User>>(TokenOptions.DefaultAuthenticatorProvider)
            .AddPasswordValidator<KnownPasswords>().AddErrorDescriber<ChineseErrors>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000); // OWASP's figure for PBKDF2 with SHA-512
        services.Configure<IdentityPasskeyOptions>(o => o.UserVerificationRequirement = "required");
        AddCookies(services, https);
        var keys = Directory.CreateDirectory(Path.Combine(store.Location.DataDirectory, "keys", "cookies"));
        if (!OperatingSystem.IsWindows())
        {
            keys.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        services.AddDataProtection().SetApplicationName("baotuan").PersistKeysToFileSystem(keys);
    }

    /// <summary>The name of a cookie: bound to this host and to https where that stands, plain on loopback.</summary>
    internal static string CookieName(string name, bool https) => https ? "__Host-baotuan." + name : "baotuan." + name;

    private static void AddCookies(IServiceCollection services, bool https)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.SchemeName, null)
            .AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure<SessionStore>((o, sessions) =>
            {
                Harden(o, "session", https);
                o.Cookie.SameSite = SameSiteMode.Lax; // a link in a message leads in
                o.SessionStore = sessions;
                o.ExpireTimeSpan = TimeSpan.FromHours(12);
                o.SlidingExpiration = true;
                o.LoginPath = SignInPaths.SignIn;
                o.ReturnUrlParameter = SignInPaths.ReturnParameter;
            });
            cookies.TwoFactorUserIdCookie!.Configure(o => Harden(o, "second", https));
            cookies.TwoFactorRememberMeCookie!.Configure(o => Harden(o, "remember", https));
            cookies.ExternalCookie!.Configure(o => Harden(o, "external", https));
        });
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromDays(3650)); // the session table is asked each time
    }

    private static void Harden(CookieAuthenticationOptions options, string name, bool https)
    {
        options.Cookie.Name = CookieName(name, https);
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.Path = "/";
        options.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    private static void Rules(IdentityOptions options)
    {
        // Length and a list of what everybody tries first; rules about kinds of characters only make passwords predictable (ASVS 5.0 V6.2).
        options.Password.RequiredLength = 8;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 3;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
        options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
        options.ClaimsIdentity.SecurityStampClaimType = SignInClaims.Stamp;
    }

    private static Caller CallerOf(HttpContext? context) => SignInClaims.UserId(context?.User) is { } id
        ? new() { UserId = id, Login = context!.User.Identity?.Name ?? "", Name = context.User.Identity?.Name ?? "", Address = CallerSource.Address(context) }
        : CallerSource.Anonymous(context);

    private sealed class Principals(IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<User>
    {
        public Task<ClaimsPrincipal> CreateAsync(User user)
        {
            var names = options.Value.ClaimsIdentity;
            return Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(
                [new(names.UserIdClaimType, user.Id.ToString()), new(names.UserNameClaimType, user.Login), new(SignInClaims.Stamp, user.SecurityStamp)],
                IdentityConstants.ApplicationScheme, names.UserNameClaimType, names.RoleClaimType)));
        }
    }
}

/// <summary>Addresses of signing in.</summary>
internal static class SignInPaths
{
    internal const string SignIn = "/sign-in";
    internal const string Code = "/sign-in/code";
    internal const string SignOut = "/sign-out";
    internal const string Confirm = "/account/confirm";

    /// <summary>Where one shows oneself again, to come back to an address.</summary>
    internal static string ConfirmFor(string back) => $"{Confirm}?{ReturnParameter}={Uri.EscapeDataString(back)}";

    internal const string ReturnParameter = "return";

    /// <summary>Where to go after signing in: an address of this site, never another's.</summary>
    internal static string Local(string? address) =>
        address is ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl) ? address : "/";
}
