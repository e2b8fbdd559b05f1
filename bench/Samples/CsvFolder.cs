using System.Text;

namespace Baotuan.Bench.Samples;

/// <summary>Writes the CSV files that a user could have made: UTF-8 with its mark, records end with CR LF. Rows stream.</summary>
internal sealed class CsvFolder(string folder)
{
    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <param name="sheet">File name without .csv.</param>
    /// <param name="header">Comma-separated column names.</param>
    /// <param name="rows">One text per column; null for an empty cell.</param>
    /// <returns>Rows written, the header not counted.</returns>
    public long Write(string sheet, string header, IEnumerable<string?[]> rows)
    {
        Directory.CreateDirectory(folder);
        using var writer = Open(sheet, header);
        var width = header.Count(c => c == ',') + 1;
        long count = 0;
        foreach (var row in rows)
        {
            if (row.Length != width)
            {
                throw new InvalidOperationException($"{sheet}: {row.Length} cells for {width} columns");
            }

            WriteRow(writer, row);
            count++;
        }

        return count;
    }

    /// <summary>A file whose rows the caller writes, several files side by side.</summary>
    public StreamWriter Open(string sheet, string header)
    {
        Directory.CreateDirectory(folder);
        var writer = new StreamWriter(Path.Combine(folder, sheet + ".csv"), append: false, Utf8WithMark, 1 << 16) { NewLine = "\r\n" };
        writer.WriteLine(header);
        return writer;
    }

    public static void WriteRow(StreamWriter writer, params ReadOnlySpan<string?> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            WriteCell(writer, row[i] ?? "");
        }

        writer.WriteLine();
    }

    private static void WriteCell(StreamWriter writer, string text)
    {
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            writer.Write(text);
            return;
        }

        writer.Write('"');
        writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }
}
