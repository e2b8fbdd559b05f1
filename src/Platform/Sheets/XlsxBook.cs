using System.IO.Compression;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>A sheet of a workbook and the part that holds its cells.</summary>
internal sealed record XlsxSheet(string Name, string Part, bool Hidden);

/// <summary>
/// An .xlsx opened for reading. The parts are read straight from the zip by XmlReader: MiniExcel hands numbers over as
/// double and knows neither merged cells nor error values; the Open XML SDK refuses whole files for one odd hyperlink,
/// builds an object per cell, and has nothing to add to attributes r, s and t. What is needed is small and fully streamed.
/// </summary>
internal sealed class XlsxBook : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly SheetLimits _limits;
    private readonly string? _stringsPart;
    private readonly string? _stylesPart;
    private SharedStrings? _strings;
    private XlsxStyles? _styles;

    /// <summary>Throws <see cref="InvalidDataException"/> or <see cref="XmlException"/> for damaged files.</summary>
    public XlsxBook(ZipArchive archive, SheetLimits limits)
    {
        (_archive, _limits) = (archive, limits);
        WorkbookPart = Relations("_rels/.rels").FirstOrDefault(one => one.Type == "officeDocument")?.Target ?? "xl/workbook.xml";
        List<Relation> relations = Relations(RelationsOf(WorkbookPart));
        _stringsPart = relations.Find(one => one.Type == "sharedStrings")?.Target;
        _stylesPart = relations.Find(one => one.Type == "styles")?.Target;
        Sheets = ReadSheets(relations);
    }

    public string WorkbookPart { get; }

    public string? StylesPart => _stylesPart;

    public IReadOnlyList<XlsxSheet> Sheets { get; }

    public bool From1904 { get; private set; }

    public XlsxStyles Styles => _styles ??= new XlsxStyles(OpenOrNull(_stylesPart));

    public SharedStrings Strings => _strings ??= new SharedStrings(OpenOrNull(_stringsPart), _limits.CellChars);

    public Stream OpenPart(string part) => OpenOrNull(part) ?? throw new InvalidDataException($"part {part} is missing");

    public void Dispose()
    {
        _strings?.Dispose();
        _archive.Dispose();
    }

    internal static string RelationsOf(string part)
    {
        int slash = part.LastIndexOf('/');
        return $"{part[..(slash + 1)]}_rels/{part[(slash + 1)..]}.rels";
    }

    private Stream? OpenOrNull(string? part) => part is null ? null : _archive.GetEntry(part)?.Open();

    private List<XlsxSheet> ReadSheets(List<Relation> relations)
    {
        var sheets = new List<XlsxSheet>();
        using XmlReader xml = XlsxXml.Open(OpenPart(WorkbookPart));
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "workbookPr") From1904 = xml.GetAttribute("date1904") is "1" or "true";
            if (xml.LocalName == "sheet") AddSheet(xml, relations, sheets);
        }
        return sheets;
    }

    private static void AddSheet(XmlReader xml, List<Relation> relations, List<XlsxSheet> sheets)
    {
        string name = (xml.GetAttribute("name") ?? "").Trim();
        bool hidden = xml.GetAttribute("state") is "hidden" or "veryHidden";
        string id = "";
        while (xml.MoveToNextAttribute())
        {
            bool isRelation = xml.LocalName == "id" && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal);
            if (isRelation) id = xml.Value;
        }
        xml.MoveToElement();
        Relation? part = relations.Find(one => one.Id == id);
        if (part is not null) sheets.Add(new XlsxSheet(name, part.Target, hidden));
    }

    private List<Relation> Relations(string part)
    {
        var relations = new List<Relation>();
        using Stream? stream = OpenOrNull(part);
        if (stream is null) return relations;
        string folder = part.Replace("_rels/", "");
        folder = folder[..(folder.LastIndexOf('/') + 1)];
        using XmlReader xml = XlsxXml.Open(stream);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship") continue;
            string type = xml.GetAttribute("Type") ?? "";
            string target = xml.GetAttribute("Target") ?? "";
            relations.Add(new Relation(xml.GetAttribute("Id") ?? "", type[(type.LastIndexOf('/') + 1)..], Resolve(folder, target)));
        }
        return relations;
    }

    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/')) return target[1..];
        while (target.StartsWith("../", StringComparison.Ordinal) && folder.Length > 0)
        {
            target = target[3..];
            folder = folder[..(folder.TrimEnd('/').LastIndexOf('/') + 1)];
        }
        return folder + (target.StartsWith("./", StringComparison.Ordinal) ? target[2..] : target);
    }

    private sealed record Relation(string Id, string Type, string Target);
}
