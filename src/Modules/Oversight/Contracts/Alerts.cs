using Baotuan.Kernel;
using Baotuan.Oversight.AlertRules;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Contracts;

/// <summary>A new version of a rule.</summary>
/// <param name="Parameters">Every parameter of the rule by name.</param>
/// <param name="Active">False turns the rule off from <paramref name="ValidFrom"/> on.</param>
public sealed record AlertRuleChange(
    string Code, IReadOnlyDictionary<string, string> Parameters, bool Active, string Reason, DateOnly ValidFrom);

/// <summary>
/// Alerts: what the rules find in the records whenever somebody looks. An alert that was closed with a note stays closed for
/// exactly the facts it had; other facts open it again.
/// </summary>
public static class Alerts
{
    /// <summary>Every rule with what it finds inside the view scope. Asks <c>oversight:alert:read</c>.</summary>
    /// <param name="ruleCode">One rule alone; null for all.</param>
    public static Task<IReadOnlyList<AlertGroup>> ListAsync(BaotuanDb db, DateOnly today, CancellationToken cancel, string? ruleCode = null) =>
        ReadAlerts.GroupsAsync(db, db.Access.Reach(OversightPermissions.AlertRead), today, ruleCode, cancel);

    /// <summary>Open alerts inside the view scope, counted anew; null for who may not read them. The workbench asks <see cref="AlertCounts"/>.</summary>
    public static async Task<int?> CountAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => db.Caller.Holds(OversightPermissions.AlertRead)
        ? await ReadAlerts.OpenCountAsync(db, db.Access.Reach(OversightPermissions.AlertRead), today, cancel)
        : null;

    /// <summary>
    /// Closes an alert with a note. Asks <c>oversight:alert:close</c> on the organisation that owns the record; must run inside <see cref="Store.WriteAsync{T}"/>. Refused:
    /// <c>alert_needs_a_note</c>, <c>alert_needs_a_person</c>, <c>alert_rule_not_found</c>, <c>alert_is_gone</c>, <c>alert_has_changed</c>, <c>alert_is_closed</c>.
    /// </summary>
    /// <param name="fingerprint">Of the alert that was looked at.</param>
    public static Task<Outcome<AlertInfo>> CloseAsync(
        BaotuanDb db, string ruleCode, string subject, string fingerprint, string note, CancellationToken cancel) =>
        WriteClosing.RunAsync(db, ruleCode, subject, fingerprint, note, cancel);

    /// <summary>The rules with all their versions. Asks <c>oversight:alert:read</c>.</summary>
    public static async Task<IReadOnlyList<AlertRuleInfo>> RulesAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.AlertRead);
        var versions = await AlertVersions.LoadAsync(db, cancel);
        return [.. AlertRule.All.Select(r => AlertVersions.Info(r, [.. versions[r.Code]], today))];
    }

    /// <summary>
    /// Sets a version of a rule. Asks <c>oversight:alert-rule:manage</c>; must run inside <see cref="Store.WriteAsync{T}"/>. Refused:
    /// <c>alert_rule_not_found</c>, <c>rule_needs_a_reason</c>, <c>parameter_is_no_code</c>, <c>parameter_out_of_range</c>.
    /// </summary>
    public static Task<Outcome<AlertRuleInfo>> ChangeRuleAsync(BaotuanDb db, AlertRuleChange change, CancellationToken cancel) =>
        ChangeAlertRule.RunAsync(db, change, cancel);
}
