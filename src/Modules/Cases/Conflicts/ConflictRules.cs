using Baotuan.Platform.Registers;

namespace Baotuan.Cases.Conflicts;

/// <summary>How far back an earlier complaint keeps somebody away, dated (rules/conflicts.csv); ours, and no law says so.</summary>
internal sealed record ConflictRules(DateOnly ValidFrom, int LookBackDays)
{
    private static readonly IReadOnlyList<ConflictRules> Lines =
        [.. RuleFile.Read<CasesModule>("conflicts").Select(l => new ConflictRules(RuleFile.Day(l["valid_from"]), RuleFile.Number(l["look_back_days"]))).OrderByDescending(r => r.ValidFrom)];

    public static ConflictRules On(DateOnly day) => Lines.FirstOrDefault(r => r.ValidFrom <= day, Lines[^1]);
}
