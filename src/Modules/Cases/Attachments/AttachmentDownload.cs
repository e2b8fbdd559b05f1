using Baotuan.Cases.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Cases.Attachments;

/// <summary>Gives a file out: to hands by its address, to a supervisor in answer to a form with his reason.</summary>
internal static class AttachmentDownload
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{id:long}/files/{no:int}", (long id, int no, Desk desk, FieldProtector fields, CancellationToken cancel) => GiveAsync(id, no, null, desk, fields, cancel))
            .WithMetadata(new NeedsAttribute("cases:case:read", "cases:mediation:hold"));
        routes.MapPost("/cases/{id:long}/files/{no:int}", (long id, int no, [FromForm] string? reason, Desk desk, FieldProtector fields, CancellationToken cancel) => GiveAsync(id, no, reason ?? "-", desk, fields, cancel))
            .WithMetadata(new NeedsAttribute("cases:case:supervise"));
    }

    private static async Task<IResult> GiveAsync(long id, int no, string? reason, Desk desk, FieldProtector fields, CancellationToken cancel)
    {
        var opened = await desk.WriteAsync<(string Name, string MediaType, byte[] Content)>((db, token) => CaseFiles.OpenAsync(db, fields, id, no, reason, token), cancel);
        return opened.Ok
            ? Results.File(opened.Value.Content, opened.Value.MediaType, opened.Value.Name)
            : Results.Problem(opened.Refusals[0].Message, statusCode: opened.Refusals[0].Code == "file_not_found" ? 404 : 400);
    }
}
