using System.IO.Compression;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.App.Imports;

/// <summary>Empty sheets to fill in, and the present data in the same columns.</summary>
internal static class SheetDownloads
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>All sheets with their drop-downs in one workbook, or the one of <paramref name="sheet"/>.</summary>
    internal static IResult Template(string? sheet, Importer importer)
    {
        var chosen = Chosen(importer, sheet);
        if (chosen.Count == 0)
        {
            return Results.NotFound();
        }

        using var book = new MemoryStream();
        TemplateWriter.Write([.. chosen.Select(s => s.Definition)], book);
        return Results.File(book.ToArray(), Xlsx, $"{NameOf(chosen)}-模板.xlsx");
    }

    /// <summary>The rows as they stand: one workbook, or with <c>format=csv</c> a zip of CSV files.</summary>
    internal static async Task<IResult> ExportAsync(string? sheet, string? format, Importer importer, Desk desk, FieldProtector fields, CancellationToken cancel)
    {
        var chosen = Chosen(importer, sheet);
        if (chosen.Count == 0)
        {
            return Results.NotFound();
        }

        var (csv, file) = (format == "csv", TemporaryFile.Create());
        try
        {
            await using var db = await desk.OpenAsync(cancel);
            if (!db.Access.Reach(PlatformPermissions.SheetExport).Everywhere)
            {
                throw new AccessDeniedException(PlatformPermissions.SheetExport, null);
            }

            await desk.LookedAsync("sheet.export", $"sheet/{sheet ?? "all"}", 0, NameOf(chosen), cancel);
            var sheets = chosen.Select(s => Rows(s, db, fields, cancel));
            if (csv)
                WriteZip(sheets, file);
            else
                SheetWriter.WriteXlsx(sheets, file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        file.Position = 0;
        var name = $"{NameOf(chosen)}-{desk.Time.Today():yyyyMMdd}";
        return csv ? Results.Stream(file, "application/zip", name + ".zip") : Results.Stream(file, Xlsx, name + ".xlsx");
    }

    // The writers pull rows; each waits for the database where it must.
    private static SheetRows Rows(SheetImport sheet, BaotuanDb db, FieldProtector fields, CancellationToken cancel) => new(
        sheet.Definition, sheet.ExportAsync(db, fields, cancel).ToBlockingEnumerable(cancel));

    private static void WriteZip(IEnumerable<SheetRows> sheets, Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var sheet in sheets)
        {
            using var entry = zip.CreateEntry($"{sheet.Definition.ChineseName}.csv").Open();
            SheetWriter.WriteCsv(sheet.Definition, sheet.Rows, entry);
        }
    }

    private static IReadOnlyList<SheetImport> Chosen(Importer importer, string? sheet) =>
        string.IsNullOrEmpty(sheet) ? importer.Sheets : [.. importer.Sheets.Where(s => s.Definition.Name == sheet)];

    private static string NameOf(IReadOnlyList<SheetImport> chosen) => chosen.Count == 1 ? chosen[0].Definition.ChineseName : "抱团";
}
