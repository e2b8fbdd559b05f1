using System.Text;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>Which cell formats show a number as a day.</summary>
internal sealed class XlsxStyles
{
    private readonly List<bool> _isDate = [];

    public XlsxStyles(Stream? part)
    {
        if (part is null) return;
        using XmlReader xml = XlsxXml.Open(part);
        var custom = new Dictionary<string, bool>(StringComparer.Ordinal);
        bool inCellFormats = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs") inCellFormats = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt") custom[xml.GetAttribute("numFmtId") ?? ""] = IsDateFormat(xml.GetAttribute("formatCode") ?? "");
            if (xml.LocalName == "xf" && inCellFormats) Add(xml.GetAttribute("numFmtId") ?? "", custom);
        }
    }

    public bool IsDate(string? style) => int.TryParse(style, out int index) && index >= 0 && index < _isDate.Count && _isDate[index];

    private void Add(string id, Dictionary<string, bool> custom)
    {
        bool builtIn = int.TryParse(id, out int number) && number is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58;
        _isDate.Add(custom.TryGetValue(id, out bool isDate) ? isDate : builtIn);
    }

    // a year or a day outside quotes and brackets; months alone may be minutes
    internal static bool IsDateFormat(string format)
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
        return !letters.Contains("general") && letters.AsSpan().IndexOfAny('y', 'd') >= 0;
    }
}
