using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.Briefings;

/// <summary>Freezes the text that stands with every number of it. Who wrote it does not publish it.</summary>
internal static class PublishBriefing
{
    public static readonly Refusal Program = new("program_may_not_publish", "程序不能代替人发布或撤回简报。请由本人登录后办理。");

    public static async Task<Outcome<BriefingPreview>> PreviewAsync(BaotuanDb db, BriefingInfo briefing, long knownAtMs, CancellationToken cancel)
    {
        var text = await ReadBriefings.TextAsync(db, briefing, briefing.Last.No, cancel);
        var rendered = await RenderBriefing.RunAsync(db, text, knownAtMs, cancel);
        if (!rendered.Ok)
        {
            return Outcome<BriefingPreview>.Refused(rendered.Refusals);
        }

        // what "everything" means to one person is another number to the next
        if (!db.Access.Reach(IndicatorsPermissions.ReadingRead).Everywhere && rendered.Value.Numbers.FirstOrDefault(n => n.Reading.Scope.Code == "*") is { } personal)
        {
            return new Refusal("scope_is_personal", $"第 {personal.Number} 个数（{personal.Reading.Indicator.Name}）的范围是“您能查看的全部”，换一个人看就是另一个数。请把 * 改成单位、组织或项目。");
        }

        var hash = TextHash.Of(text);
        return new BriefingPreview(
            rendered.Value, hash, FreezeBriefing.Fingerprint(rendered.Value.Title, hash, FreezeBriefing.BlocksOf(rendered.Value), FreezeBriefing.Rows(rendered.Value, 0)));
    }

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, string code, int versionNo, string fingerprint, string clientId, CancellationToken cancel)
    {
        var opened = await OpenAsync(db, code, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        if (await db.Set<BriefingPublicationRow>().AsNoTracking().FirstOrDefaultAsync(p => p.ClientId == clientId, cancel) is { } same)
        {
            return same.Code == code && same.VersionNo == versionNo && same.Fingerprint == fingerprint
                ? same.Id
                : new Refusal("client_id_reused", "同一个提交编号已用于另一次发布。请刷新页面后重新提交。");
        }

        var briefing = opened.Value;
        if (Problem(db, briefing, versionNo, fingerprint) is { } problem)
        {
            return problem;
        }

        var preview = await PreviewAsync(db, briefing, db.RecordedAtMs, cancel);
        return !preview.Ok ? Outcome<long>.Refused(preview.Refusals)
            : preview.Value.Fingerprint != fingerprint ? new Refusal("numbers_moved", "有数字和您刚才核对的不同：之后有记录、定义或公开说法登记或更正。请重新核对后再发布。")
            : await WriteAsync(db, briefing, preview.Value, clientId, cancel);
    }

    /// <summary>The briefing, for somebody who may publish it.</summary>
    public static async Task<Outcome<BriefingInfo>> OpenAsync(BaotuanDb db, string code, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.BriefingPublish);
        if (await ReadBriefings.FindAsync(db, code, cancel) is not { } briefing)
        {
            return new Refusal("briefing_not_found", $"没有编号为 {code} 的简报。");
        }

        db.Access.Require(IndicatorsPermissions.BriefingPublish, briefing.Organization.Id);
        return db.Caller.UserId == 0 ? Program : briefing;
    }

    /// <summary>Those who wrote what would be published: every version since the last publication, or the version itself when it is published anew.</summary>
    public static IReadOnlySet<long> Authors(BriefingInfo briefing)
    {
        var since = Math.Min(briefing.Standing?.VersionNo ?? 0, briefing.Last.No - 1);
        return briefing.Versions.Where(v => v.No > since).Select(v => v.UserId).ToHashSet();
    }

    private static Refusal? Problem(BaotuanDb db, BriefingInfo briefing, int versionNo, string fingerprint) =>
        Authors(briefing).Contains(db.Caller.UserId) ? new("publisher_wrote_it", "谁写的谁不能发布。请由别人核对后发布。")
        : briefing.Last.No != versionNo ? new("text_moved", $"您核对的是第 {versionNo} 稿，现在是第 {briefing.Last.No} 稿。请重新核对后再发布。")
        : briefing.Standing?.Fingerprint == fingerprint ? new("nothing_changed", "文字和数字与已发布的一样，不用再发布。")
        : null;

    private static async Task<Outcome<long>> WriteAsync(BaotuanDb db, BriefingInfo briefing, BriefingPreview preview, string clientId, CancellationToken cancel)
    {
        var id = await db.NextIdAsync(BriefingPublicationRow.TableName, cancel);
        db.AddRange(FreezeBriefing.Rows(preview.Briefing, id));
        await db.SaveChangesAsync(cancel); // the numbers first: the publication is refused when one is missing
        var row = new BriefingPublicationRow
        {
            Id = id, Code = briefing.Code, VersionNo = briefing.Last.No, OrganizationId = briefing.Organization.Id, Title = preview.Briefing.Title, TextHash = preview.TextHash,
            Blocks = FreezeBriefing.BlocksOf(preview.Briefing), NumberCount = preview.Briefing.Numbers.Count, Fingerprint = preview.Fingerprint,
            UserId = db.Caller.UserId, UserName = db.Caller.Name, ClientId = clientId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        await IndicatorLeaves.Publications.AppendAsync(db, [row], cancel);
        await db.LogAsync("briefing.publish", $"briefing/{row.Code}", $"{row.Title}，第 {row.VersionNo} 稿，{row.NumberCount} 个数", cancel, row.OrganizationId, after: row.Fingerprint);
        await db.SaveChangesAsync(cancel);
        return id;
    }
}
