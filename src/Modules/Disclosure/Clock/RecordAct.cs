using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Clock;

/// <summary>Records an act of publishing; it must be something that the clock of the organisation asks for.</summary>
internal static class RecordAct
{
    private const int LongestText = 500;

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, PublishingAct act, CancellationToken cancel)
    {
        db.Access.Require(DisclosurePermissions.ActRecord);
        if (await Organizations.ByCodeAsync(db, act.OrganizationCode, cancel) is not { } organization)
        {
            return new Refusal("organization_not_found", $"没有编码为 {act.OrganizationCode} 的组织。请核对编码。");
        }

        db.Access.Require(DisclosurePermissions.ActRecord, organization.Id);
        if (await db.Set<PublishingActRow>().AsNoTracking().FirstOrDefaultAsync(a => a.ClientId == act.ClientId, cancel) is { } same)
        {
            return same.OrganizationId == organization.Id && same.DutyCode == act.DutyCode && same.PeriodEnd == act.Period.End && same.Subject == act.Subject
                ? same.Id
                : new Refusal("client_id_reused", "同一个提交编号已用于另一次登记。请刷新页面后重新提交。");
        }

        return await ProblemAsync(db, act, organization, cancel) is { } problem ? problem : await WriteAsync(db, act, organization, cancel);
    }

    private static async Task<Refusal?> ProblemAsync(BaotuanDb db, PublishingAct act, OrganizationInfo organization, CancellationToken cancel)
    {
        var today = db.Today();
        if (db.Caller.UserId == 0)
        {
            return new("program_may_not_publish", "程序不能代替人登记公开。请由本人登录后登记。");
        }

        if (string.IsNullOrWhiteSpace(act.Places) || act.Places.Trim().Length > LongestText || act.Note.Trim().Length > LongestText)
        {
            return new("places_missing", $"请写明在哪里公开（例如村务公开栏），不超过 {LongestText} 字。");
        }

        if (act.PublishedOn > today)
        {
            return new("day_in_the_future", "公开日期不能晚于今天。公开以后再来登记。");
        }

        if (act.PublishedOn < act.Period.End)
        {
            return new("published_before_period_ended", $"公开日期不能早于 {act.Period.End:yyyy-MM-dd}：那时期间还没有结束，或事情还没有决定。");
        }

        var clock = (await ReadClock.OfAsync(db, [organization], today, DateOnly.MinValue, cancel))[organization.Id];
        var line = clock.FirstOrDefault(l => l.DutyCode == act.DutyCode && l.Period == act.Period && l.Subject == act.Subject);
        return line is null ? new("duty_unknown", "公开任务里没有这一项，或时间太久。请从任务列表里点“登记公开”。")
            : line.PublishedOn is { } on ? new("already_recorded", $"这一项已在 {on:yyyy-MM-dd} 公开，由{line.By}登记。")
            : null;
    }

    private static async Task<Outcome<long>> WriteAsync(BaotuanDb db, PublishingAct act, OrganizationInfo organization, CancellationToken cancel)
    {
        var row = new PublishingActRow
        {
            Id = await db.NextIdAsync(PublishingActRow.TableName, cancel), OrganizationId = organization.Id, DutyCode = act.DutyCode,
            PeriodStart = act.Period.Start, PeriodEnd = act.Period.End, Subject = act.Subject, PublishedOn = act.PublishedOn, Places = act.Places.Trim(),
            Note = act.Note.Trim(), UserId = db.Caller.UserId, UserName = db.Caller.Name, ClientId = act.ClientId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        await DisclosureLeaves.Acts.AppendAsync(db, [row], cancel);
        await db.LogAsync(
            "disclosure.publish", $"disclosure/{row.Id}", $"{act.DutyCode} {(act.Subject.Length > 0 ? act.Subject : act.Period.Code)}，{act.PublishedOn:yyyy-MM-dd}，{row.Places}",
            cancel, organization.Id);
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }
}
