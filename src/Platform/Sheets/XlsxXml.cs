using System.Text;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>Reading the XML parts of a workbook: no DTD, no outside world, names without prefixes (transitional and strict files alike).</summary>
internal static class XlsxXml
{
    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
        CloseInput = true,
    };

    public static XmlReader Open(Stream part) => XmlReader.Create(part, Settings);

    /// <summary>On an element: appends its text, at most <paramref name="most"/> + 1 characters, and stops on its end.</summary>
    public static void ReadText(XmlReader xml, StringBuilder text, int most)
    {
        if (xml.IsEmptyElement) return;
        int depth = xml.Depth;
        char[]? chunk = null;
        while (xml.Read() && xml.Depth > depth)
        {
            bool isText = xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA or XmlNodeType.Whitespace;
            if (!isText) continue;
            chunk ??= new char[256];
            for (int read = xml.ReadValueChunk(chunk, 0, chunk.Length); read > 0; read = xml.ReadValueChunk(chunk, 0, chunk.Length))
            {
                text.Append(chunk, 0, Math.Min(read, Math.Max(0, most + 1 - text.Length)));
            }
        }
    }

    /// <summary>On a string item or inline string: appends its runs without the phonetic ones, and stops on its end.</summary>
    public static void ReadRichText(XmlReader xml, StringBuilder text, int most)
    {
        if (xml.IsEmptyElement) return;
        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "rPh") Skip(xml);
            else if (xml.LocalName == "t") ReadText(xml, text, most);
        }
        Unescape(text);
    }

    /// <summary>From the start of an element to its end, unlike <see cref="XmlReader.Skip"/>, which goes one node too far for these loops.</summary>
    public static void Skip(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth) { }
    }

    /// <summary>Excel writes characters that XML cannot carry as _x000D_.</summary>
    public static void Unescape(StringBuilder text)
    {
        if (text.Length < 7) return;
        string all = text.ToString();
        if (!all.Contains("_x", StringComparison.Ordinal)) return;
        text.Clear();
        for (int i = 0; i < all.Length; i++)
        {
            if (IsEscape(all, i, out char c)) i += 6;
            else c = all[i];
            text.Append(c);
        }
    }

    /// <summary>The other direction: for characters XML cannot carry, and for text that looks like an escape.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (pair) escaped.Append(c).Append(text[++i]);
            else if (IsEscape(text, i, out _) || !XmlConvert.IsXmlChar(c) || c == '\r') escaped.Append($"_x{(int)c:X4}_");
            else escaped.Append(c);
        }
        return escaped.ToString();
    }

    private static bool IsEscape(string text, int at, out char c)
    {
        c = default;
        bool shape = at + 6 < text.Length && text[at] == '_' && text[at + 1] == 'x' && text[at + 6] == '_';
        if (!shape || text.AsSpan(at + 2, 4).ContainsAnyExcept("0123456789ABCDEFabcdef")) return false;
        c = (char)Convert.ToInt32(text.Substring(at + 2, 4), 16);
        return true;
    }
}
