using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Baotuan.Platform.Pages;

/// <summary>
/// Which stretch of a list is shown. Read from ?page= and ?size=; anything unreadable or out of range falls back to the first page and 20 lines,
/// because an old bookmark must not end in an error.
/// </summary>
public sealed record Paging(int Page, int Size, long Total = 0)
{
    public const int DefaultSize = 20;

    public static readonly IReadOnlyList<int> Sizes = [10, 20, 50];

    // Deep offsets read and throw away everything before them; nobody leafs a list that far.
    private const int LastReachablePage = 100_000;

    public static Paging Read(NavigationManager navigation) =>
        Read(navigation.Query("page"), navigation.Query("size"));

    public static Paging Read(string? page, string? size)
    {
        var lines = int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var s) && Sizes.Contains(s) ? s : DefaultSize;
        var number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var p) ? p : 1;
        return new Paging(Math.Clamp(number, 1, LastReachablePage), lines);
    }

    public int Skip => (Page - 1) * Size;

    public int Take => Size;

    public int Pages => (int)Math.Clamp((Total + Size - 1) / Size, 1, LastReachablePage);

    /// <summary>The same stretch once the number of lines is known; a page behind the end becomes the last page.</summary>
    public Paging Of(long total)
    {
        var known = this with { Total = total };
        return known with { Page = Math.Min(Page, known.Pages) };
    }
}
