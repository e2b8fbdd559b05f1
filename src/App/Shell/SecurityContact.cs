using System.Globalization;
using System.Text;

namespace Baotuan.App.Shell;

/// <summary>Where to write to about a hole in this installation (RFC 9116), at the address where people look for it. Nothing is there when nobody is named.</summary>
internal static class SecurityContact
{
    internal const string Address = "/.well-known/security.txt";

    // the standard wants less than a year
    private static readonly TimeSpan Holds = TimeSpan.FromDays(180);

    /// <summary>An address that a reader can use: mail or a page by https.</summary>
    internal static bool IsGood(string contact) =>
        Uri.TryCreate(contact, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeMailto || uri.Scheme == Uri.UriSchemeHttps) && !contact.Any(char.IsControl);

    internal static void Map(IEndpointRouteBuilder routes, string? contact, string? publicHost)
    {
        if (contact is not null)
        {
            routes.MapGet(Address, (TimeProvider time) => Results.Text(Text(contact, publicHost, time.GetUtcNow()), "text/plain", Encoding.UTF8)).AllowAnonymous();
        }
    }

    private static string Text(string contact, string? publicHost, DateTimeOffset now)
    {
        var expires = (now + Holds).ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture);
        var canonical = publicHost is null ? "" : $"Canonical: https://{publicHost}{Address}\n";
        return $"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: zh, en\n{canonical}";
    }
}
