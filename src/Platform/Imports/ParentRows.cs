using Baotuan.Platform.Sheets;

namespace Baotuan.Platform.Imports;

/// <summary>Checks rows that name a parent of the same sheet, which may stand in the file, above or below, or in the base.</summary>
public static class ParentRows
{
    /// <param name="rows">The rows of the file by their code; a row with errors cannot be a parent.</param>
    /// <param name="standing">Code and parent's code of what stands in the base.</param>
    /// <param name="noun">"组织单元", also the Chinese name of the sheet.</param>
    public static void Check(
        IReadOnlyDictionary<string, SheetRow> rows, IReadOnlyDictionary<string, string?> standing, string parentColumn, string noun)
    {
        string? ParentOf(string code) => rows.TryGetValue(code, out var row) ? row.TextOrNull(parentColumn) : standing.GetValueOrDefault(code);
        foreach (var (code, row) in rows)
        {
            var parent = row.TextOrNull(parentColumn);
            if (parent is not null && !rows.ContainsKey(parent) && !standing.ContainsKey(parent))
            {
                row.Refuse(parentColumn, $"没有编码为 {parent} 的{noun}。请先在“{noun}”表登记，或改正编码。");
            }
            else if (LeadsBack(code, ParentOf))
            {
                row.Refuse(parentColumn, $"{code} 的上级绕了一圈又回到 {code}，请改正上级。");
            }
        }

        RefuseBelow(rows, parentColumn, noun);
    }

    /// <summary>Refuses the rows below rows that have errors, so that none is saved without its parent.</summary>
    public static void RefuseBelow(IReadOnlyDictionary<string, SheetRow> rows, string parentColumn, string noun)
    {
        while (RefuseBelowBadRows(rows, parentColumn, noun))
        {
        }
    }

    private static bool LeadsBack(string code, Func<string, string?> parentOf)
    {
        var seen = new HashSet<string>();
        for (var above = parentOf(code); above is not null && seen.Add(above); above = parentOf(above))
        {
            if (above == code)
            {
                return true;
            }
        }

        return false;
    }

    private static bool RefuseBelowBadRows(IReadOnlyDictionary<string, SheetRow> rows, string parentColumn, string noun)
    {
        var any = false;
        foreach (var row in rows.Values.Where(r => !r.HasErrors))
        {
            if (row.TextOrNull(parentColumn) is { } parent && rows.TryGetValue(parent, out var above) && above.HasErrors)
            {
                row.Refuse(parentColumn, $"上级{noun} {parent} 所在的第 {above.Row} 行有错误，请先改正那一行。");
                any = true;
            }
        }

        return any;
    }
}
