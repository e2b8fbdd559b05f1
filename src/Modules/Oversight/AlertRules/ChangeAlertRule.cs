using System.Globalization;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.AlertRules;

/// <summary>Sets a version of a rule from a day on: other parameters, or off.</summary>
internal static class ChangeAlertRule
{
    public static async Task<Outcome<AlertRuleInfo>> RunAsync(BaotuanDb db, AlertRuleChange change, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.AlertRuleManage);
        if (AlertRule.Of(change.Code) is not { } rule)
        {
            return new Refusal("alert_rule_not_found", $"没有编码为 {change.Code} 的预警规则。");
        }

        if (string.IsNullOrWhiteSpace(change.Reason))
        {
            return new Refusal("rule_needs_a_reason", "请写明修改的原因或依据。");
        }

        if (rule.Parameters.Select(p => Problem(p, change.Parameters.GetValueOrDefault(p.Name, ""))).FirstOrDefault(p => p is not null) is { } problem)
        {
            return problem;
        }

        var before = AlertVersions.On([.. (await AlertVersions.LoadAsync(db, cancel))[rule.Code]], db.Today());
        var last = await db.Set<AlertRuleRow>().Where(r => r.Code == rule.Code).MaxAsync(r => (int?)r.Version, cancel) ?? 0;
        var parameters = AlertVersions.Text(rule.Parameters.ToDictionary(p => p.Name, p => Normal(change.Parameters[p.Name])));
        db.Add(new AlertRuleRow
        {
            Code = rule.Code, Version = last + 1, Parameters = parameters, Active = change.Active, Reason = change.Reason.Trim(),
            ValidFrom = change.ValidFrom, UserId = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        });
        await db.LogAsync(
            "alert_rule.change", $"alert_rule/{rule.Code}", change.Reason.Trim(), cancel,
            before: InWords(before.Active, AlertVersions.Text(before.Parameters), before.ValidFrom), after: InWords(change.Active, parameters, change.ValidFrom));
        await db.SaveChangesAsync(cancel);
        return AlertVersions.Info(rule, [.. (await AlertVersions.LoadAsync(db, cancel))[rule.Code]], db.Today());
    }

    private static Refusal? Problem(AlertParameter parameter, string value)
    {
        if (parameter.Least is not { } least)
        {
            return Normal(value).Length > 0 && Normal(value).All(c => char.IsAsciiLetterOrDigit(c) || c == ' ')
                ? null
                : new("parameter_is_no_code", $"“{parameter.Chinese}”请填编码，用空格隔开。");
        }

        return long.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= parameter.Most
            ? null
            : new("parameter_out_of_range", $"“{parameter.Chinese}”请填 {least} 至 {parameter.Most} 的整数。");
    }

    private static string Normal(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string InWords(bool active, string parameters, DateOnly from) => $"{(active ? "启用" : "停用")}，{from:yyyy-MM-dd} 起，{parameters}";
}
