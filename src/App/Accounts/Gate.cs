using Baotuan.App.Shell;
using Baotuan.Platform.Access;
using Baotuan.Platform.Api;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Baotuan.App.Accounts;

/// <summary>
/// The gate in front of every endpoint. Nobody gets in who is not signed in; an endpoint that does not say what lets somebody
/// in answers nobody. What was denied, here or by a use case behind, stands in the operation log.
/// </summary>
internal static class Gate
{
    internal static IApplicationBuilder UseGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var endpoint = context.GetEndpoint();
        // which addresses there are for programs is told to nobody outside
        if (endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null || (endpoint is null && !ProgramRoutes.IsUnder(context.Request.Path)))
        {
            await next(context);
            return;
        }

        if (await SignedInAsync(context) is not { } caller)
        {
            await ChallengeAsync(context);
            return;
        }

        if (context.User.FindFirst(BearerTokens.TokenClaim) is { } token && !context.RequestServices.GetRequiredService<TokenLimit>().MayAsk(token.Value))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "60";
            return;
        }

        if (caller.SecondFactor != SecondFactorDuty.None && !IsOpenBefore(context, caller))
        {
            await DemandAsync(context, caller);
            return;
        }

        // nothing takes this address, or not by this method: routing says which it takes
        if (endpoint is not RouteEndpoint)
        {
            await next(context);
            return;
        }

        var needs = endpoint.Metadata.GetMetadata<NeedsAttribute>()?.Permissions ?? [];
        if (!needs.Any(p => p == NeedsAttribute.SignedIn || caller.Permissions.Contains(p)))
        {
            await NoteAsync(context, caller, string.Join(' ', needs));
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            await next(context);
        }
        catch (ConfirmationNeededException) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            if (context.Request.Headers.Authorization.Count > 0)
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = SignInPaths.ConfirmFor(context.Request.Path + context.Request.QueryString);
        }
        catch (AccessDeniedException denied) when (!context.Response.HasStarted)
        {
            await NoteAsync(context, caller, $"{denied.Permission.Code} {denied.Subject}");
            AnswerInNewScope(context, StatusOf(denied));
        }
    });

    // what an administrator needs to set up his second factor, and the way out
    private static bool IsOpenBefore(HttpContext context, Caller caller) => context.Request.Path.Value switch
    {
        SignInPaths.SignOut => true,
        "/account" or SignInPaths.Confirm or "/passkeys/creation" or "/passkeys/register" or "/sessions/end" => caller.SecondFactor == SecondFactorDuty.SetUp,
        _ => false,
    };

    private static async Task DemandAsync(HttpContext context, Caller caller)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var setUp = caller.SecondFactor == SecondFactorDuty.SetUp;
        if (!setUp)
        {
            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = setUp ? "/account#two-factor" : $"{SignInPaths.SignIn}?passkey=1";
    }

    private static async Task<Caller?> SignedInAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            context.User = (await context.AuthenticateAsync(BearerTokens.SchemeName)).Principal ?? new();
        }

        if (SignInClaims.UserId(context.User) is null)
        {
            return null;
        }

        try
        {
            return await context.RequestServices.GetRequiredService<Desk>().CallerAsync(context.RequestAborted);
        }
        catch (UnauthorizedAccessException)
        {
            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
            return null;
        }
    }

    // A person is sent to the sign-in page and back; a program and a form get the bare word.
    private static Task ChallengeAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Authorization.Count == 0 && !ProgramRoutes.IsUnder(context.Request.Path))
        {
            var wanted = context.Request.Path + context.Request.QueryString;
            context.Response.Redirect($"{SignInPaths.SignIn}?{SignInPaths.ReturnParameter}={Uri.EscapeDataString(wanted)}");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = BearerTokens.SchemeName;
        }

        return Task.CompletedTask;
    }

    // The page that broke off has used this request's services; the page that says so needs fresh ones.
    private static void AnswerInNewScope(HttpContext context, int status)
    {
        context.Response.Clear();
        var scope = context.RequestServices.CreateAsyncScope();
        context.Response.RegisterForDisposeAsync(scope);
        context.RequestServices = scope.ServiceProvider;
        context.Response.StatusCode = status;
    }

    /// <summary>What a denial answers: the right is missing, or the record is not there for this person.</summary>
    private static int StatusOf(AccessDeniedException denied) => denied.Subject is null ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;

    private static Task NoteAsync(HttpContext context, Caller caller, string what) => context.RequestServices.GetRequiredService<NoteCounter>().NoteAsync(
        caller, "denied", context.Request.Path.ToString(), $"{context.Request.Method} {what}", "denied", context.RequestAborted);
}
