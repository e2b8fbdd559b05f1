using System.IO.Compression;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Disclosure.Data;

/// <summary>Downloads of open data: each table as CSV and JSON, the descriptor, and all of it in one file. For everybody, in the name of the public.</summary>
internal static class OpenData
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/public/data/{name}.csv", CsvAsync).AllowAnonymous();
        routes.MapGet("/public/data/{name}.json", JsonAsync).AllowAnonymous();
        routes.MapGet("/public/data/datapackage.json", DescriptorAsync).AllowAnonymous();
        routes.MapGet("/public/data/datapackage.zip", PackageAsync).AllowAnonymous();
    }

    private static IResult CsvAsync(string name, PublicDesk desk) => OpenTables.Find(name) is not { } table
        ? Results.StatusCode(StatusCodes.Status404NotFound)
        : Results.Stream(
            async output =>
            {
                await using var db = await desk.OpenAsync(CancellationToken.None);
                await WriteTable.CsvAsync(table, db, desk.Today, output, CancellationToken.None);
            },
            "text/csv; charset=utf-8", $"{name}.csv");

    private static IResult JsonAsync(string name, PublicDesk desk) => OpenTables.Find(name) is not { } table
        ? Results.StatusCode(StatusCodes.Status404NotFound)
        : Results.Stream(
            async output =>
            {
                await using var db = await desk.OpenAsync(CancellationToken.None);
                await WriteTable.JsonAsync(table, db, desk.Today, output, CancellationToken.None);
            },
            "application/json; charset=utf-8");

    private static async Task<IResult> DescriptorAsync(PublicDesk desk, CancellationToken cancel)
    {
        var files = new List<PackedFile>();
        foreach (var table in OpenTables.All)
        {
            files.Add(await FileAsync(desk, table, Stream.Null, cancel));
        }

        return Results.Bytes(DescribePackage.Json(files, desk.Today, desk.Time.GetUtcNow()), "application/json; charset=utf-8");
    }

    // an archive is closed by plain writes, which a connection does not take: it is made in a file of its own and sent from there
    private static async Task<IResult> PackageAsync(PublicDesk desk, CancellationToken cancel)
    {
        var packed = TemporaryFile.Create();
        var files = new List<PackedFile>();
        await using (var zip = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel))
        {
            foreach (var table in OpenTables.All)
            {
                await using var entry = await zip.CreateEntry($"{table.Name}.csv").OpenAsync(cancel);
                files.Add(await FileAsync(desk, table, entry, cancel));
            }

            await using var last = await zip.CreateEntry("datapackage.json").OpenAsync(cancel);
            await last.WriteAsync(DescribePackage.Json(files, desk.Today, desk.Time.GetUtcNow()), cancel);
        }

        packed.Position = 0;
        return Results.Stream(packed, "application/zip", "baotuan-open-data.zip");
    }

    private static async Task<PackedFile> FileAsync(PublicDesk desk, OpenTable table, Stream output, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        return await DescribePackage.MeasuredAsync(table, stream => WriteTable.CsvAsync(table, db, desk.Today, stream, cancel), output);
    }
}
