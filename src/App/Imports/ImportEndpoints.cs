using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;

namespace Baotuan.App.Imports;

/// <summary>What of importing and exporting is not a page.</summary>
internal static class ImportEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        // A little more than the file, for the frame around it.
        routes.MapPost("/imports/upload", TakeUpload.RunAsync).WithMetadata(new NeedsAttribute("platform:import:run")).WithMetadata(new UploadLimitAttribute(TakeUpload.MostBytes + UploadLimitAttribute.Megabyte));
        routes.MapPost("/imports/new/{id}/import", DecideImport.Import).WithMetadata(new NeedsAttribute("platform:import:run"));
        routes.MapPost("/imports/new/{id}/check", DecideImport.Check).WithMetadata(new NeedsAttribute("platform:import:run"));
        routes.MapGet("/imports/new/{id}/errors", ErrorFiles.OfCheck).WithMetadata(new NeedsAttribute("platform:import:run"));
        routes.MapGet("/imports/new/{id}/bad-rows", ErrorFiles.OfImport).WithMetadata(new NeedsAttribute("platform:import:run"));
        routes.MapGet("/imports/template", SheetDownloads.Template).WithMetadata(new NeedsAttribute("platform:import:run"));
        routes.MapGet("/imports/export", SheetDownloads.ExportAsync).WithMetadata(new NeedsAttribute("platform:sheet:export"));
    }
}
