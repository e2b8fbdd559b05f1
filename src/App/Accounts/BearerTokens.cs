using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Baotuan.Platform.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Baotuan.App.Accounts;

/// <summary>Programs read with a person's token: <c>Authorization: Bearer baotuan_…</c>. Reading only; forms want a browser's token.</summary>
internal sealed class BearerTokens(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenStore tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Bearer";

    /// <summary>Permission codes that the token is for, one a line.</summary>
    internal const string PermissionsClaim = "baotuan:permissions";

    /// <summary>Number of the token.</summary>
    internal const string TokenClaim = "baotuan:token";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        // where routing found nothing that takes the method, nothing runs either, and the program may hear so
        if (!HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method) && Context.GetEndpoint() is RouteEndpoint)
        {
            return AuthenticateResult.Fail("tokens are for reading");
        }

        if (await tokens.FindAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } token)
        {
            return AuthenticateResult.Fail("unknown, expired or revoked token, or a disabled account");
        }

        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, token.UserId.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, token.Login),
                new(TokenClaim, token.Id.ToString(CultureInfo.InvariantCulture)), new(PermissionsClaim, token.Permissions),
            ],
            SchemeName);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName));
    }
}
