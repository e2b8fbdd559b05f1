using System.Globalization;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// Copies the XML of one sheet and puts the problems in. When rows are left out the rest moves up: formulas give way to
/// their values, and merged ranges, links and page breaks are dropped, because they would point to other rows.
/// </summary>
internal sealed class XlsxSheetRewriting(XmlReader reader, XmlWriter writer, ErrorNotes notes, SheetPlace place, int column, MarkedStyles? styles)
{
    private static readonly HashSet<string> BoundToRows =
        ["mergeCells", "hyperlinks", "rowBreaks"];

    private int _row;
    private int _written;

    public void Run()
    {
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element) WriteElement();
            else CopyNode();
        }
    }

    private void WriteElement()
    {
        string name = reader.LocalName;
        // the size of the sheet is optional and would be wrong now
        if (name == "dimension" || (notes.OnlyBadRows && BoundToRows.Contains(name))) reader.Skip();
        else if (name == "row") WriteRow();
        else if (name is "sheetData" or "worksheet") CopyStart();
        else writer.WriteNode(reader, defattr: false);
    }

    private void CopyNode()
    {
        if (reader.NodeType == XmlNodeType.EndElement) writer.WriteFullEndElement();
        else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) writer.WriteString(reader.Value);
        reader.Read();
    }

    private void CopyStart()
    {
        bool empty = reader.IsEmptyElement;
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        writer.WriteAttributes(reader, defattr: false);
        if (empty) writer.WriteEndElement();
        reader.Read();
    }

    private void WriteRow()
    {
        _row = int.TryParse(reader.GetAttribute("r"), CultureInfo.InvariantCulture, out int row) ? row : _row + 1;
        if (!notes.Keeps(place.File, place.Sheet, _row))
        {
            reader.Skip();
            return;
        }
        _written = notes.OnlyBadRows ? _written + 1 : _row;
        bool empty = reader.IsEmptyElement;
        int depth = reader.Depth;
        string ns = reader.NamespaceURI;
        writer.WriteStartElement(reader.Prefix, "row", ns);
        WriteAttributes("spans", ("r", _written.ToString(CultureInfo.InvariantCulture)));
        reader.Read();
        if (!empty) WriteCells(depth, ns);
        else WriteNote(ns);
        writer.WriteEndElement();
    }

    // cells stand in the order of their columns: the note goes before the first one to its right
    private void WriteCells(int depth, string ns)
    {
        HashSet<int> bad = notes.BadColumns(place.File, place.Sheet, _row);
        int at = 0;
        bool noted = false;
        while (reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c")
            {
                reader.Skip();
                continue;
            }
            at = reader.GetAttribute("r") is string reference ? CellReference.Column(reference) : at + 1;
            if (at >= column && !noted) noted = WriteNote(ns);
            if (at == column) reader.Skip();
            else WriteCell(at, bad.Contains(at));
        }
        if (!noted) WriteNote(ns);
        reader.Read();
    }

    private void WriteCell(int at, bool bad)
    {
        bool empty = reader.IsEmptyElement;
        int depth = reader.Depth;
        string style = bad && styles is not null ? styles.Marked(reader.GetAttribute("s")).ToString(CultureInfo.InvariantCulture) : reader.GetAttribute("s") ?? "";
        writer.WriteStartElement(reader.Prefix, "c", reader.NamespaceURI);
        WriteAttributes("s", ("r", CellReference.Letters(at) + _written.ToString(CultureInfo.InvariantCulture)), ("s", style));
        reader.Read();
        while (!empty && reader.Depth > depth)
        {
            if (notes.OnlyBadRows && reader.LocalName == "f") reader.Skip();
            else writer.WriteNode(reader, defattr: false);
        }
        if (!empty) reader.Read();
        writer.WriteEndElement();
    }

    private bool WriteNote(string ns)
    {
        string text = notes.Text(place.File, place.Sheet, _row);
        if (text.Length == 0) return true;
        string prefix = writer.LookupPrefix(ns) ?? "";
        writer.WriteStartElement(prefix, "c", ns);
        writer.WriteAttributeString("r", CellReference.Letters(column) + _written.ToString(CultureInfo.InvariantCulture));
        if (styles is not null && _row > 1) writer.WriteAttributeString("s", styles.Marked(null).ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("t", "inlineStr");
        writer.WriteStartElement(prefix, "is", ns);
        writer.WriteElementString(prefix, "t", ns, XlsxXml.Escape(text));
        writer.WriteEndElement();
        writer.WriteEndElement();
        return true;
    }

    // all attributes but the dropped and the replaced ones; a replacement by nothing leaves it out
    private void WriteAttributes(string dropped, params ReadOnlySpan<(string Name, string Value)> replaced)
    {
        foreach ((string name, string value) in replaced)
        {
            if (value.Length > 0) writer.WriteAttributeString(name, value);
        }
        while (reader.MoveToNextAttribute())
        {
            bool plain = reader.Prefix.Length == 0;
            if (plain && (reader.LocalName == dropped || reader.LocalName == "r" || reader.LocalName == "xmlns")) continue;
            writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
        }
        reader.MoveToElement();
    }
}
