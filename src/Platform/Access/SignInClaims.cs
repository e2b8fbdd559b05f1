using System.Globalization;
using System.Security.Claims;

namespace Baotuan.Platform.Access;

/// <summary>The little that a sign-in says by itself: who, and under which password. What he may do is read anew each time.</summary>
public static class SignInClaims
{
    /// <summary>The security stamp of the account when it signed in.</summary>
    public const string Stamp = "baotuan:stamp";

    /// <summary>When the person last showed that it is himself, in Unix milliseconds.</summary>
    public const string ShownAtMs = "baotuan:shown";

    /// <summary>There when the sign-in had a second factor or a passkey.</summary>
    public const string Strong = "baotuan:strong";

    /// <summary>Whether the sign-in had more than a password.</summary>
    public static bool IsStrong(ClaimsPrincipal? principal) => principal?.FindFirst(Strong) is not null;

    /// <summary>When the person last showed that it is himself; 0 when never.</summary>
    public static long ShownMs(ClaimsPrincipal? principal) =>
        long.TryParse(principal?.FindFirst(ShownAtMs)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;

    /// <summary>Id of the person; null when nobody is signed in.</summary>
    public static long? UserId(ClaimsPrincipal? principal) =>
        long.TryParse(principal?.FindFirst(ClaimTypes.NameIdentifier)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
