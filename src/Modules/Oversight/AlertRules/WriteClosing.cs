using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.AlertRules;

/// <summary>Closes an alert as it stands this moment, with a note. The rule runs once more, so that nobody closes facts that he has not seen.</summary>
internal static class WriteClosing
{
    private const int LongestNote = 1000;

    public static async Task<Outcome<AlertInfo>> RunAsync(BaotuanDb db, string rule, string subject, string fingerprint, string note, CancellationToken cancel)
    {
        var reach = db.Access.Reach(OversightPermissions.AlertClose);
        if (string.IsNullOrWhiteSpace(note) || note.Trim().Length > LongestNote)
        {
            return new Refusal("alert_needs_a_note", $"请写明查看了什么、为什么可以关闭，不超过 {LongestNote} 字。");
        }

        if (db.Caller.UserId == 0)
        {
            return new Refusal("alert_needs_a_person", "预警要由本人登录查看后关闭，不能由程序代办。");
        }

        if (AlertRule.Of(rule) is null)
        {
            return new Refusal("alert_rule_not_found", $"没有编码为 {rule} 的预警规则。");
        }

        var alert = await FindAsync(db, reach, rule, subject, cancel);
        if (alert is null)
        {
            return new Refusal("alert_is_gone", "这条预警现在已经不存在：记录已经更正，不用再关闭。");
        }

        db.Access.Require(OversightPermissions.AlertClose, alert.Owner.Id);
        if (alert.Fingerprint != fingerprint)
        {
            return new Refusal("alert_has_changed", "打开页面以后，这条预警的数据有了变化。请重新查看后再关闭。");
        }

        return alert.Closing is not null
            ? new Refusal("alert_is_closed", "这条预警已经有人关闭。")
            : await WriteAsync(db, alert, note.Trim(), cancel);
    }

    private static async Task<Outcome<AlertInfo>> WriteAsync(BaotuanDb db, AlertInfo alert, string note, CancellationToken cancel)
    {
        db.Add(new AlertClosing
        {
            RuleCode = alert.RuleCode, Subject = alert.Subject, Fingerprint = alert.Fingerprint, Note = note, UserId = db.Caller.UserId,
            UnitId = db.Caller.UnitId, RecordedAtMs = db.RecordedAtMs,
        });
        await db.LogAsync(
            "alert.close", alert.Subject, $"{AlertRule.Name(alert.RuleCode)}：{note}", cancel, alert.Owner.Id, before: alert.Text, after: "已关闭");
        await db.SaveChangesAsync(cancel);
        return await FindAsync(db, db.Access.Reach(OversightPermissions.AlertClose), alert.RuleCode, alert.Subject, cancel) ?? alert;
    }

    private static async Task<AlertInfo?> FindAsync(BaotuanDb db, OrganizationSet reach, string rule, string subject, CancellationToken cancel) =>
        (await ReadAlerts.GroupsAsync(db, reach, db.Today(), rule, cancel)).SelectMany(g => g.Alerts).FirstOrDefault(a => a.Subject == subject);
}
