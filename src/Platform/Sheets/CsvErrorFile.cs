using System.Text;
using CsvHelper;

namespace Baotuan.Platform.Sheets;

/// <summary>A CSV with its problems behind each row: same encoding, separator and line ends, cells byte for byte as they were.</summary>
internal static class CsvErrorFile
{
    public static void Write(Func<Stream> open, string file, ErrorNotes notes, Stream output)
    {
        if (CsvText.Detect(open, out string? problem) is not CsvText text) throw new InvalidOperationException(problem);
        string sheet = Path.GetFileNameWithoutExtension(file);
        if (notes.IsKnown(file, sheet)) WriteRows(open, text, (file, sheet), notes, output);
        else Copy(open, output);
    }

    private static void WriteRows(Func<Stream> open, CsvText text, (string File, string Sheet) place, ErrorNotes notes, Stream output)
    {
        using CsvReader reader = CsvReader.Create(open(), CsvRows.Options(text, SheetLimits.Default, null));
        Encoding encoding = text.HasByteOrderMark ? new UTF8Encoding(true) : text.Encoding;
        using var writer = new StreamWriter(output, encoding, 64 << 10, leaveOpen: true);
        int old = -1;
        int width = 0;
        for (int row = 1; reader.Read(); row++)
        {
            if (row == 1) (old, width) = Header(reader);
            if (!notes.Keeps(place.File, place.Sheet, row)) continue;
            WriteRow(writer, reader, text, old, width, notes.Text(place.File, place.Sheet, row));
        }
    }

    // where an earlier 错误信息 stands, and how many columns the others take
    private static (int Old, int Width) Header(CsvReader reader)
    {
        for (int i = 0; i < reader.FieldCount; i++)
        {
            if (SheetHeader.IsErrorColumn(reader.GetString(i).Trim())) return (i, reader.FieldCount - 1);
        }
        return (-1, reader.FieldCount);
    }

    private static void WriteRow(StreamWriter writer, CsvReader reader, CsvText text, int old, int width, string note)
    {
        bool blank = note.Length == 0 && reader.FieldCount == 1 && reader.GetRawSpan(0).IsEmpty;
        int written = 0;
        for (int i = 0; i < reader.FieldCount && !blank; i++)
        {
            if (i == old) continue;
            if (written++ > 0) writer.Write(text.Separator);
            writer.Write(Encoding.UTF8.GetString(reader.GetRawSpan(i)));
        }
        for (; written < width && !blank; written++) writer.Write(text.Separator);
        if (!blank)
        {
            writer.Write(text.Separator);
            writer.Write(Quoted(note, text.Separator));
        }
        writer.Write(text.NewLine);
    }

    private static string Quoted(string note, char separator) =>
        note.AsSpan().IndexOfAny([separator, '"', '\r', '\n']) < 0 ? note : $"\"{note.Replace("\"", "\"\"")}\"";

    private static void Copy(Func<Stream> open, Stream output)
    {
        using Stream content = open();
        content.CopyTo(output);
    }
}
