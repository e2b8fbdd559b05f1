using Baotuan.Platform.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Baotuan.App.Accounts;

/// <summary>What of accounts is no page: signing out, ending sessions, revoking tokens, and the dialogue of passkeys.</summary>
internal static class AccountEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var signedIn = new NeedsAttribute(NeedsAttribute.SignedIn);
        routes.MapPost(SignInPaths.SignOut, SignOutAsync).WithMetadata(signedIn);
        routes.MapPost("/sessions/end", EndAsync).WithMetadata(signedIn);
        routes.MapPost("/tokens/revoke", RevokeAsync).WithMetadata(new NeedsAttribute(PlatformPermissions.TokenOwn.Code));
        routes.MapPost("/passkeys/remove", RemoveAsync).WithMetadata(signedIn);
        routes.MapPost("/passkeys/creation", CreationAsync).WithMetadata(signedIn);
        routes.MapPost("/passkeys/register", RegisterAsync).WithMetadata(signedIn);
        routes.MapPost("/passkeys/request", RequestAsync).WithMetadata(new AllowAnonymousAttribute());
        routes.MapPost("/passkeys/sign-in", PasskeySignInAsync).WithMetadata(new AllowAnonymousAttribute());
    }

    // Each form is bound, and binding a form is what makes its token required.
    private static async Task<IResult> SignOutAsync(HttpContext context, IFormCollection form)
    {
        _ = form;
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\""; // no page stays behind the back button
        return Results.Redirect(SignInPaths.SignIn);
    }

    private static async Task<IResult> EndAsync(Desk desk, [FromForm] string? id, CancellationToken cancel)
    {
        var caller = await desk.CallerAsync(cancel);
        _ = (await desk.WriteAsync<int>(async (db, token) => await Baotuan.Platform.Access.Accounts.EndSessionsAsync(db, caller.UserId, Blank(id), token), cancel)).Value;
        return Results.Redirect("/account");
    }

    private static async Task<IResult> RevokeAsync(Desk desk, [FromForm] long id, CancellationToken cancel)
    {
        _ = await desk.WriteAsync((db, token) => Baotuan.Platform.Access.Accounts.RevokeTokenAsync(db, id, token), cancel);
        return Results.Redirect("/account");
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, Desk desk, UserManager<User> users, [FromForm] string? id)
    {
        if (!(await desk.CallerAsync(context.RequestAborted)).Confirmed)
        {
            return Results.Redirect(SignInPaths.ConfirmFor("/account#passkeys"));
        }

        if (await users.GetUserAsync(context.User) is { } user && Bytes(id) is { } credential)
        {
            await users.RemovePasskeyAsync(user, credential);
        }

        return Results.Redirect("/account");
    }

    private static async Task<IResult> CreationAsync(HttpContext context, Desk desk, IAntiforgery antiforgery, UserManager<User> users, SignInManager<User> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(context) || await users.GetUserAsync(context.User) is not { } user)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (!(await desk.CallerAsync(context.RequestAborted)).Confirmed)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var options = await signIn.MakePasskeyCreationOptionsAsync(new() { Id = user.Id.ToString(), Name = user.Login, DisplayName = user.Name });
        return Results.Content(options, "application/json");
    }

    private static async Task<IResult> RegisterAsync(
        HttpContext context, Desk desk, UserManager<User> users, SignInManager<User> signIn, SignIns signIns, [FromForm] string? credential, [FromForm] string? name)
    {
        if (!(await desk.CallerAsync(context.RequestAborted)).Confirmed)
        {
            return Results.Redirect(SignInPaths.ConfirmFor("/account#passkeys"));
        }

        if (await users.GetUserAsync(context.User) is not { } user || string.IsNullOrEmpty(credential))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        const int Most = 10;
        var attested = await signIn.PerformPasskeyAttestationAsync(credential);
        if (!attested.Succeeded || (await users.GetPasskeysAsync(user)).Count >= Most)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        attested.Passkey.Name = string.IsNullOrWhiteSpace(name) ? "通行密钥" : name.Trim()[..Math.Min(name.Trim().Length, 40)];
        await users.AddOrUpdatePasskeyAsync(user, attested.Passkey);
        await signIns.EnterAsync(user, "登记通行密钥", strong: true); // it was shown just now
        return Results.Redirect("/account");
    }

    private static async Task<IResult> RequestAsync(HttpContext context, IAntiforgery antiforgery, SignInManager<User> signIn, SignInLimits limits)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return limits.AddressMayTry(CallerSource.Address(context))
            ? Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")
            : Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> PasskeySignInAsync(
        UserManager<User> users, SignInManager<User> signIn, SignIns signIns, [FromForm] string? credential,
        [FromQuery(Name = SignInPaths.ReturnParameter)] string? back)
    {
        var asserted = string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAssertionAsync(credential);
        if (asserted is not { Succeeded: true, User.Disabled: false } || await users.IsLockedOutAsync(asserted.User))
        {
            await signIns.NotePasskeyRefusedAsync(asserted?.User);
            return Results.Redirect(SignInPaths.SignIn);
        }

        await users.AddOrUpdatePasskeyAsync(asserted.User, asserted.Passkey); // its counter moved
        await signIns.EnterAsync(asserted.User, "通行密钥", strong: true);
        return Results.Redirect(SignInPaths.Local(back));
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static byte[]? Bytes(string? hex)
    {
        try
        {
            return hex is { Length: > 0 and < 2_100 } ? Convert.FromHexString(hex) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
