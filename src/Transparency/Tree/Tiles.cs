using System.Globalization;
using System.Text;

namespace Baotuan.Transparency.Tree;

/// <summary>
/// Where a tile lies in the tree (C2SP tlog-tiles): level 0 holds leaf hashes, level l the roots of complete tiles of level l−1;
/// a tile has 256 hashes, the last of a level <paramref name="Width"/> of them.
/// </summary>
/// <param name="Level">0–63.</param>
/// <param name="Index">From 0.</param>
/// <param name="Width">1–256 hashes; 256 is full.</param>
public readonly record struct TileAt(int Level, long Index, int Width)
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int Full = 256;

    /// <summary><c>tile/0/x001/x234/067.p/8</c> below the log's address.</summary>
    public string Path => $"tile/{Level}/{Number(Index)}{Partial(Width)}";

    /// <summary><c>tile/entries/x001/x234/067.p/8</c>: the bundle with the leaves of a tile of level 0.</summary>
    public static string EntriesPath(long index, int width) => $"tile/entries/{Number(index)}{Partial(width)}";

    /// <summary>Every tile of a tree of <paramref name="size"/> leaves, from the bottom.</summary>
    public static IEnumerable<TileAt> Of(long size)
    {
        var level = 0;
        for (var count = size; count > 0; count /= Full)
        {
            for (var index = 0L; index < count / Full; index++)
            {
                yield return new(level, index, Full);
            }

            if (count % Full > 0)
            {
                yield return new(level, count / Full, (int)(count % Full));
            }

            level++;
        }
    }

    /// <summary>Reads the number and width of a path's last part, <c>x001/067.p/8</c>; false when it is written in any other way.</summary>
    public static bool TryNumber(string text, out long index, out int width)
    {
        (index, width) = (0, Full);
        var parts = text.Split(".p/");
        if (parts.Length > 2 || parts[0].Length > 32 || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out width)))
        {
            return false;
        }

        foreach (var digits in parts[0].Split('/').Select(p => p.TrimStart('x')))
        {
            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var group) || group > 999 || index > long.MaxValue / 1000 - 1)
            {
                return false;
            }

            index = (index * 1000) + group;
        }

        return width is >= 1 and <= Full && text == Number(index) + Partial(width);
    }

    private static string Number(long index)
    {
        var text = new StringBuilder((index % 1000).ToString("000", CultureInfo.InvariantCulture));
        for (index /= 1000; index > 0; index /= 1000)
        {
            text.Insert(0, $"x{(index % 1000).ToString("000", CultureInfo.InvariantCulture)}/");
        }

        return text.ToString();
    }

    private static string Partial(int width) => width == Full ? "" : $".p/{width}";
}

/// <summary>A tile that became full: 256 packed hashes that never change again.</summary>
public sealed record FullTile(int Level, long Index, byte[] Hashes);
