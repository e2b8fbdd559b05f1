using System.Globalization;
using System.Security.Claims;

namespace Baotuan.Platform.Access;

/// <summary>The little that a sign-in says by itself: who, and under which password. What he may do is read anew each time.</summary>
public static class SignInClaims
{
    /// <summary>The security stamp of the account when it signed in.</summary>
    public const string Stamp = "baotuan:stamp";

    /// <summary>Id of the person; null when nobody is signed in.</summary>
    public static long? UserId(ClaimsPrincipal? principal) =>
        long.TryParse(principal?.FindFirst(ClaimTypes.NameIdentifier)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
