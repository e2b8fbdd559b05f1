using Baotuan.Proofs.Contracts;

namespace Baotuan.Parties.Inheritances;

/// <summary>Inheritances in the log: that there is one is public, who died and who inherited is committed to.</summary>
internal static class InheritanceLeaves
{
    public static readonly RowSource<Inheritance> Headers = new("inheritance", "继承", i => i.Id);
    public static readonly RowSource<InheritanceLine> Lines = new("inheritance-line", "继承明细", l => l.InheritanceId);
    public static readonly RowSource<InheritanceReversal> Reversals = new("inheritance-reversal", "继承撤销", r => r.InheritanceId);

    public static readonly IReadOnlyList<ILeafSource> All = [Headers, Lines, Reversals];
}
