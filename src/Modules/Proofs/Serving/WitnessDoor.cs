using System.Text;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Proofs.Serving;

/// <summary>
/// <c>POST /witness/add-checkpoint</c> (C2SP tlog-witness): whoever brings a checkpoint of a log that is watched here gets it cosigned. Open to everybody;
/// what counts is the log's signature. Answers 404 to all while no log is named.
/// </summary>
internal static class WitnessDoor
{
    private const int LongestBody = 64 * 1024;
    private const int PerMinute = 60;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var door = routes.MapGroup("/witness");
        door.LimitPerMinute(routes, PerMinute);
        door.MapPost("/add-checkpoint", AnswerAsync).WithMetadata(new AllowAnonymousAttribute(), new UploadLimitAttribute(LongestBody));
    }

    private static async Task<IResult> AnswerAsync(HttpRequest request, Store store, CancellationToken cancel)
    {
        var response = await ReadAsync(request, cancel) is { } body ? await WitnessActs.TakeAsync(store, body, cancel) : new(400, "no UTF-8, or too long\n");
        return Results.Text(response.Body, response.ContentType, statusCode: response.Status);
    }

    private static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        var buffer = new byte[LongestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        try
        {
            return length <= LongestBody ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, length) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
