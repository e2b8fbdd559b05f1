using Baotuan.Parties.Contracts;

namespace Baotuan.Oversight.Contracts;

/// <summary>A parameter of an alert rule.</summary>
/// <param name="Least">Smallest whole number; null for a list of codes.</param>
public sealed record AlertParameter(string Name, string Chinese, long? Least = null, long? Most = null);

/// <summary>A version of an alert rule.</summary>
/// <param name="Own">Set by this installation; false for what the program brings. Own ones go before from their day on.</param>
/// <param name="By">Who set it; empty for the program's.</param>
public sealed record AlertRuleVersion(
    string Code, int Version, bool Own, IReadOnlyDictionary<string, string> Parameters, bool Active, string Reason, DateOnly ValidFrom, string By,
    long RecordedAtMs);

/// <summary>An alert rule.</summary>
/// <param name="Compares">What precisely is compared, in Chinese.</param>
/// <param name="Versions">Newest first.</param>
/// <param name="InForce">The version of today.</param>
public sealed record AlertRuleInfo(
    string Code, string Chinese, string Compares, IReadOnlyList<AlertParameter> Parameters, IReadOnlyList<AlertRuleVersion> Versions,
    AlertRuleVersion InForce);

/// <summary>An alert: what a rule found in the records just now.</summary>
/// <param name="Subject">The record: <c>distribution/5</c>.</param>
/// <param name="Organizations">Whom it concerns; the first one owns the record.</param>
/// <param name="Text">What was found, in Chinese, with the figures.</param>
/// <param name="Fingerprint">Of the facts; other facts are another alert.</param>
/// <param name="Closing">Null while it is open.</param>
public sealed record AlertInfo(
    string RuleCode, string Subject, string SubjectText, string Href, IReadOnlyList<OrganizationInfo> Organizations, string Text, string Fingerprint,
    AlertClosed? Closing)
{
    /// <summary>Whose record it is. One concerned organisation in view is enough to see the alert; closing it for everybody wants this one.</summary>
    public OrganizationInfo Owner => Organizations[0];
}

/// <summary>Who closed an alert and why.</summary>
public sealed record AlertClosed(string Note, string By, string Unit, long RecordedAtMs);

/// <summary>What one rule found.</summary>
/// <param name="Problem">Why the rule could not be computed to its end; empty when it was.</param>
public sealed record AlertGroup(AlertRuleInfo Rule, IReadOnlyList<AlertInfo> Alerts, string Problem)
{
    public IEnumerable<AlertInfo> Open => Alerts.Where(a => a.Closing is null);

    public IEnumerable<AlertInfo> Closed => Alerts.Where(a => a.Closing is not null);
}
