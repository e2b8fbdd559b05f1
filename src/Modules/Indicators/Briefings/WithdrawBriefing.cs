using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Briefings;

/// <summary>Says of a publication that it stands no more.</summary>
internal static class WithdrawBriefing
{
    private const int LongestReason = 300;

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, string code, long publicationId, string reason, CancellationToken cancel)
    {
        var opened = await PublishBriefing.OpenAsync(db, code, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        var publication = opened.Value.Publications.FirstOrDefault(p => p.Id == publicationId);
        return publication is null ? new Refusal("publication_not_found", "这份简报没有这一次发布。请刷新页面。")
            : publication.Withdrawal is not null ? new Refusal("already_withdrawn", "已经撤回过了。请刷新页面。")
            : reason.Trim().Length is 0 or > LongestReason ? new Refusal("reason_missing", $"请写明撤回的原因，不超过 {LongestReason} 字。")
            : await WriteAsync(db, opened.Value, publication, reason.Trim(), cancel);
    }

    private static async Task<Outcome<long>> WriteAsync(BaotuanDb db, BriefingInfo briefing, BriefingPublication publication, string reason, CancellationToken cancel)
    {
        var row = new BriefingWithdrawalRow { PublicationId = publication.Id, Reason = reason, UserId = db.Caller.UserId, UserName = db.Caller.Name, RecordedAtMs = db.RecordedAtMs };
        db.Add(row);
        await IndicatorLeaves.Withdrawals.AppendAsync(db, [row], cancel);
        await db.LogAsync("briefing.withdraw", $"briefing/{briefing.Code}", reason, cancel, briefing.Organization.Id);
        await db.SaveChangesAsync(cancel);
        return publication.Id;
    }
}
