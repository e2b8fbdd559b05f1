using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.AlertRules;

/// <summary>What a rule looks at the records with.</summary>
/// <param name="Among">Organisations inside the reach of who looks; null for all.</param>
/// <param name="Versions">Of this rule, newest first.</param>
internal sealed record AlertGround(BaotuanDb Db, DateOnly Today, IReadOnlyCollection<long>? Among, IReadOnlyList<AlertRuleVersion> Versions)
{
    /// <summary>What of the rule could not be computed, in words, while the rest could.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The version of a day: the latest own one from that day back, else the program's.</summary>
    public AlertRuleVersion On(DateOnly day) => AlertVersions.On(Versions, day);

    public long Number(string parameter) => Number(On(Today), parameter);

    public static long Number(AlertRuleVersion version, string parameter) =>
        long.Parse(version.Parameters[parameter], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public IReadOnlyList<string> Codes(string parameter) => On(Today).Parameters[parameter].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The day that <c>within_years</c> looks back to.</summary>
    public DateOnly Since => Today.AddYears(-(int)Number("within_years"));
}

/// <summary>What a rule found.</summary>
/// <param name="OrganizationIds">Whom it concerns; the first one owns the record.</param>
/// <param name="Facts">What the alert rests on: as long as they are the same, it is the same alert.</param>
/// <param name="Href">Page of the record where the subject does not say it.</param>
internal sealed record AlertFound(string Subject, IReadOnlyList<long> OrganizationIds, string Text, IReadOnlyList<string> Facts, string Href = "")
{
    public string Fingerprint(string ruleCode) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Facts.Prepend(Subject).Prepend(ruleCode).Select(f => f.Replace('\n', ' '))))));
}

/// <summary>
/// One alert rule: code that reads the records whenever somebody looks, with parameters that are dated data. Nothing is stored
/// but versions and closings.
/// </summary>
internal abstract class AlertRule
{
    protected static readonly AlertParameter WithinYears = new("within_years", "往前看几年", 1, 100);

    /// <summary>Every rule in the order of the page.</summary>
    public static readonly IReadOnlyList<AlertRule> All =
    [
        new ReturnDueUnpaid(), new PayoutDiffersFromTerms(), new PayoutToLapsedMembership(), new TwoVouchersOneBankLine(), new ReserveBelowFloor(),
        new SamePersonPreparedAndApproved(), new PublicationOverdue(), new IndicatorBeyondLimit(),
    ];

    public abstract string Code { get; }

    public abstract string Chinese { get; }

    /// <summary>What precisely is compared.</summary>
    public abstract string Compares { get; }

    public virtual IReadOnlyList<AlertParameter> Parameters => [WithinYears];

    public abstract Task<IReadOnlyList<AlertFound>> FindAsync(AlertGround ground, CancellationToken cancel);

    public static AlertRule? Of(string code) => All.FirstOrDefault(r => r.Code == code);

    public static string Name(string code) => Of(code)?.Chinese ?? code;
}
