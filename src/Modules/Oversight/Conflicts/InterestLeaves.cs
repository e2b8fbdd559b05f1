using Baotuan.Proofs.Contracts;

namespace Baotuan.Oversight.Conflicts;

/// <summary>Declared interests in the log: that there is one is public, whose and in what is committed to.</summary>
internal static class InterestLeaves
{
    public static readonly RowSource<Interest> Declared = new("interest", "利害关系", i => i.Id);
    public static readonly RowSource<InterestEnd> Ended = new("interest-end", "利害关系结束", e => e.InterestId);

    public static readonly IReadOnlyList<ILeafSource> All = [Declared, Ended];
}
