using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// Merged ranges stand behind the cells, but are needed before the first row is handed out. Few sheets have any, so
/// the bytes are searched for the word first, which is several times faster than parsing, and only then parsed.
/// </summary>
internal static class XlsxMerges
{
    private static ReadOnlySpan<byte> Word => "mergeCell "u8;

    public static IReadOnlyList<MergedRange> Of(XlsxBook book, string part)
    {
        using (Stream stream = book.OpenPart(part))
        {
            if (!Mentions(stream)) return [];
        }
        using XmlReader xml = XlsxXml.Open(book.OpenPart(part));
        var ranges = new List<MergedRange>();
        while (xml.Read())
        {
            bool merge = xml.NodeType == XmlNodeType.Element && xml.LocalName == "mergeCell";
            if (merge && CellReference.Range(xml.GetAttribute("ref") ?? "") is MergedRange range) ranges.Add(range);
        }
        return [.. ranges.OrderBy(range => range.FirstRow)];
    }

    private static bool Mentions(Stream stream)
    {
        byte[] buffer = new byte[128 << 10];
        int kept = 0;
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer, kept, buffer.Length - kept))
        {
            int length = kept + read;
            if (buffer.AsSpan(0, length).IndexOf(Word) >= 0) return true;
            kept = Math.Min(length, Word.Length - 1);
            buffer.AsSpan(length - kept, kept).CopyTo(buffer);
        }
        return false;
    }
}
