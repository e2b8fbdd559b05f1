using System.Text;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>Which cell formats show a number as a day or with a percent sign.</summary>
internal sealed class XlsxStyles
{
    private readonly List<RawKind> _kinds = [];

    public XlsxStyles(Stream? part)
    {
        if (part is null) return;
        using XmlReader xml = XlsxXml.Open(part);
        var custom = new Dictionary<string, RawKind>(StringComparer.Ordinal);
        bool inCellFormats = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs") inCellFormats = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt") custom[xml.GetAttribute("numFmtId") ?? ""] = KindOf(xml.GetAttribute("formatCode") ?? "");
            if (xml.LocalName == "xf" && inCellFormats) Add(xml.GetAttribute("numFmtId") ?? "", custom);
        }
    }

    /// <summary>Number, Percent or Date.</summary>
    public RawKind KindOfStyle(string? style) =>
        int.TryParse(style, out int index) && index >= 0 && index < _kinds.Count ? _kinds[index] : RawKind.Number;

    private void Add(string id, Dictionary<string, RawKind> custom) =>
        _kinds.Add(custom.TryGetValue(id, out RawKind kind) ? kind : BuiltIn(int.TryParse(id, out int number) ? number : 0));

    // ECMA-376 part 1, 18.8.30, with the formats of Chinese Excel
    private static RawKind BuiltIn(int number) => number switch
    {
        9 or 10 => RawKind.Percent,
        (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => RawKind.Date,
        _ => RawKind.Number,
    };

    // a year or a day outside quotes and brackets; months alone may be minutes
    private static RawKind KindOf(string format)
    {
        var bare = new StringBuilder(format.Length);
        char until = '\0';
        for (int i = 0; i < format.Length; i++)
        {
            char c = format[i];
            if (until != '\0') until = c == until ? '\0' : until;
            else if (c == '"') until = '"';
            else if (c == '[') until = ']';
            else if (c is '\\' or '_' or '*') i++;
            else bare.Append(char.ToLowerInvariant(c));
        }
        string letters = bare.ToString();
        if (letters.Contains('%')) return RawKind.Percent;
        bool isDate = !letters.Contains("general") && letters.AsSpan().IndexOfAny('y', 'd') >= 0;
        return isDate ? RawKind.Date : RawKind.Number;
    }
}
