using Baotuan.Indicators.Contracts;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Baotuan.Indicators.Briefings;

/// <summary>A rendered document as a .docx: title, headings and paragraphs, each number with its place in the table at the end.</summary>
internal static class BriefingDocx
{
    private const string Font = "宋体";

    public static void Write(Briefing briefing, Stream output)
    {
        using var package = WordprocessingDocument.Create(output, WordprocessingDocumentType.Document);
        var main = package.AddMainDocumentPart();
        var body = new Body();
        foreach (var block in briefing.Blocks)
        {
            body.Append(Block(block));
        }

        if (briefing.Numbers.Count > 0)
        {
            body.Append(Heading(NumberTable.Caption(briefing)), Table(briefing));
        }

        // A4, 25 mm above and below, 20 mm at the sides; in twentieths of a point
        body.Append(new SectionProperties(new PageSize { Width = 11906, Height = 16838 }, new PageMargin { Top = 1417, Bottom = 1417, Left = 1134, Right = 1134, Header = 709, Footer = 709, Gutter = 0 }));
        main.Document = new Document(body);
        package.PackageProperties.Title = briefing.Title;
        main.Document.Save();
    }

    private static Paragraph Block(BriefingBlock block) => block.Kind switch
    {
        "h1" => Paragraph(block.Runs, new ParagraphProperties(new SpacingBetweenLines { After = "240" }, new Justification { Val = JustificationValues.Center }, new OutlineLevel { Val = 0 }), 36, bold: true),
        "h2" => Paragraph(block.Runs, new ParagraphProperties(new SpacingBetweenLines { Before = "240", After = "120" }, new OutlineLevel { Val = 1 }), 28, bold: true),
        "li" => Paragraph([new("• ", null), .. block.Runs], new ParagraphProperties(new Indentation { Left = "480", Hanging = "240" }), 24, bold: false),
        _ => Paragraph(block.Runs, new ParagraphProperties(new SpacingBetweenLines { Line = "360", LineRule = LineSpacingRuleValues.Auto }, new Indentation { FirstLine = "480" }), 24, bold: false),
    };

    private static Paragraph Heading(string text) => Block(new("h2", [new(text, null)]));

    private static Paragraph Paragraph(IReadOnlyList<BriefingRun> runs, ParagraphProperties properties, int halfPoints, bool bold)
    {
        var paragraph = new Paragraph(properties);
        foreach (var run in runs)
        {
            paragraph.Append(Run(run.Text, halfPoints, bold, raised: false));
            if (run.Number is { } number)
            {
                paragraph.Append(Run($"[{number}]", halfPoints, bold, raised: true));
            }
        }

        return paragraph;
    }

    private static Run Run(string text, int halfPoints, bool bold, bool raised)
    {
        var properties = new RunProperties(new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font });
        if (bold)
        {
            properties.Append(new Bold());
        }

        properties.Append(new FontSize { Val = halfPoints.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        if (raised)
        {
            properties.Append(new VerticalTextAlignment { Val = VerticalPositionValues.Superscript });
        }

        return new Run(properties, new Text(text) { Space = SpaceProcessingModeValues.Preserve });
    }

    private static Table Table(Briefing briefing)
    {
        var line = new EnumValue<BorderValues>(BorderValues.Single);
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableBorders(
                    new TopBorder { Val = line, Size = 4 }, new LeftBorder { Val = line, Size = 4 }, new BottomBorder { Val = line, Size = 4 }, new RightBorder { Val = line, Size = 4 },
                    new InsideHorizontalBorder { Val = line, Size = 4 }, new InsideVerticalBorder { Val = line, Size = 4 })),
            new TableGrid(NumberTable.Heads.Select(_ => new GridColumn { Width = "1377" })),
            Row(NumberTable.Heads, head: true));
        foreach (var number in briefing.Numbers)
        {
            table.Append(Row(NumberTable.Cells(number), head: false));
        }

        return table;
    }

    private static TableRow Row(IReadOnlyList<string> cells, bool head)
    {
        var row = head ? new TableRow(new TableRowProperties(new TableHeader())) : new TableRow();
        row.Append(cells.Select(c => new TableCell(new Paragraph(Run(c, 18, bold: head, raised: false)))));
        return row;
    }
}
