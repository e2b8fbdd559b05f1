namespace Baotuan.Platform.Sheets;

/// <summary>"C5" and its parts.</summary>
internal static class CellReference
{
    public const int MostColumns = 16_384;
    public const int MostRows = 1_048_576;

    /// <summary>"A" is 1; 0 when there are no letters or too many.</summary>
    public static int Column(ReadOnlySpan<char> reference)
    {
        int column = 0;
        foreach (char c in reference)
        {
            char letter = (char)(c & ~0x20);
            if (letter is < 'A' or > 'Z') break;
            column = column * 26 + (letter - 'A' + 1);
            if (column > MostColumns) return 0;
        }
        return column;
    }

    /// <summary>The number after the letters; 0 when there is none.</summary>
    public static int Row(ReadOnlySpan<char> reference)
    {
        ReadOnlySpan<char> digits = reference.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$");
        return int.TryParse(digits, out int row) ? row : 0;
    }

    public static string Letters(int column)
    {
        string letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + (column - 1) % 26) + letters;
        return letters;
    }

    /// <summary>"A1:B3" as a rectangle; null when it is none.</summary>
    public static MergedRange? Range(string text)
    {
        string[] ends = text.Replace("$", "").Split(':');
        if (ends.Length != 2) return null;
        int firstColumn = Column(ends[0]);
        int firstRow = Row(ends[0]);
        int lastRow = Row(ends[1]);
        return firstColumn == 0 || firstRow == 0 || lastRow < firstRow ? null : new MergedRange(text, firstRow, lastRow, firstColumn);
    }
}
