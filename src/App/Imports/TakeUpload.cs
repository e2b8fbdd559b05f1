using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Baotuan.App.Imports;

/// <summary>
/// Takes one file as it arrives, straight to disk: neither the framework's form (which buffers) nor memory holds it. The
/// form's token stands in front of the file, so that a foreign page's upload is refused before a byte of it is kept.
/// </summary>
internal static class TakeUpload
{
    internal const long MostBytes = 200 * UploadLimitAttribute.Megabyte;
    private const string TokenField = "__RequestVerificationToken";
    private const int LongestToken = 4096;

    internal static async Task<IResult> RunAsync(
        HttpContext context, IAntiforgery antiforgery, Desk desk, UploadFolder uploads, PendingImports pending, CancellationToken cancel)
    {
        try
        {
            return await ReadAsync(context, antiforgery, desk, uploads, pending, cancel);
        }
        catch (Exception e) when (e is AntiforgeryValidationException or InvalidDataException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, IAntiforgery antiforgery, Desk desk, UploadFolder uploads, PendingImports pending, CancellationToken cancel)
    {
        if (Boundary(context.Request) is not { } boundary)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var reader = new MultipartReader(boundary, context.Request.Body);
        while (await reader.ReadNextSectionAsync(cancel) is { } section)
        {
            if (section.AsFormDataSection() is { Name: TokenField })
            {
                // The validator reads a header or the framework's form; the form is what we go around.
                context.Request.Headers["RequestVerificationToken"] = await TokenAsync(section, cancel);
            }
            else if (section.AsFileSection() is { FileName.Length: > 0 } file)
            {
                await antiforgery.ValidateRequestAsync(context);
                return await KeepAsync(file, desk, uploads, pending, cancel);
            }
        }

        return Results.Redirect("/imports/new?error=empty");
    }

    private static async Task<IResult> KeepAsync(FileMultipartSection file, Desk desk, UploadFolder uploads, PendingImports pending, CancellationToken cancel)
    {
        var caller = await desk.CallerAsync(cancel);
        if (await uploads.TakeAsync(file.FileStream!, file.FileName, caller.UserId, MostBytes, cancel) is not { } id)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        pending.Find(id, caller);
        return Results.Redirect($"/imports/new/{id}");
    }

    private static async Task<string> TokenAsync(MultipartSection section, CancellationToken cancel)
    {
        var buffer = new byte[LongestToken];
        var length = await section.Body.ReadAtLeastAsync(buffer, LongestToken, throwOnEndOfStream: false, cancel);
        return System.Text.Encoding.ASCII.GetString(buffer.AsSpan(0, length));
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 100 } boundary ? boundary.ToString() : null;
}
