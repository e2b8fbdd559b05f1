using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Baotuan.Platform.Sheets;

/// <summary>A drop-down on the cells below the header of one column.</summary>
/// <param name="Column">1 for column A.</param>
/// <param name="Formula">A quoted list or the range with the values.</param>
internal sealed record DropDown(int Column, string Formula);

/// <summary>
/// Writes an .xlsx sheet by sheet and row by row into any stream. The zip is written by hand because the packaging of the
/// Open XML SDK holds every part in memory until it closes, and MiniExcel cannot write a number from its exact text.
/// The same input gives the same bytes.
/// </summary>
internal sealed class XlsxBookWriter(Stream output) : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private static readonly DateTimeOffset Stamp = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<string> _sheets = [];
    private XmlWriter? _xml;
    private int _row;
    private int _column;

    /// <summary>Starts a sheet; each column has a width in characters and a format for cells still to be typed.</summary>
    public void StartSheet(string name, IReadOnlyList<(int Width, XlsxFormat Format)> columns)
    {
        _sheets.Add(name);
        (_row, _column) = (0, 0);
        _xml = XmlWriter.Create(Entry($"xl/worksheets/sheet{_sheets.Count}.xml"), new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true });
        _xml.WriteStartElement("worksheet", Main);
        WriteFrozenHeader(_xml);
        WriteColumns(_xml, columns);
        _xml.WriteStartElement("sheetData", Main);
    }

    public void StartRow()
    {
        (_row, _column) = (_row + 1, 0);
        if (_row > CellReference.MostRows) throw new InvalidOperationException("An Excel sheet holds 1,048,576 rows: write CSV.");
        _xml!.WriteStartElement("row", Main);
        _xml.WriteAttributeString("r", _row.ToString(CultureInfo.InvariantCulture));
    }

    public void Text(string text, XlsxFormat format)
    {
        if (!StartCell(format, text.Length == 0 ? null : "inlineStr")) return;
        _xml!.WriteStartElement("is", Main);
        _xml.WriteStartElement("t", Main);
        _xml.WriteAttributeString("xml", "space", null, "preserve");
        _xml.WriteString(XlsxXml.Escape(text));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    /// <summary>A numeric cell with exactly these digits.</summary>
    public void Number(string digits, XlsxFormat format)
    {
        StartCell(format, "n");
        _xml!.WriteElementString("v", Main, digits);
        _xml.WriteEndElement();
    }

    public void EndRow() => _xml!.WriteEndElement();

    public void EndSheet(IReadOnlyList<DropDown> dropDowns)
    {
        _xml!.WriteEndElement();
        if (dropDowns.Count > 0) WriteDropDowns(_xml, dropDowns);
        _xml.WriteEndElement();
        _xml.Dispose();
        _xml = null;
    }

    /// <summary>Writes what binds the sheets together.</summary>
    public void Finish()
    {
        Write("xl/styles.xml", XlsxStyleSheet.Text);
        Write("xl/workbook.xml", Workbook());
        Write("xl/_rels/workbook.xml.rels", WorkbookRelations());
        Write("_rels/.rels", $"""<Relationships xmlns="{Package}relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Write("[Content_Types].xml", ContentTypes());
    }

    public void Dispose()
    {
        _xml?.Dispose();
        _archive.Dispose();
    }

    // an empty text is a cell with nothing but its format
    private bool StartCell(XlsxFormat format, string? type)
    {
        _column++;
        _xml!.WriteStartElement("c", Main);
        _xml.WriteAttributeString("r", CellReference.Letters(_column) + _row.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("s", ((int)format).ToString(CultureInfo.InvariantCulture));
        if (type is null) _xml.WriteEndElement();
        else _xml.WriteAttributeString("t", type);
        return type is not null;
    }

    private static void WriteFrozenHeader(XmlWriter xml) => xml.WriteRaw(
        """<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");

    private static void WriteColumns(XmlWriter xml, IReadOnlyList<(int Width, XlsxFormat Format)> columns)
    {
        xml.WriteStartElement("cols", Main);
        for (int i = 0; i < columns.Count; i++)
        {
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture,
                $"""<col min="{i + 1}" max="{i + 1}" width="{columns[i].Width}" style="{(int)columns[i].Format}" customWidth="1"/>"""));
        }
        xml.WriteEndElement();
    }

    private static void WriteDropDowns(XmlWriter xml, IReadOnlyList<DropDown> dropDowns)
    {
        xml.WriteStartElement("dataValidations", Main);
        xml.WriteAttributeString("count", dropDowns.Count.ToString(CultureInfo.InvariantCulture));
        foreach (DropDown dropDown in dropDowns)
        {
            string letters = CellReference.Letters(dropDown.Column);
            xml.WriteStartElement("dataValidation", Main);
            xml.WriteAttributeString("type", "list");
            xml.WriteAttributeString("allowBlank", "1");
            xml.WriteAttributeString("showErrorMessage", "1");
            xml.WriteAttributeString("error", "请从下拉列表中选择");
            xml.WriteAttributeString("sqref", $"{letters}2:{letters}{CellReference.MostRows}");
            xml.WriteElementString("formula1", Main, dropDown.Formula);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private string Workbook()
    {
        var text = new StringBuilder($"""<workbook xmlns="{Main}" xmlns:r="{Office}"><bookViews><workbookView/></bookViews><sheets>""");
        for (int i = 0; i < _sheets.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""<sheet name="{System.Security.SecurityElement.Escape(_sheets[i])}" sheetId="{i + 1}" r:id="rId{i + 1}"/>""");
        }
        return text.Append("</sheets></workbook>").ToString();
    }

    private string WorkbookRelations()
    {
        var text = new StringBuilder($"""<Relationships xmlns="{Package}relationships">""");
        for (int i = 1; i <= _sheets.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""<Relationship Id="rId{i}" Type="{Office}/worksheet" Target="worksheets/sheet{i}.xml"/>""");
        }
        return text.Append(CultureInfo.InvariantCulture, $"""<Relationship Id="rId{_sheets.Count + 1}" Type="{Office}/styles" Target="styles.xml"/></Relationships>""").ToString();
    }

    private string ContentTypes()
    {
        var text = new StringBuilder($"""<Types xmlns="{Package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>""");
        text.Append($"""<Override PartName="/xl/workbook.xml" ContentType="{Types}sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Types}styles+xml"/>""");
        for (int i = 1; i <= _sheets.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{Types}worksheet+xml"/>""");
        }
        return text.Append("</Types>").ToString();
    }

    private void Write(string part, string xml)
    {
        using var writer = new StreamWriter(Entry(part), new UTF8Encoding(false));
        writer.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        writer.Write(xml);
    }

    private Stream Entry(string part)
    {
        ZipArchiveEntry entry = _archive.CreateEntry(part, CompressionLevel.Fastest);
        entry.LastWriteTime = Stamp;
        return entry.Open();
    }
}
