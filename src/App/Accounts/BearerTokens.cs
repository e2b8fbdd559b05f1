using System.Security.Claims;
using System.Text.Encodings.Web;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Baotuan.App.Accounts;

/// <summary>Programs read with a person's token: <c>Authorization: Bearer baotuan_…</c>. Reading only; forms want a browser's token.</summary>
internal sealed class BearerTokens(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Store store)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Bearer";

    /// <summary>Permission codes that the token is for, one a line.</summary>
    internal const string PermissionsClaim = "baotuan:permissions";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return AuthenticateResult.NoResult();
        }

        if (!HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method))
        {
            return AuthenticateResult.Fail("tokens are for reading");
        }

        var hash = UserStore.Fingerprint(header[Prefix.Length..].Trim());
        var today = store.Time.Today();
        await using var db = store.Open();
        var token = await db.Set<ApiToken>().AsNoTracking().FirstOrDefaultAsync(t => t.Hash == hash && t.RevokedAtMs == null && t.ValidTo >= today, Context.RequestAborted);
        if (token is null)
        {
            return AuthenticateResult.Fail("unknown, expired or revoked token");
        }

        var login = await db.Set<User>().Where(u => u.Id == token.UserId && !u.Disabled).Select(u => u.Login).FirstOrDefaultAsync(Context.RequestAborted);
        if (login is null)
        {
            return AuthenticateResult.Fail("the account is disabled");
        }

        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, token.UserId.ToString()), new(ClaimTypes.Name, login), new(PermissionsClaim, token.Permissions)], SchemeName);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName));
    }
}
