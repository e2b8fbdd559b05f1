using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.AlertRules;

/// <summary>Versions of the rules: those of the program from its file, and the installation's own from the table.</summary>
internal static class AlertVersions
{
    private static readonly ILookup<string, AlertRuleVersion> Shipped = RuleFile.Read<OversightModule>("alert-rules").Select(l => new AlertRuleVersion(
        l["code"], RuleFile.Number(l["version"]), false, Parse(l["parameters"]), l["active"] == "yes", l["reason"], RuleFile.Day(l["valid_from"]), "", 0))
        .ToLookup(v => v.Code);

    /// <summary>All versions by rule, newest first: own ones by their day, then the program's.</summary>
    public static async Task<ILookup<string, AlertRuleVersion>> LoadAsync(BaotuanDb db, CancellationToken cancel)
    {
        var rows = await db.Set<AlertRuleRow>().AsNoTracking().OrderByDescending(r => r.ValidFrom).ThenByDescending(r => r.Version).ToListAsync(cancel);
        var users = rows.Select(r => r.UserId).Distinct().ToArray();
        var people = await UserNames.OfAsync(db, users, cancel);
        return rows.Select(r => new AlertRuleVersion(
                r.Code, r.Version, true, Parse(r.Parameters), r.Active, r.Reason, r.ValidFrom, people.GetValueOrDefault(r.UserId, "本机程序"), r.RecordedAtMs))
            .Concat(Shipped.SelectMany(g => g.OrderByDescending(v => v.Version))).ToLookup(v => v.Code);
    }

    /// <summary>The version of a day. The program's first version holds for what lies before its day, too: there is no other.</summary>
    public static AlertRuleVersion On(IReadOnlyList<AlertRuleVersion> newestFirst, DateOnly day) =>
        newestFirst.FirstOrDefault(v => v.ValidFrom <= day) ?? newestFirst[^1];

    public static AlertRuleInfo Info(AlertRule rule, IReadOnlyList<AlertRuleVersion> versions, DateOnly today) =>
        new(rule.Code, rule.Chinese, rule.Compares, rule.Parameters, versions, On(versions, today));

    public static string Text(IReadOnlyDictionary<string, string> parameters) => string.Join(';', parameters.Select(p => $"{p.Key}={p.Value}"));

    private static IReadOnlyDictionary<string, string> Parse(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
}
