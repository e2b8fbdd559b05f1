using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Disclosure.Notices;

/// <summary>Publishes, sends back, takes down. Who drafted it does not review it.</summary>
internal static class ReviewNotice
{
    public static readonly Refusal Program = new("program_may_not_publish", "程序不能代替人办理公告。请由本人登录后办理。");

    public static async Task<Outcome<long>> PublishAsync(BaotuanDb db, long noticeId, CancellationToken cancel)
    {
        var opened = await OpenAsync(db, noticeId, NoticeState.Draft, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        return opened.Value.ValidTo < db.Today()
            ? new Refusal("notice_is_over", "截止日期已过，发布了也看不到。请退回重新起草。")
            : await WriteAsync(db, opened.Value, NoticeEvents.Publish, "", cancel);
    }

    public static async Task<Outcome<long>> ReturnAsync(BaotuanDb db, long noticeId, string reason, CancellationToken cancel)
    {
        var opened = await OpenAsync(db, noticeId, NoticeState.Draft, cancel);
        return opened.Ok ? await WithReasonAsync(db, opened.Value, NoticeEvents.Return, reason, cancel) : Outcome<long>.Refused(opened.Refusals);
    }

    public static async Task<Outcome<long>> TakeDownAsync(BaotuanDb db, long noticeId, string reason, CancellationToken cancel)
    {
        var notice = await ReadNotices.FindAsync(db, noticeId, db.Today(), cancel);
        var wanted = notice?.State == NoticeState.Coming ? NoticeState.Coming : NoticeState.Shown;
        var opened = await OpenAsync(db, noticeId, wanted, cancel, anybody: true);
        return opened.Ok ? await WithReasonAsync(db, opened.Value, NoticeEvents.TakeDown, reason, cancel) : Outcome<long>.Refused(opened.Refusals);
    }

    private static async Task<Outcome<NoticeInfo>> OpenAsync(BaotuanDb db, long noticeId, NoticeState wanted, CancellationToken cancel, bool anybody = false)
    {
        db.Access.Require(DisclosurePermissions.NoticeReview);
        if (await ReadNotices.FindAsync(db, noticeId, db.Today(), cancel) is not { } notice)
        {
            return new Refusal("notice_not_found", "没有这份公告。");
        }

        db.Access.Require(DisclosurePermissions.NoticeReview, notice.Organization.Id);
        return db.Caller.UserId == 0 ? Program
            : !anybody && notice.DraftedBy == db.Caller.UserId ? new Refusal("reviewer_drafted_it", "谁起草的谁不能审核。请由别人审核。")
            : notice.State != wanted ? new Refusal("notice_has_moved_on", $"这份公告现在是“{NoticeEvents.Chinese(notice.State)}”，不能这样办理。请刷新页面。")
            : notice;
    }

    private static async Task<Outcome<long>> WithReasonAsync(BaotuanDb db, NoticeInfo notice, string kind, string reason, CancellationToken cancel) =>
        string.IsNullOrWhiteSpace(reason) ? new Refusal("reason_missing", "请写明原因。") : await WriteAsync(db, notice, kind, reason.Trim(), cancel);

    private static async Task<Outcome<long>> WriteAsync(BaotuanDb db, NoticeInfo notice, string kind, string text, CancellationToken cancel)
    {
        var row = new NoticeEventRow
        {
            NoticeId = notice.Id, SequenceNo = notice.Steps.Count, Kind = kind, Text = text, UserId = db.Caller.UserId, UserName = db.Caller.Name, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        await DisclosureLeaves.NoticeEvents.AppendAsync(db, [row], cancel);
        await db.LogAsync($"notice.{kind}", $"notice/{notice.Id}", text.Length > 0 ? text : notice.Title, cancel, notice.Organization.Id);
        await db.SaveChangesAsync(cancel);
        return notice.Id;
    }
}
