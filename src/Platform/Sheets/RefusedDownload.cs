using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Microsoft.AspNetCore.Http;

namespace Baotuan.Platform.Sheets;

/// <summary>Why a file was not given, in words; the page for errors shows it.</summary>
public sealed record RefusedDownload(string Message)
{
    /// <summary>A file by conditions of which some could not be read would hold more than was asked for: 400.</summary>
    /// <returns>Null where all of them were read.</returns>
    public static IResult? Of(IReadOnlyList<string> unread) => Conditions.Refusal(unread) is { } refusal ? Of([refusal]) : null;

    public static IResult Of(IReadOnlyList<Refusal> refusals) => new Answer(new(string.Join(' ', refusals.Select(r => r.Message))));

    private sealed class Answer(RefusedDownload refused) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Features.Set(refused);
            httpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }
    }
}
