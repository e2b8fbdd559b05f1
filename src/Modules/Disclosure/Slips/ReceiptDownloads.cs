using System.Text;
using Baotuan.Ventures.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Disclosure.Slips;

/// <summary>The receipt of a slip as a file.</summary>
internal static class ReceiptDownloads
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/r/{cascade:long}/{line:long}/{code}/receipt", ReceiptAsync).WithMetadata(new AllowAnonymousAttribute());

    private static async Task<IResult> ReceiptAsync(long cascade, long line, string code, SlipDesk slips, CancellationToken cancel) =>
        (await slips.ReadAsync(new(cascade, line, code), cancel))?.Proof.Receipt is { } receipt
            ? Results.File(Encoding.UTF8.GetBytes(receipt), "text/plain; charset=utf-8", $"baotuan-receipt-{cascade}-{line}.txt")
            : Results.NotFound();
}
