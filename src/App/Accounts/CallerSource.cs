using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.App.Accounts;

/// <summary>Who stands behind the current request: read from the tables anew each time.</summary>
internal sealed class CallerSource(IHttpContextAccessor http, Store store) : ICallerSource
{
    public async Task<Caller> CallerAsync(CancellationToken cancel)
    {
        var context = http.HttpContext;
        var userId = SignInClaims.UserId(context?.User) ?? throw new UnauthorizedAccessException("nobody is signed in");
        await using var db = store.Open();
        var caller = await ReadCaller.OfAsync(db, userId, store.Time.Today(), Address(context!), cancel)
            ?? throw new UnauthorizedAccessException("the account is gone or disabled");
        caller = caller with { Confirmed = IsFresh(context!.User) };
        if (!SignInClaims.IsStrong(context.User))
        {
            caller = caller with { SecondFactor = await SecondFactor.DutyAsync(db, caller, store.Time.Today(), cancel) };
        }

        return context.User.FindFirst(BearerTokens.PermissionsClaim)?.Value is { } limited
            ? caller with { Permissions = caller.Permissions.Intersect(limited.Split('\n')).ToHashSet() }
            : caller;
    }

    /// <summary>So long after a password, a code or a passkey sensitive acts are open.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private bool IsFresh(System.Security.Claims.ClaimsPrincipal person) =>
        store.Time.GetUtcNow().ToUnixTimeMilliseconds() - SignInClaims.ShownMs(person) <= Fresh.TotalMilliseconds;

    internal static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>In whose name an account is changed before anybody is signed in.</summary>
    internal static Caller Anonymous(HttpContext? context) => new() { Login = "", Name = "未登录", Address = context is null ? "" : Address(context) };
}
