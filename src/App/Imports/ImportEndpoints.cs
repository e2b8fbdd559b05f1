using Baotuan.Platform.Pages;

namespace Baotuan.App.Imports;

/// <summary>What of importing and exporting is not a page.</summary>
internal static class ImportEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        // A little more than the file, for the frame around it.
        routes.MapPost("/imports/upload", TakeUpload.RunAsync).WithMetadata(new UploadLimitAttribute(TakeUpload.MostBytes + UploadLimitAttribute.Megabyte));
        routes.MapPost("/imports/new/{id}/import", DecideImport.Import);
        routes.MapPost("/imports/new/{id}/check", DecideImport.Check);
        routes.MapGet("/imports/new/{id}/errors", ErrorFiles.OfCheck);
        routes.MapGet("/imports/new/{id}/bad-rows", ErrorFiles.OfImport);
        routes.MapGet("/imports/template", SheetDownloads.Template);
        routes.MapGet("/imports/export", SheetDownloads.ExportAsync);
    }
}
