using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>Finds the column for 错误信息: the one that already has this header, otherwise the first to the right of all cells.</summary>
internal static class XlsxErrorColumn
{
    public static int Of(XlsxBook book, string part)
    {
        using var rows = new XlsxRows(book, part, SheetLimits.Default);
        int last = 0;
        while (rows.Read())
        {
            for (int i = 0; rows.Row == 1 && i < rows.Cells.Count; i++)
            {
                if (SheetHeader.IsErrorColumn(rows.Cells[i].Text.Trim())) return i + 1;
            }
            last = Math.Max(last, rows.Cells.Count);
        }
        return Math.Min(last + 1, CellReference.MostColumns);
    }
}
