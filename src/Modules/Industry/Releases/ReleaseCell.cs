using Baotuan.Platform.Registers;

namespace Baotuan.Industry.Releases;

/// <summary>One number that is published: a sum over firms.</summary>
/// <param name="Name">As the reader sees it: "汽车及零部件 2022年1—11月累计".</param>
/// <param name="Parts">One for each firm that reported.</param>
internal sealed record ReleaseCell(string Name, IReadOnlyList<FirmPart> Parts)
{
    public long TotalFen => Parts.Sum(p => p.Fen);
}

/// <summary>What a firm adds to a number.</summary>
/// <param name="Fen">Its part; not needed of what was published before.</param>
/// <param name="Unknowns">
/// What a reader would have to guess and finds added up here, each once: figures of the firm, each with its vintage ("2022-11 v0").
/// </param>
internal sealed record FirmPart(long Firm, long Fen, IReadOnlyList<string> Unknowns)
{
    /// <summary>What is taken off, each once: a month is the sum to its end less the sum before, so that both sums and the month are seen together.</summary>
    public IReadOnlyList<string> Less { get; init; } = [];
}

/// <summary>What is too little to hide a firm among others.</summary>
/// <param name="FewestFirms">A number over fewer is not published.</param>
/// <param name="LargestSharePpm">A number of which one firm has more is not published.</param>
internal sealed record GuardLimits(int FewestFirms, long LargestSharePpm)
{
    private static readonly IReadOnlyList<(DateOnly From, GuardLimits Limits)> Dated =
    [
        .. RuleFile.Read<IndustryModule>("release-guard")
            .Select(r => (RuleFile.Day(r["valid_from"]), new GuardLimits(RuleFile.Number(r["fewest_firms"]), RuleFile.Number(r["largest_share_ppm"])))),
    ];

    /// <summary>The limits that hold for figures of a month.</summary>
    public static GuardLimits Of(DateOnly month) => Dated.Last(d => d.From <= month).Limits;
}

/// <summary>Why a release may not go out.</summary>
/// <param name="Code">too_few_firms, one_firm_dominates, firm_can_be_inferred, firm_can_be_inferred_by_another.</param>
/// <param name="Cell">The number that it is about; empty where it is all numbers together.</param>
/// <param name="Firm">The firm that would be seen; null where none is singled out.</param>
/// <param name="Message">In Chinese, without the firm's name and figures.</param>
internal sealed record GuardProblem(string Code, string Cell, long? Firm, string Message);
