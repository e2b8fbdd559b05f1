using System.Globalization;
using System.Text;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>Rows of one sheet of a workbook, streamed. Rows without a number follow the one before, as do cells.</summary>
internal sealed class XlsxRows : RawRows
{
    private readonly XlsxBook _book;
    private readonly SheetLimits _limits;
    private readonly XmlReader _xml;
    private readonly IReadOnlyList<MergedRange> _merges;
    private readonly StringBuilder _text = new();

    public XlsxRows(XlsxBook book, string part, SheetLimits limits)
    {
        (_book, _limits) = (book, limits);
        _merges = XlsxMerges.Of(book, part);
        _xml = XlsxXml.Open(book.OpenPart(part));
    }

    public override bool IsCsv => false;

    public override IReadOnlyList<MergedRange> Merges => _merges;

    public override bool Read()
    {
        Buffer.Clear();
        while (_xml.Read())
        {
            if (_xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == "sheetData") return false;
            if (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "row") continue;
            int row = int.TryParse(_xml.GetAttribute("r"), CultureInfo.InvariantCulture, out int number) ? number : Row + 1;
            if (row <= Row) throw new InvalidDataException("rows out of order");
            Row = row;
            ReadCells();
            return true;
        }
        return false;
    }

    public override void Dispose() => _xml.Dispose();

    private void ReadCells()
    {
        if (_xml.IsEmptyElement) return;
        int depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType == XmlNodeType.Element && _xml.LocalName == "c") ReadCell();
        }
    }

    private void ReadCell()
    {
        string? reference = _xml.GetAttribute("r");
        int column = reference is null ? Buffer.Count + 1 : CellReference.Column(reference);
        if (column == 0 || column <= Buffer.Count) throw new InvalidDataException("cells out of order");
        RawCell cell = ReadContent(_xml.GetAttribute("t") ?? "n", _xml.GetAttribute("s"));
        if (cell.Kind == RawKind.Empty) return;
        while (Buffer.Count < column - 1) Buffer.Add(RawCell.Empty);
        Buffer.Add(cell);
    }

    private RawCell ReadContent(string type, string? style)
    {
        if (_xml.IsEmptyElement) return RawCell.Empty;
        int depth = _xml.Depth;
        bool formula = false;
        bool value = false;
        _text.Clear();
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            value |= _xml.LocalName is "v" or "is";
            formula |= _xml.LocalName == "f";
            if (_xml.LocalName == "v") XlsxXml.ReadText(_xml, _text, _limits.CellChars);
            else if (_xml.LocalName == "is") XlsxXml.ReadRichText(_xml, _text, _limits.CellChars);
            else XlsxXml.Skip(_xml);
        }
        bool uncalculated = formula && !value && type != "str";
        return uncalculated ? new RawCell(RawKind.Uncalculated, "") : ToCell(type, style);
    }

    private RawCell ToCell(string type, string? style)
    {
        if (_text.Length == 0) return RawCell.Empty;
        switch (type)
        {
            case "s": return Text(Shared(_text.ToString()));
            case "inlineStr": return Text(_text.ToString());
            case "str":
                XlsxXml.Unescape(_text);
                return Text(_text.ToString());
            case "b": return new RawCell(RawKind.Boolean, _text[0] == '1' ? "TRUE" : "FALSE");
            case "e": return new RawCell(RawKind.Error, _text.ToString());
            case "d": return new RawCell(RawKind.Date, _text.ToString());
            default: return Number(_text.ToString().Trim(), style);
        }
    }

    private RawCell Number(string raw, string? style)
    {
        RawKind kind = _book.Styles.KindOfStyle(style);
        return new RawCell(kind, kind == RawKind.Date ? DateText(raw) : raw);
    }

    // a serial number with a time, or no day at all, stays a number for the message
    private string DateText(string raw)
    {
        string plain = ExcelNumber.ToPlain(raw, 4) ?? raw;
        bool whole = long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out long serial);
        return whole && SheetDates.TryFromSerial(serial, _book.From1904, out DateOnly date) ? SheetDates.Write(date) : plain;
    }

    private string Shared(string index)
    {
        bool found = int.TryParse(index, CultureInfo.InvariantCulture, out int i) && i >= 0 && i < _book.Strings.Count;
        return found ? _book.Strings[i] : throw new InvalidDataException("no such shared string");
    }

    private static RawCell Text(string text) => text.Length == 0 ? RawCell.Empty : new RawCell(RawKind.Text, text);
}
