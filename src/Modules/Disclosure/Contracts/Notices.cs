using Baotuan.Disclosure.Notices;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Disclosure.Contracts;

/// <summary>Kinds of notice; the code stands in columns.</summary>
public static class NoticeKinds
{
    public const string Notice = "notice";
    public const string PublicService = "public_service";
    public const string Honour = "honour";

    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(Notice, "公告"), (PublicService, "公益告示"), (Honour, "荣誉")];

    public static string Chinese(string code) => All.FirstOrDefault(k => k.Code == code).Chinese ?? code;
}

/// <summary>How far a notice has come; computed from its events and the day.</summary>
public enum NoticeState
{
    /// <summary>Waits for somebody else to review it.</summary>
    Draft,

    /// <summary>Sent back; it is drafted anew.</summary>
    Returned,

    /// <summary>Published, and its first day has not come.</summary>
    Coming,

    /// <summary>Everybody sees it.</summary>
    Shown,

    /// <summary>Its last day is over; it went by itself.</summary>
    Expired,

    /// <summary>Taken down before its last day.</summary>
    TakenDown,
}

/// <summary>What somebody drafts.</summary>
/// <param name="Slots">Places where it hangs, one a line.</param>
/// <param name="Photo">What the photograph shows and where it is kept; then credit and consent are asked for, too.</param>
public sealed record NoticeDraft(
    string OrganizationCode, string Kind, string Title, string Body, string Slots, DateOnly ValidFrom, DateOnly ValidTo, string ClientId,
    bool HealthEmergency = false, string AwardedBy = "", string Level = "", DateOnly? AwardedOn = null, string Evidence = "",
    string Photo = "", string PhotoCredit = "", string PhotoConsent = "");

/// <summary>Something that happened to a notice.</summary>
public sealed record NoticeStep(string What, string Text, string By, long RecordedAtMs);

/// <summary>A notice as it stands.</summary>
/// <param name="PublishedAtMs">When it was last published; null while it never was.</param>
public sealed record NoticeInfo(
    long Id, OrganizationInfo Organization, string Kind, string Title, string Body, IReadOnlyList<string> Slots, DateOnly ValidFrom, DateOnly ValidTo,
    bool HealthEmergency, string AwardedBy, string Level, DateOnly? AwardedOn, string Evidence, string Photo, string PhotoCredit, string PhotoConsent,
    long DraftedBy, string DraftedByName, NoticeState State, long? PublishedAtMs, IReadOnlyList<NoticeStep> Steps);

/// <summary>What a list is narrowed by; null leaves a condition out.</summary>
public sealed record NoticeQuery(string? Kind = null, NoticeState? State = null, long? OrganizationId = null, string? Text = null);

/// <summary>Notices and honours: draft, review by somebody else, shown from day to day, gone by itself.</summary>
public static class NoticeActs
{
    /// <summary>A notice stands for two years at most; an honour as long as it holds.</summary>
    public const int LongestNoticeDays = 731;

    /// <summary>A notice against a health emergency is decided anew every 90 days.</summary>
    public const int LongestEmergencyDays = 90;

    /// <summary>Drafts. Must run inside a command of the store, as every act here.</summary>
    /// <returns>Refused: <c>organization_not_found</c>, <c>title_missing</c>, <c>text_too_long</c>, <c>kind_unknown</c>, <c>days_reversed</c>, <c>stands_too_long</c>,
    /// <c>honour_incomplete</c>, <c>photo_without_credit</c>, <c>photo_without_consent</c>, <c>personal_number</c>, <c>client_id_reused</c>.</returns>
    public static Task<Outcome<long>> DraftAsync(BaotuanDb db, NoticeDraft draft, CancellationToken cancel) => DraftNotice.RunAsync(db, draft, cancel);

    /// <summary>Publishes what somebody else drafted. Refused: <c>notice_not_found</c>, <c>reviewer_drafted_it</c>, <c>notice_has_moved_on</c>, <c>notice_is_over</c>.</summary>
    public static Task<Outcome<long>> PublishAsync(BaotuanDb db, long noticeId, CancellationToken cancel) => ReviewNotice.PublishAsync(db, noticeId, cancel);

    /// <summary>Sends a draft back with a reason.</summary>
    public static Task<Outcome<long>> ReturnAsync(BaotuanDb db, long noticeId, string reason, CancellationToken cancel) => ReviewNotice.ReturnAsync(db, noticeId, reason, cancel);

    /// <summary>Takes a published notice down with a reason; a consent that was taken back is one.</summary>
    public static Task<Outcome<long>> TakeDownAsync(BaotuanDb db, long noticeId, string reason, CancellationToken cancel) => ReviewNotice.TakeDownAsync(db, noticeId, reason, cancel);

    /// <summary>Notices inside the view scope, newest first. Asks <c>disclosure:notice:read</c>.</summary>
    public static Task<IReadOnlyList<NoticeInfo>> ListAsync(BaotuanDb db, NoticeQuery query, DateOnly today, CancellationToken cancel) =>
        ReadNotices.ListAsync(db, query, db.Access.Reach(DisclosurePermissions.NoticeRead).Among, today, cancel);

    /// <summary>One notice; null when there is none. Asks <c>disclosure:notice:read</c> on its organisation.</summary>
    public static async Task<NoticeInfo?> ShowAsync(BaotuanDb db, long noticeId, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(DisclosurePermissions.NoticeRead);
        var notice = await ReadNotices.FindAsync(db, noticeId, today, cancel);
        if (notice is not null)
        {
            db.Access.Require(DisclosurePermissions.NoticeRead, notice.Organization.Id);
        }

        return notice;
    }

    /// <summary>What everybody sees on a day: published, its days running, of organisations that are shown. Asks <c>parties:organization:read</c>.</summary>
    public static async Task<IReadOnlyList<NoticeInfo>> ShownAsync(BaotuanDb db, string? kind, long? organizationId, DateOnly today, CancellationToken cancel) =>
        await ReadNotices.ListAsync(
            db, new(kind, NoticeState.Shown, organizationId), db.Access.Reach(PartiesPermissions.OrganizationRead).Among, today, cancel);
}
