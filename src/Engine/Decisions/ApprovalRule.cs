using Baotuan.Kernel;

namespace Baotuan.Engine.Decisions;

/// <summary>n of m: different persons, in named roles, none of them the one who prepared it.</summary>
public static class ApprovalRule
{
    /// <summary>Why this approval would not count beside those that do; null when it would.</summary>
    /// <param name="preparedBy">0 when a program prepared it.</param>
    public static Refusal? Problem(DecisionRules rules, long preparedBy, IReadOnlyList<ApprovalGiven> counted, ApprovalGiven given)
    {
        if (given.UserId == 0)
        {
            return new("program_may_not_decide", "程序不能代替人审批。请由审批人本人登录后审批。");
        }

        if (given.UserId == preparedBy)
        {
            return new("approver_prepared_it", "谁编制的方案谁不能审批。请由别人审批。");
        }

        if (!rules.ApprovalRoles.Contains(given.Role))
        {
            return new("role_not_named", "这个方案的审批人里没有你的角色。请由有审批角色的人审批。");
        }

        if (counted.Any(c => c.UserId == given.UserId))
        {
            return new("already_approved", "你已经审批过这个方案，不用再次审批。还缺的要由别人审批。");
        }

        if (rules.RolesDiffer && counted.Any(c => c.Role == given.Role))
        {
            return new("role_already_approved", "这个角色已经有人审批过，还缺的要由另一个角色审批。");
        }

        return rules.UnitsDiffer && counted.Any(c => c.UnitId == given.UnitId)
            ? new("unit_already_approved", "你所在的单位已经有人审批过，还缺的要由另一个单位的人审批。")
            : null;
    }

    /// <summary>Of the roles that somebody holds, one in which his approval would count; else the first of his that is named, else his first.</summary>
    public static string RoleFor(DecisionRules rules, IReadOnlyList<ApprovalGiven> counted, IEnumerable<string> held)
    {
        var own = held.Order(StringComparer.Ordinal).ToList();
        return own.FirstOrDefault(r => rules.ApprovalRoles.Contains(r) && !(rules.RolesDiffer && counted.Any(c => c.Role == r)))
            ?? own.FirstOrDefault(r => rules.ApprovalRoles.Contains(r)) ?? own.FirstOrDefault() ?? "";
    }
}
