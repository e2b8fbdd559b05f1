using Baotuan.Disclosure.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Notices;

/// <summary>Reads notices with their state on a day.</summary>
internal static class ReadNotices
{
    public static async Task<IReadOnlyList<NoticeInfo>> ListAsync(BaotuanDb db, NoticeQuery query, long[]? among, DateOnly today, CancellationToken cancel)
    {
        var rows = db.Set<NoticeRow>().AsNoTracking().Where(n => among == null || among.Contains(n.OrganizationId));
        if (query.Kind is { } kind)
        {
            rows = rows.Where(n => n.Kind == kind);
        }

        if (query.OrganizationId is { } organization)
        {
            rows = rows.Where(n => n.OrganizationId == organization);
        }

        if (query.Text is { } text)
        {
            rows = rows.Where(n => n.Title.Contains(text) || n.Body.Contains(text));
        }

        if (query.State == NoticeState.Shown)
        {
            rows = rows.Where(n => n.ValidFrom <= today && n.ValidTo >= today);
        }

        var all = await InfosAsync(db, await rows.OrderByDescending(n => n.Id).ToListAsync(cancel), today, cancel);
        return query.State is { } state ? [.. all.Where(n => n.State == state)] : all;
    }

    public static async Task<NoticeInfo?> FindAsync(BaotuanDb db, long noticeId, DateOnly today, CancellationToken cancel) =>
        (await InfosAsync(db, await db.Set<NoticeRow>().AsNoTracking().Where(n => n.Id == noticeId).ToListAsync(cancel), today, cancel)).FirstOrDefault();

    private static async Task<IReadOnlyList<NoticeInfo>> InfosAsync(BaotuanDb db, IReadOnlyList<NoticeRow> rows, DateOnly today, CancellationToken cancel)
    {
        var ids = rows.Select(n => n.Id).ToArray();
        var events = (await db.Set<NoticeEventRow>().AsNoTracking().Where(e => EF.Parameter(ids).Contains(e.NoticeId)).OrderBy(e => e.SequenceNo).ToListAsync(cancel)).ToLookup(e => e.NoticeId);
        var organizations = await Organizations.ByIdsAsync(db, rows.Select(n => n.OrganizationId), cancel);
        return [.. rows.Select(n => Info(n, [.. events[n.Id]], organizations[n.OrganizationId], today))];
    }

    private static NoticeInfo Info(NoticeRow n, IReadOnlyList<NoticeEventRow> events, OrganizationInfo organization, DateOnly today) => new(
        n.Id, organization, n.Kind, n.Title, n.Body, n.Slots.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), n.ValidFrom,
        n.ValidTo, n.HealthEmergency, n.AwardedBy, n.Level, n.AwardedOn, n.Evidence, n.Photo, n.PhotoCredit, n.PhotoConsent, n.UserId, n.UserName,
        State(n, events, today), events.LastOrDefault(e => e.Kind == NoticeEvents.Publish)?.RecordedAtMs,
        [new("起草", "", n.UserName, n.RecordedAtMs), .. events.Select(e => new NoticeStep(NoticeEvents.Chinese(e.Kind), e.Text, e.UserName, e.RecordedAtMs))]);

    private static NoticeState State(NoticeRow notice, IReadOnlyList<NoticeEventRow> events, DateOnly today) => events.LastOrDefault()?.Kind switch
    {
        null => NoticeState.Draft,
        NoticeEvents.Return => NoticeState.Returned,
        NoticeEvents.TakeDown => NoticeState.TakenDown,
        _ => today < notice.ValidFrom ? NoticeState.Coming : today > notice.ValidTo ? NoticeState.Expired : NoticeState.Shown,
    };
}

/// <summary>Events of a notice and states in the words of the pages.</summary>
internal static class NoticeEvents
{
    public const string Publish = "publish";
    public const string Return = "return";
    public const string TakeDown = "take_down";

    public static readonly IReadOnlyList<(NoticeState State, string Chinese)> States =
    [
        (NoticeState.Draft, "待审核"), (NoticeState.Returned, "已退回"), (NoticeState.Coming, "待开始"), (NoticeState.Shown, "公示中"),
        (NoticeState.Expired, "已到期"), (NoticeState.TakenDown, "已撤下"),
    ];

    public static string Chinese(string kind) => kind switch { Publish => "审核发布", Return => "退回", _ => "撤下" };

    public static string Chinese(NoticeState state) => States.First(s => s.State == state).Chinese;
}
