using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// A workbook with its problems behind each row. Every part is copied as it is, except the sheets with problems, which
/// are rewritten as a stream, and the styles, in which each cell format gets a coloured twin.
/// </summary>
internal static class XlsxErrorFile
{
    public static void Write(ZipArchive original, string file, ErrorNotes notes, Stream output)
    {
        using var book = new XlsxBook(original, SheetLimits.Default);
        Dictionary<string, XlsxSheet> sheets = book.Sheets.Where(sheet => notes.IsKnown(file, sheet.Name)).ToDictionary(sheet => sheet.Part);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        MarkedStyles? styles = MarkedStyles.Of(book);
        foreach (ZipArchiveEntry entry in original.Entries)
        {
            string name = entry.FullName;
            if (name.EndsWith('/') || (notes.OnlyBadRows && IsCalculationChain(name))) continue;
            using Stream target = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            if (name == book.StylesPart && styles is not null) styles.Save(target);
            else if (sheets.TryGetValue(name, out XlsxSheet? sheet)) WriteSheet(book, sheet, file, notes, styles, target);
            else if (notes.OnlyBadRows && Mentions(name, book)) WriteWithoutChain(entry, target);
            else Copy(entry, target);
        }
    }

    private static void WriteSheet(XlsxBook book, XlsxSheet sheet, string file, ErrorNotes notes, MarkedStyles? styles, Stream target)
    {
        int column = XlsxErrorColumn.Of(book, sheet.Part);
        using XmlReader reader = XlsxXml.Open(book.OpenPart(sheet.Part));
        using XmlWriter writer = XmlWriter.Create(target, new XmlWriterSettings { CloseOutput = false, CheckCharacters = false });
        new XlsxSheetRewriting(reader, writer, notes, new SheetPlace(file, sheet.Name), column, styles).Run();
    }

    // the list of formulas must not name cells that no longer hold one; Excel builds it anew
    private static bool IsCalculationChain(string part) => part.EndsWith("calcChain.xml", StringComparison.OrdinalIgnoreCase);

    private static bool Mentions(string part, XlsxBook book) => part == "[Content_Types].xml" || part == XlsxBook.RelationsOf(book.WorkbookPart);

    private static void WriteWithoutChain(ZipArchiveEntry entry, Stream target)
    {
        using XmlReader reader = XlsxXml.Open(entry.Open());
        XDocument document = XDocument.Load(reader);
        document.Root!.Elements().Where(one => one.Attributes().Any(attribute => IsCalculationChain(attribute.Value))).Remove();
        document.Save(target);
    }

    private static void Copy(ZipArchiveEntry entry, Stream target)
    {
        using Stream content = entry.Open();
        content.CopyTo(target);
    }
}

/// <summary>The styles of the user's workbook with a coloured twin behind each cell format.</summary>
internal sealed class MarkedStyles
{
    private readonly XDocument _document;
    private readonly int _count;

    private MarkedStyles(XDocument document, int count) => (_document, _count) = (document, count);

    /// <summary>Null where the workbook has no usable styles; the column 错误信息 then stands without colours.</summary>
    public static MarkedStyles? Of(XlsxBook book)
    {
        if (book.StylesPart is null) return null;
        using Stream stream = book.OpenPart(book.StylesPart);
        using XmlReader reader = XlsxXml.Open(stream);
        XDocument document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        XNamespace ns = document.Root!.Name.Namespace;
        XElement? formats = document.Root.Element(ns + "cellXfs");
        XElement? fills = document.Root.Element(ns + "fills");
        if (formats is null || fills is null) return null;
        int fill = fills.Elements().Count();
        fills.Add(XElement.Parse($"""<fill xmlns="{ns}"><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill>"""));
        fills.SetAttributeValue("count", fill + 1);
        List<XElement> plain = [.. formats.Elements()];
        foreach (XElement format in plain) formats.Add(Coloured(format, fill));
        formats.SetAttributeValue("count", plain.Count * 2);
        return new MarkedStyles(document, plain.Count);
    }

    /// <summary>The twin of a cell format.</summary>
    public int Marked(string? style) => _count + (int.TryParse(style, out int index) && index >= 0 && index < _count ? index : 0);

    public void Save(Stream target) => _document.Save(target, SaveOptions.DisableFormatting);

    private static XElement Coloured(XElement format, int fill)
    {
        var twin = new XElement(format);
        twin.SetAttributeValue("fillId", fill);
        twin.SetAttributeValue("applyFill", 1);
        return twin;
    }
}
