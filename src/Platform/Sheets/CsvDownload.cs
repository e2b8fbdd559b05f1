using System.Globalization;
using System.Text;
using Baotuan.Kernel;
using Microsoft.AspNetCore.Http;

namespace Baotuan.Platform.Sheets;

/// <summary>A list of a page as a CSV file that Excel opens by a double click. Text that would run as a formula is defused.</summary>
public static class CsvDownload
{
    /// <param name="name">File name without its ending.</param>
    /// <param name="rows">Cells: string, Money, LandArea, whole numbers, DateOnly; null for an empty cell.</param>
    public static IResult File(string name, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        Line(text, heads.Select(Text));
        foreach (var row in rows)
        {
            Line(text, row.Select(Cell));
        }

        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name + ".csv");
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells).Append("\r\n");

    private static string Cell(object? value) => value switch
    {
        null => "",
        string s => Text(s),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Money or LandArea or int or long => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        _ => throw new ArgumentException($"A cell of {value.GetType().Name} has no CSV form.", nameof(value)),
    };

    private static string Text(string text)
    {
        var safe = FormulaGuard.Escape(text);
        return safe.AsSpan().ContainsAny(",\"\r\n") || safe != text ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }
}
