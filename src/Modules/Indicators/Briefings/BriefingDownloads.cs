using System.Globalization;
using System.Text;
using Baotuan.Indicators.Contracts;
using Baotuan.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Indicators.Briefings;

/// <summary>A published briefing as a file: .docx, a page that stands alone, Markdown.</summary>
internal static class BriefingDownloads
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/briefings/{code}/files/{form}", FileAsync).WithMetadata(new NeedsAttribute("indicators:briefing:read"));

    private static async Task<IResult> FileAsync(Desk desk, string code, string form, string? publication, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var wanted = await ReadBriefings.FindAsync(db, code, cancel) is { } briefing ? BriefingAddress.Chosen(briefing, publication) : null;
        if (wanted is null || form is not ("docx" or "html" or "md"))
        {
            return Results.NotFound();
        }

        var frozen = await ReadBriefings.FrozenAsync(db, wanted, cancel);
        var name = $"{code}-{frozen.Publication.Id.ToString(CultureInfo.InvariantCulture)}.{form}";
        return form switch
        {
            "docx" => Results.File(Docx(frozen.Briefing), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", name),
            "html" => Results.File(Encoding.UTF8.GetBytes(BriefingPage.Write(frozen.Briefing)), "text/html; charset=utf-8", name),
            _ => Results.File(Encoding.UTF8.GetBytes(BriefingText.Write(frozen.Briefing)), "text/markdown; charset=utf-8", name),
        };
    }

    private static byte[] Docx(Briefing briefing)
    {
        using var file = new MemoryStream();
        BriefingDocx.Write(briefing, file);
        return file.ToArray();
    }
}

/// <summary>Which publication an address means.</summary>
internal static class BriefingAddress
{
    /// <summary>The one of this number; without a number the one that stands, or else the last. Null where there is none.</summary>
    public static BriefingPublication? Chosen(BriefingInfo briefing, string? publication) => string.IsNullOrEmpty(publication)
        ? briefing.Standing ?? briefing.Publications.LastOrDefault()
        : long.TryParse(publication, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? briefing.Publications.FirstOrDefault(p => p.Id == id) : null;
}
