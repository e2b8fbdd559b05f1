using Baotuan.Decisions.Figures;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Contracts;

/// <summary>A dated, regional figure with where it comes from.</summary>
/// <param name="Name"><c>publication_days</c>.</param>
/// <param name="Value">A whole number, a fraction (2/3), yes or no, or codes joined by +.</param>
/// <param name="Source">[V] read in the text, [V2] in a second-hand one, [M] from memory or our own rule.</param>
public sealed record DecisionFigure(string Name, string Region, string Kind, DateOnly ValidFrom, string Value, string Basis, string Source, string Note);

/// <summary>Finds figures: days, quorums, thresholds, caps.</summary>
public static class DecisionFigures
{
    public const string NoticeDays = "notice_days";
    public const string PublicationDays = "publication_days";
    public const string Attendance = "attendance";
    public const string Threshold = "threshold";
    public const string MembersOnly = "members_only";
    public const string RepresentativesMoreThan = "representatives_more_than";
    public const string RiskStatement = "risk_statement";
    public const string ApprovalsNeeded = "approvals_needed";
    public const string ApprovalRoles = "approval_roles";
    public const string ApprovalRolesDiffer = "approval_roles_differ";
    public const string ApprovalUnitsDiffer = "approval_units_differ";
    public const string ShareCap = "share_cap";

    /// <summary>Name, Chinese name and what a value looks like, in the order of the page.</summary>
    public static readonly IReadOnlyList<(string Name, string Chinese, FigureForm Form)> All =
    [
        (PublicationDays, "公示天数", FigureForm.Days), (NoticeDays, "会议通知提前天数", FigureForm.Days), (Attendance, "到会比例", FigureForm.Fraction),
        (Threshold, "赞成占全体比例", FigureForm.Fraction), (MembersOnly, "只能由成员大会决定", FigureForm.YesNo),
        (RepresentativesMoreThan, "成员代表应多于", FigureForm.Number), (RiskStatement, "要说明风险", FigureForm.YesNo), (ApprovalsNeeded, "审批人数", FigureForm.Number),
        (ApprovalRoles, "审批角色", FigureForm.Codes), (ApprovalRolesDiffer, "审批人角色要不同", FigureForm.YesNo), (ApprovalUnitsDiffer, "审批人单位要不同", FigureForm.YesNo),
        (ShareCap, "一名成员的份额上限", FigureForm.Fraction),
    ];

    public static string Chinese(string name) => All.FirstOrDefault(f => f.Name == name).Chinese ?? name;

    /// <summary>The figure in force for an organisation and a kind on a day; null where none is known.</summary>
    public static async Task<DecisionFigure?> FindAsync(
        BaotuanDb db, string name, OrganizationInfo organization, string kind, DateOnly on, CancellationToken cancel) =>
        FigureBook.Pick(await FigureBook.CandidatesAsync(db, organization, cancel), name, kind, on);

    /// <summary>Every figure of every region, those that were registered before those that came with the program.</summary>
    public static async Task<IReadOnlyList<DecisionFigure>> ListAsync(BaotuanDb db, CancellationToken cancel) => await FigureBook.AllAsync(db, cancel);

    /// <summary>A fraction such as 2/3, or a whole number.</summary>
    public static Rational Fraction(string value) => Rational.Parse(value);
}

/// <summary>What a figure's value looks like.</summary>
public enum FigureForm { Days, Number, Fraction, YesNo, Codes }
