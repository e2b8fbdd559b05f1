using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Baotuan.Platform.Pages;

/// <summary>Reading and rewriting the address of the current page: filters, page number and unit live in its query string.</summary>
public static class PageUrl
{
    /// <summary>Path of the current page, without query: "/villages".</summary>
    public static string Path(this NavigationManager navigation) =>
        new Uri(navigation.Uri).AbsolutePath;

    /// <summary>One value of the query string, null when it is absent or blank.</summary>
    public static string? Query(this NavigationManager navigation, string name)
    {
        var value = QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).GetValueOrDefault(name).ToString().Trim();
        return value.Length == 0 ? null : value;
    }

    /// <summary>The same for a request without a page: a download narrows by what its page reads.</summary>
    public static string? Value(this HttpRequest request, string name) => request.Query[name].ToString().Trim() is { Length: > 0 } value ? value : null;

    /// <summary>The current address with some query values replaced; null removes one. Always starts at the site's root.</summary>
    public static string With(this NavigationManager navigation, params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var uri = new Uri(navigation.Uri);
        var query = QueryHelpers.ParseQuery(uri.Query);
        foreach (var (name, value) in changes)
        {
            if (value is null)
                query.Remove(name);
            else
                query[name] = value;
        }
        return QueryHelpers.AddQueryString(uri.AbsolutePath, query);
    }
}
