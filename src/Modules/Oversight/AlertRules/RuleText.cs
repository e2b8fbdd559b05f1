using Baotuan.Oversight.Contracts;

namespace Baotuan.Oversight.AlertRules;

/// <summary>How pages say versions and parameters.</summary>
internal static class RuleText
{
    public static string Version(AlertRuleVersion version) => version.Own ? $"本地第 {version.Version} 版" : $"随程序第 {version.Version} 版";

    public static string Parameters(AlertRuleInfo rule, AlertRuleVersion version) =>
        string.Join("；", rule.Parameters.Select(p => $"{p.Chinese} {version.Parameters.GetValueOrDefault(p.Name, "—")}"));
}
