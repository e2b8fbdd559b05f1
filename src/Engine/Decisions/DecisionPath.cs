namespace Baotuan.Engine.Decisions;

/// <summary>What one step of a path asks for.</summary>
public enum StepKind
{
    /// <summary>Something that was done elsewhere and is recorded: day, place, minutes.</summary>
    Record,

    /// <summary>The document hangs for the publication period.</summary>
    Publication,

    /// <summary>The assembly of members, or of their representatives where these may, votes.</summary>
    Assembly,

    /// <summary>Different persons in named roles approve.</summary>
    Approvals,
}

/// <summary>One step.</summary>
/// <param name="Code">Names it within its path: <c>party_proposal</c>.</param>
/// <param name="Name">Chinese.</param>
/// <param name="AfterExecution">Comes after the thing was done (实施结果公开): it keeps nothing from being done.</param>
public sealed record PathStep(string Code, StepKind Kind, string Name, bool AfterExecution = false);

/// <summary>The steps by which a kind of decision comes about in one organisation, in their order.</summary>
/// <param name="Code"><c>full</c>, <c>approvals</c>, <c>contract</c>, <c>five-deliberations</c>.</param>
public sealed record DecisionPath(string Code, string Name, IReadOnlyList<PathStep> Steps)
{
    /// <summary>Steps that must be done before the thing itself.</summary>
    public IEnumerable<PathStep> Before => Steps.Where(s => !s.AfterExecution);

    public bool Has(StepKind kind) => Steps.Any(s => s.Kind == kind);
}

/// <summary>Which assembly may decide.</summary>
public enum AssemblyKind
{
    /// <summary>成员大会.</summary>
    Members,

    /// <summary>成员代表大会 (农村集体经济组织法 art. 28).</summary>
    Representatives,
}

/// <summary>The figures that hold for one proposal: those of its organisation's region on the day it was drafted.</summary>
/// <param name="Attendance">Least share of the entitled who attend.</param>
/// <param name="Threshold">Least share of all entitled, present or not, who vote for it.</param>
/// <param name="MembersOnly">Representatives may not decide it.</param>
/// <param name="NeedsRiskStatement">The assembly must have had a statement of the risks before it.</param>
/// <param name="RepresentativesMoreThan">There must be more representatives than this.</param>
/// <param name="ApprovalsNeeded">How many approve, each a different person.</param>
/// <param name="ApprovalRoles">The roles that may; of them each at most once where <paramref name="RolesDiffer"/>.</param>
/// <param name="UnitsDiffer">No two from one unit.</param>
public sealed record DecisionRules(
    int PublicationDays, int NoticeDays, Baotuan.Kernel.Rational Attendance, Baotuan.Kernel.Rational Threshold, bool MembersOnly, bool NeedsRiskStatement,
    int RepresentativesMoreThan, int ApprovalsNeeded, IReadOnlyList<string> ApprovalRoles, bool RolesDiffer, bool UnitsDiffer);
