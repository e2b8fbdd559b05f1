using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;

namespace Baotuan.App.Imports;

/// <summary>The user's own file back, with a column 错误信息.</summary>
internal static class ErrorFiles
{
    /// <summary>After a check: every row, or with <c>only=bad</c> the bad ones.</summary>
    internal static async Task<IResult> OfCheck(string id, string? only, Desk desk, PendingImports pending, CancellationToken cancel)
    {
        if (pending.Find(id, await desk.CallerAsync(cancel)) is not { } import)
        {
            return Results.NotFound();
        }

        await import.Work.WaitAsync(cancel);
        if (import is not { Step: PendingStep.Checked, Report: { Sheets.Count: > 0 } report } || !report.Problems.Any())
        {
            return Results.NotFound();
        }

        var file = TemporaryFile.Create();
        try
        {
            ErrorWorkbook.Write(import.Upload.Content, report.Problems, file, only == "bad", import.Upload.FileName, cancel);
        }
        catch (Exception e)
        {
            await file.DisposeAsync();
            // The file cannot be read to its end; the list on the page is all there is.
            if (e is InvalidOperationException)
                return Results.NotFound();
            throw;
        }

        file.Position = 0;
        return Results.Stream(file, "application/octet-stream", ErrorWorkbook.NameFor(import.Upload.FileName));
    }

    /// <summary>After an import of the good rows: the bad rows, as long as they are kept.</summary>
    internal static async Task<IResult> OfImport(string id, Desk desk, UploadFolder uploads, CancellationToken cancel) =>
        uploads.Find(id, (await desk.CallerAsync(cancel)).UserId) is { } upload && File.Exists(upload.BadRows)
            ? Results.File(upload.BadRows, "application/octet-stream", ErrorWorkbook.NameFor(upload.FileName))
            : Results.NotFound();
}
