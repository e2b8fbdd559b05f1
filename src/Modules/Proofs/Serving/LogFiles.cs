using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Proofs.Entries;
using Baotuan.Transparency.Tree;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Serving;

/// <summary>
/// The log as files for everybody (C2SP tlog-tiles): <c>/log/checkpoint</c>, <c>/log/tile/L/N</c>, <c>/log/tile/entries/N</c>. What they hold is public by
/// design: what is not public stands in the leaves as a salted commitment.
/// </summary>
internal static class LogFiles
{
    // whoever mirrors a log of three million leaves is done within half an hour
    private const int PerMinute = 1_200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup("/log");
        log.LimitPerMinute(routes, PerMinute);
        log.MapGet("/checkpoint", CheckpointAsync).WithMetadata(new AllowAnonymousAttribute());
        log.MapGet("/vkey", KeysAsync).WithMetadata(new AllowAnonymousAttribute());
        log.MapGet("/tile/entries/{**number}", EntriesAsync).WithMetadata(new AllowAnonymousAttribute());
        log.MapGet("/tile/{level:int}/{**number}", TileAsync).WithMetadata(new AllowAnonymousAttribute());
    }

    private static async Task<IResult> KeysAsync(Store store, CancellationToken cancel) =>
        Results.Text(string.Concat((await LogCheckpoints.KeysAsync(store, cancel)).Select(k => $"{k}\n")), "text/plain; charset=utf-8");

    private static async Task<IResult> CheckpointAsync(Store store, HttpContext http, CancellationToken cancel)
    {
        await using var db = store.Open();
        http.Response.Headers.CacheControl = "public, max-age=5";
        return await LogWitnesses.ServedAsync(db, cancel) is { } note ? Results.Text(note.ToString(), "text/plain; charset=utf-8") : Results.NotFound();
    }

    private static async Task<IResult> TileAsync(int level, string number, Store store, HttpContext http, CancellationToken cancel)
    {
        await using var db = store.Open();
        if (level is < 0 or > 7 || await SizeFor(db, level, number, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        var hashes = await ProofLog.ReadTileAsync(db, new(level, found.Index, found.Width), cancel);
        return Immutable(http, hashes);
    }

    private static async Task<IResult> EntriesAsync(string number, Store store, HttpContext http, CancellationToken cancel)
    {
        await using var db = store.Open();
        if (await SizeFor(db, 0, number, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        return Immutable(http, await ProofLog.ReadBundleAsync(db, found.Index, found.Width, cancel));
    }

    /// <summary>The tile's place when the signed tree has it.</summary>
    private static async Task<(long Index, int Width)?> SizeFor(BaotuanDb db, int level, string number, CancellationToken cancel)
    {
        if (!TileAt.TryNumber(number, out var index, out var width))
        {
            return null;
        }

        var signed = (await LogCheckpoints.LatestSizeAsync(db, cancel)) >> (8 * level);
        return index <= signed / TileAt.Full && (index * TileAt.Full) + width <= signed ? (index, width) : null;
    }

    private static IResult Immutable(HttpContext http, byte[] content)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, "application/octet-stream");
    }
}
