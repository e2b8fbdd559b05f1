namespace Baotuan.Platform.Pages;

/// <summary>Where everybody reaches the site from outside: what goes on paper as an address and as a QR code begins so.</summary>
/// <param name="Root">With a slash at its end; null while nobody said, and then no paper carries an address.</param>
public sealed record PublicAddress(Uri? Root)
{
    /// <summary>Absolute address of a path of the site; null without <see cref="Root"/>.</summary>
    public string? Of(string path) => Root is null ? null : new Uri(Root, path.TrimStart('/')).ToString();

    /// <summary>Reads what somebody typed: http or https, no query, no fragment, no name and password; null when it is none.</summary>
    public static Uri? Parse(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var root) && root.Scheme is "http" or "https"
            && root is { Query: "", Fragment: "", UserInfo: "" }
            ? root
            : null;
}
