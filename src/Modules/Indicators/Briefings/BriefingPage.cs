using System.Net;
using System.Text;
using Baotuan.Indicators.Contracts;

namespace Baotuan.Indicators.Briefings;

/// <summary>A rendered document as a page of its own, without script or outside parts; a number leads to its line in the table.</summary>
internal static class BriefingPage
{
    private const string Look = """
        body { font-family: "Noto Serif CJK SC", "Songti SC", SimSun, serif; line-height: 1.8; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
        h1 { text-align: center; font-size: 1.6rem; } h2 { font-size: 1.2rem; } p { text-indent: 2em; } a { color: #8a1c1c; }
        table { border-collapse: collapse; width: 100%; font-size: 0.85rem; line-height: 1.4; } th, td { border: 1px solid #999; padding: 0.3rem; text-align: left; vertical-align: top; }
        .frame { overflow-x: auto; } @media print { a { color: inherit; text-decoration: none; } @page { size: A4; margin: 25mm 20mm; } tr { break-inside: avoid; } }
        """;

    public static string Write(Briefing briefing)
    {
        var page = new StringBuilder($"<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Safe(briefing.Title)}</title>\n<style>\n{Look}\n</style>\n</head>\n<body>\n<main>\n");
        var inList = false;
        foreach (var block in briefing.Blocks)
        {
            page.Append(block.Kind == "li" && !inList ? "<ul>\n" : block.Kind != "li" && inList ? "</ul>\n" : "");
            inList = block.Kind == "li";
            page.Append($"<{block.Kind}>").AppendJoin("", block.Runs.Select(Run)).Append($"</{block.Kind}>\n");
        }

        page.Append(inList ? "</ul>\n" : "");
        if (briefing.Numbers.Count > 0)
        {
            Table(briefing, page);
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Table(Briefing briefing, StringBuilder page)
    {
        page.Append($"<h2>{Safe(NumberTable.Caption(briefing))}</h2>\n<div class=\"frame\" role=\"region\" aria-label=\"数字来源\" tabindex=\"0\">\n<table>\n<thead><tr>")
            .AppendJoin("", NumberTable.Heads.Select(h => $"<th scope=\"col\">{h}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (var number in briefing.Numbers)
        {
            page.Append($"<tr id=\"n{number.Number}\">").AppendJoin("", NumberTable.Cells(number).Select(c => $"<td>{Safe(c)}</td>")).Append("</tr>\n");
        }

        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static string Run(BriefingRun run) => run.Number is { } number ? $"<a href=\"#n{number}\">{Safe(run.Text)}</a>" : Safe(run.Text);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
