using Baotuan.Indicators.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Indicators.Claims;

/// <summary>The list of claims as CSV, narrowed as on the page.</summary>
internal static class ClaimDownloads
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/claims.csv", CsvAsync).WithMetadata(new NeedsAttribute("indicators:reading:export"));

    private static async Task<IResult> CsvAsync(Desk desk, string? state, string? q, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndicatorsPermissions.ReadingExport);
        var rows = ClaimFilter.Narrow(await ClaimBook.ListAsync(db, long.MaxValue, cancel), state, q);
        return CsvDownload.File(
            "公开数字核对", ["编号", "原文", "公开的数", "单位", "口径", "系统算出", "差额", "占比", "状态", "说明", "记录", "公开日期", "出处"],
            rows.Select(c => (object?[])[
                c.Code, c.Text, c.Printed, c.Unit?.Chinese, NumberQualifiers.Chinese(c.Qualifier), c.Computed?.ToDecimalString(6), c.Residual?.ToDecimalString(6),
                c.Share is { } share ? ClaimWords.Percent(share) : null, ClaimStates.Chinese(c.State), c.Reason, c.Records, c.PublishedOn, c.Source]));
    }
}

/// <summary>What the list of claims is narrowed by.</summary>
internal static class ClaimFilter
{
    public static IReadOnlyList<ClaimInfo> Narrow(IReadOnlyList<ClaimInfo> claims, string? state, string? text) =>
    [
        .. claims.Where(c => string.IsNullOrEmpty(state) || ClaimStates.Code(c.State) == state)
            .Where(c => string.IsNullOrWhiteSpace(text) || c.Text.Contains(text.Trim(), StringComparison.Ordinal) || c.About.Contains(text.Trim(), StringComparison.Ordinal) || c.Code == text.Trim()),
    ];
}
