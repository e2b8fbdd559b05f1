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
        return context!.User.FindFirst(BearerTokens.PermissionsClaim)?.Value is { } limited
            ? caller with { Permissions = caller.Permissions.Intersect(limited.Split('\n')).ToHashSet() }
            : caller;
    }

    internal static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>In whose name an account is changed before anybody is signed in.</summary>
    internal static Caller Anonymous(HttpContext? context) => new() { Login = "", Name = "未登录", Address = context is null ? "" : Address(context) };
}
