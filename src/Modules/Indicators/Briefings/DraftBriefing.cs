using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.Briefings;

/// <summary>Saves a text as the next version. Who began from an older version is told, and nothing of his is taken over silently.</summary>
internal static class DraftBriefing
{
    private const int LongestCode = 40;
    private const int LongestTitle = 200;
    private const int LongestReason = 300;

    public static async Task<Outcome<int>> RunAsync(BaotuanDb db, BriefingDraft draft, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.BriefingWrite);
        if (await Organizations.ByCodeAsync(db, draft.OrganizationCode.Trim(), cancel) is not { } owner)
        {
            return new Refusal("organization_not_found", $"没有编码为 {draft.OrganizationCode} 的组织。请核对编码。");
        }

        db.Access.Require(IndicatorsPermissions.BriefingWrite, owner.Id);
        var text = draft.Text.ReplaceLineEndings("\n").TrimStart('\uFEFF');
        if (await db.Set<BriefingVersionRow>().AsNoTracking().FirstOrDefaultAsync(v => v.ClientId == draft.ClientId, cancel) is { } same)
        {
            return same.Code == draft.Code && same.Text == text
                ? same.VersionNo
                : new Refusal("client_id_reused", "同一个提交编号已用于另一份文稿。请刷新页面后重新提交。");
        }

        var last = await db.Set<BriefingVersionRow>().AsNoTracking().Where(v => v.Code == draft.Code).OrderByDescending(v => v.VersionNo).FirstOrDefaultAsync(cancel);
        return (TextProblem(draft, text) ?? Place(draft, text, last, owner)) is { } problem ? problem : await WriteAsync(db, draft, text, owner, cancel);
    }

    private static Refusal? TextProblem(BriefingDraft draft, string text)
    {
        if (draft.Code.Length is 0 or > LongestCode || draft.Code.AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"))
        {
            return new("code_not_readable", $"编号请用大写英文字母、数字和短横，不超过 {LongestCode} 个字符，例如 PH-2022。");
        }

        if (text.Length > RenderBriefing.MostCharacters)
        {
            return new("text_too_long", $"简报太长，最多 {RenderBriefing.MostCharacters} 字。请分成几份。");
        }

        return TitleOf(text) is not { Length: > 0 and <= LongestTitle } ? new("title_missing", $"简报要有标题：用“# ”开头写一行，不超过 {LongestTitle} 字。")
            : draft.Reason.Trim().Length > LongestReason ? new("text_too_long", $"修改原因不超过 {LongestReason} 字。")
            : null;
    }

    private static Refusal? Place(BriefingDraft draft, string text, BriefingVersionRow? last, OrganizationInfo owner)
    {
        if (last is null)
        {
            return draft.BaseVersion == 0 ? null : new("briefing_not_found", $"没有编号为 {draft.Code} 的简报。");
        }

        if (draft.BaseVersion == 0)
        {
            return new("briefing_exists", $"编号 {draft.Code} 已经用过。请换一个编号，或打开那份简报修改。");
        }

        return last.OrganizationId != owner.Id ? new("owner_stays", "简报的单位不能换。请另起一份。")
            : last.VersionNo != draft.BaseVersion ? new("text_moved", $"您打开以后，{last.UserName}保存了第 {last.VersionNo} 稿。您的文字还在下面，没有丢，也没有盖掉别人的。请对照第 {last.VersionNo} 稿并好，再保存。")
            : string.IsNullOrWhiteSpace(draft.Reason) ? new("reason_missing", "请写明为什么修改。")
            : last.Text == text ? new("nothing_changed", "文字和上一稿一样，没有保存。")
            : null;
    }

    private static async Task<Outcome<int>> WriteAsync(BaotuanDb db, BriefingDraft draft, string text, OrganizationInfo owner, CancellationToken cancel)
    {
        var row = new BriefingVersionRow
        {
            Code = draft.Code, VersionNo = draft.BaseVersion + 1, OrganizationId = owner.Id, Title = TitleOf(text)!, Text = text, Reason = draft.Reason.Trim(),
            UserId = db.Caller.UserId, UserName = db.Caller.Name, ClientId = draft.ClientId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        await db.LogAsync("briefing.draft", $"briefing/{row.Code}", $"{row.Title}，第 {row.VersionNo} 稿", cancel, owner.Id);
        await db.SaveChangesAsync(cancel);
        return row.VersionNo;
    }

    private static string? TitleOf(string text) => text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim();
}
