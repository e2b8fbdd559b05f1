using System.Text.RegularExpressions;
using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Notices;

/// <summary>Drafts a notice or an honour. Numbers of persons are refused here, so that none hangs on a public page by mistake.</summary>
internal static partial class DraftNotice
{
    public const int LongestTitle = 100;
    public const int LongestBody = 8000;
    public const int LongestPart = 500;

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, NoticeDraft draft, CancellationToken cancel)
    {
        db.Access.Require(DisclosurePermissions.NoticeWrite);
        if (await Organizations.ByCodeAsync(db, draft.OrganizationCode.Trim(), cancel) is not { } organization)
        {
            return new Refusal("organization_not_found", $"没有编码为 {draft.OrganizationCode} 的组织。请核对编码。");
        }

        db.Access.Require(DisclosurePermissions.NoticeWrite, organization.Id);
        if (await db.Set<NoticeRow>().AsNoTracking().FirstOrDefaultAsync(n => n.ClientId == draft.ClientId, cancel) is { } same)
        {
            return same.OrganizationId == organization.Id && same.Title == draft.Title.Trim()
                ? same.Id
                : new Refusal("client_id_reused", "同一个提交编号已用于另一份公告。请刷新页面后重新提交。");
        }

        return db.Caller.UserId == 0 ? ReviewNotice.Program
            : ProblemOf(draft) is { } problem ? problem
            : await WriteAsync(db, draft, organization, cancel);
    }

    /// <summary>Why a draft cannot be taken as it stands; null when it can.</summary>
    public static Refusal? ProblemOf(NoticeDraft draft) => TextProblem(draft) ?? DayProblem(draft) ?? HonourProblem(draft) ?? PhotoProblem(draft) ?? NumberProblem(draft);

    /// <summary>The row of a draft.</summary>
    public static NoticeRow RowOf(BaotuanDb db, NoticeDraft draft, long organizationId, long id) => new()
    {
        Id = id, OrganizationId = organizationId, Kind = draft.Kind, Title = draft.Title.Trim(), Body = draft.Body.Trim(), Slots = draft.Slots.Trim(),
        ValidFrom = draft.ValidFrom, ValidTo = draft.ValidTo, HealthEmergency = draft.HealthEmergency, AwardedBy = draft.AwardedBy.Trim(), Level = draft.Level.Trim(),
        AwardedOn = draft.AwardedOn, Evidence = draft.Evidence.Trim(), Photo = draft.Photo.Trim(), PhotoCredit = draft.PhotoCredit.Trim(),
        PhotoConsent = draft.PhotoConsent.Trim(), UserId = db.Caller.UserId, UserName = db.Caller.Name, ClientId = draft.ClientId, RecordedAtMs = db.RecordedAtMs,
    };

    private static Refusal? TextProblem(NoticeDraft draft)
    {
        if (NoticeKinds.All.All(k => k.Code != draft.Kind))
        {
            return new("kind_unknown", "请选择公告、公益告示或荣誉。");
        }

        if (string.IsNullOrWhiteSpace(draft.Title) || string.IsNullOrWhiteSpace(draft.Body))
        {
            return new("title_missing", "请填写标题和内容。");
        }

        return draft.Title.Trim().Length > LongestTitle || draft.Body.Trim().Length > LongestBody || Parts(draft).Any(p => p.Trim().Length > LongestPart)
            ? new("text_too_long", $"标题不超过 {LongestTitle} 字，内容不超过 {LongestBody} 字，其他各项不超过 {LongestPart} 字。")
            : null;
    }

    private static Refusal? DayProblem(NoticeDraft draft)
    {
        if (draft.ValidTo < draft.ValidFrom)
        {
            return new("days_reversed", "截止日期早于开始日期，请改正。");
        }

        var most = draft.HealthEmergency ? NoticeActs.LongestEmergencyDays : NoticeActs.LongestNoticeDays;
        return draft.Kind != NoticeKinds.Honour && draft.ValidTo.DayNumber - draft.ValidFrom.DayNumber >= most
            ? new("stands_too_long", $"最多公示 {most} 天，到期自动撤下。还需要时请重新起草。")
            : null;
    }

    private static Refusal? HonourProblem(NoticeDraft draft) =>
        draft.Kind == NoticeKinds.Honour && (draft.AwardedOn is null || string.IsNullOrWhiteSpace(draft.AwardedBy) || string.IsNullOrWhiteSpace(draft.Level) || string.IsNullOrWhiteSpace(draft.Evidence))
            ? new("honour_incomplete", "荣誉请写明授予单位、级别、日期和证明材料（文号或证书编号）。")
            : null;

    private static Refusal? PhotoProblem(NoticeDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Photo))
        {
            return null;
        }

        return string.IsNullOrWhiteSpace(draft.PhotoCredit) ? new("photo_without_credit", "用照片要写明摄影者，署名和照片一起显示。")
            : string.IsNullOrWhiteSpace(draft.PhotoConsent) ? new("photo_without_consent", "照片里的人要本人同意才能公开。请写明怎样取得同意；没有可辨认的人就写“没有可辨认的人”。")
            : null;
    }

    // ids, phones and accounts are runs of digits; figures carry separators and dates dashes
    private static Refusal? NumberProblem(NoticeDraft draft) =>
        Parts(draft).Append(draft.Title).Append(draft.Body).Any(t => PersonalNumber().IsMatch(Narrow(t)))
            ? new("personal_number", "文字里有像身份证号、手机号或银行账号的数字，公开网页不显示个人信息。请删去或改成单位电话（如 0573-8500****）。")
            : null;

    // digits of full width and gaps between groups hide nothing
    private static string Narrow(string text) =>
        string.Concat(text.Where(c => c is not (' ' or '\u3000')).Select(c => c is >= '\uFF10' and <= '\uFF19' ? (char)(c - '\uFF10' + '0') : c));

    private static IEnumerable<string> Parts(NoticeDraft d) => [d.Slots, d.AwardedBy, d.Level, d.Evidence, d.Photo, d.PhotoCredit, d.PhotoConsent];

    private static async Task<Outcome<long>> WriteAsync(BaotuanDb db, NoticeDraft draft, OrganizationInfo organization, CancellationToken cancel)
    {
        var row = RowOf(db, draft, organization.Id, await db.NextIdAsync(NoticeRow.TableName, cancel));
        db.Add(row);
        await DisclosureLeaves.Notices.AppendAsync(db, [row], cancel);
        await db.LogAsync("notice.draft", $"notice/{row.Id}", row.Title, cancel, organization.Id);
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }

    [GeneratedRegex(@"(?<!\d)(1[3-9]\d{9}|\d{16,19}|\d{17}[xX]|\d{15})(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex PersonalNumber();
}
