using Baotuan.Industry.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Industry.Releases;

/// <summary>Publishes numbers that the guard lets through.</summary>
internal static class PublishRelease
{
    private const int LongestReason = 300;

    public static async Task<Outcome<ReleaseInfo>> RunAsync(BaotuanDb db, ReleaseRequest request, string reason, string clientId, CancellationToken cancel)
    {
        db.Access.Require(IndustryPermissions.ReleasePublish);
        var earlier = await LoadReleases.AllAsync(db, cancel);
        var month = Period.MonthOf(request.Month).Start;
        if (await db.Set<ReleaseRow>().AsNoTracking().FirstOrDefaultAsync(r => r.ClientId == clientId, cancel) is { } same)
        {
            var published = earlier.First(r => r.Id == same.Id);
            return published.Series == request.Series && published.Month == month && Says(published, request)
                ? published
                : new Refusal("client_id_reused", "同一个提交编号已用于另一次公布。请换一个编号再提交。");
        }

        var check = await CheckRelease.RunAsync(db, request, cancel);
        if (!check.Ok || check.Value.Refusals.Count > 0)
        {
            return Outcome<ReleaseInfo>.Refused(check.Ok ? check.Value.Refusals : check.Refusals);
        }

        return ReasonProblem(earlier.FirstOrDefault(r => r.Series == request.Series && r.Month == month), reason) is { } problem
            ? problem : await WriteAsync(db, request, month, reason.Trim(), clientId, check.Value.Cells, cancel);
    }

    private static bool Says(ReleaseInfo published, ReleaseRequest request) =>
        published.Cells.Select(c => (c.Quantity, c.Chains)).SequenceEqual(request.Groups.SelectMany(g => request.Quantities.Select(q => (q, g))));

    // 统计法实施条例: a published figure that is revised says why
    private static Refusal? ReasonProblem(ReleaseInfo? before, string reason) =>
        reason.Trim().Length > LongestReason ? new("reason_missing", $"原因不超过 {LongestReason} 字。")
        : before is not null && string.IsNullOrWhiteSpace(reason) ? new("reason_missing", $"{before.Month:yyyy-MM} 的{OutputSeries.Chinese(before.Series)}已经公布过（第 {before.Id} 次公布）。再公布请写明原因，例如更正了哪些数。")
        : null;

    private static async Task<Outcome<ReleaseInfo>> WriteAsync(
        BaotuanDb db, ReleaseRequest request, DateOnly month, string reason, string clientId, IReadOnlyList<ReleasedNumber> numbers, CancellationToken cancel)
    {
        var release = new ReleaseRow
        {
            Id = await db.NextIdAsync(ReleaseRow.TableName, cancel), Series = request.Series, Month = month, Actor = db.Actor, Reason = reason, ClientId = clientId, RecordedAtMs = db.RecordedAtMs,
        };
        ReleaseCellRow[] cells = [.. numbers.Select((c, i) => new ReleaseCellRow { ReleaseId = release.Id, Place = i + 1, Quantity = c.Quantity, Chains = c.Chains, Firms = c.Firms, ValueFen = c.Value.Fen })];
        db.Add(release);
        db.AddRange(cells);
        await IndustryLeaves.Releases.AppendAsync(db, [release], cancel);
        await IndustryLeaves.ReleaseCells.AppendAsync(db, cells, cancel);
        await db.LogAsync("industry.release", $"release/{release.Id}", $"{release.Series} {release.Month:yyyy-MM}, {cells.Length} numbers{(reason.Length > 0 ? $": {reason}" : "")}", cancel);
        return new ReleaseInfo(release.Id, release.Series, release.Month, release.Actor, release.Reason, release.RecordedAtMs, numbers);
    }
}
