using Baotuan.Platform.Registers;

namespace Baotuan.Cases.Retention;

/// <summary>
/// What the paper of a kind is kept as, and how long (保管期限), dated (rules/retention-classes.csv). Where no rule of law was found the years are an empty template for the
/// archives' authority to fill in. The class in force today holds for all that is kept. Nothing is ever deleted by it.
/// </summary>
/// <param name="Years">A number, <c>permanent</c>, or empty where nobody has decided.</param>
internal sealed record RetentionClass(string Kind, DateOnly ValidFrom, string Code, string Chinese, string Years, string Source)
{
    public const string Permanent = "permanent";

    public static readonly IReadOnlyList<RetentionClass> Lines =
    [
        .. RuleFile.Read<CasesModule>("retention-classes").Select(l => new RetentionClass(
            l["kind"], RuleFile.Day(l["valid_from"]), l["class"], l["class_name"], l["years"] is "" or Permanent ? l["years"] : $"{RuleFile.Number(l["years"])}", l["source"])),
    ];

    /// <summary>How long, for paper: a line to be filled in by hand where nobody has decided.</summary>
    public string Term => Years switch { "" => "________________", Permanent => "永久", _ => $"{Years} 年" };

    /// <exception cref="InvalidOperationException">A kind without a class.</exception>
    public static RetentionClass Of(string kind, DateOnly on) => Lines.Where(l => l.Kind == kind && l.ValidFrom <= on).MaxBy(l => l.ValidFrom)
        ?? throw new InvalidOperationException($"no retention class for {kind} on {on:yyyy-MM-dd}");

    /// <summary>Classes in force, in the order of the file.</summary>
    public static IReadOnlyList<(string Code, string Chinese)> On(DateOnly day) => [.. Kinds.CaseKinds.All.Select(k => Of(k.Code, day)).DistinctBy(c => c.Code).Select(c => (c.Code, c.Chinese))];

    /// <summary>Kinds whose paper is of a class.</summary>
    public static string[] KindsOf(string code, DateOnly day) => [.. Kinds.CaseKinds.All.Select(k => k.Code).Where(k => Of(k, day).Code == code)];
}
