using Baotuan.Platform.Access;

namespace Baotuan.Decisions.Contracts;

/// <summary>What may be done with proposals. None of these lets a program decide in a person's stead.</summary>
public static class DecisionsPermissions
{
    /// <summary>Proposals with their documents and histories; a member's own collective's too.</summary>
    public static readonly Permission ProposalRead = new("decisions:proposal:read", "查看方案和决策");

    public static readonly Permission ProposalPrepare = Permission.Write("decisions:proposal:prepare", "编制和撤回方案");

    public static readonly Permission PublicationRecord = Permission.Write("decisions:publication:record", "登记公示");

    /// <summary>One's own objection as a member, or somebody's on paper at the village office.</summary>
    public static readonly Permission ObjectionRaise = Permission.Write("decisions:objection:raise", "提出异议");

    public static readonly Permission ObjectionAnswer = Permission.Write("decisions:objection:answer", "答复异议");

    /// <summary>Assemblies with their rolls, and steps that are done elsewhere.</summary>
    public static readonly Permission AssemblyRecord = Permission.Write("decisions:assembly:record", "登记会议和决议");

    public static readonly Permission ApprovalGive = Permission.Write("decisions:approval:give", "审批方案");

    /// <summary>Which path holds, local figures, the roll of representatives.</summary>
    public static readonly Permission PathManage = Permission.Write("decisions:path:manage", "登记决策路径和参数");

    public static readonly IReadOnlyList<Permission> All =
        [ProposalRead, ProposalPrepare, PublicationRecord, ObjectionRaise, ObjectionAnswer, AssemblyRecord, ApprovalGive, PathManage];
}
