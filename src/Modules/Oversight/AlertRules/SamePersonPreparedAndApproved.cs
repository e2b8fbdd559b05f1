using Baotuan.Decisions.Contracts;
using Baotuan.Oversight.Contracts;

namespace Baotuan.Oversight.AlertRules;

/// <summary>One and the same proposal is never approved by who prepared it; this finds who does both kinds of work for one organisation.</summary>
internal sealed class SamePersonPreparedAndApproved : AlertRule
{
    public override string Code => "same_person_prepared_and_approved";

    public override string Chinese => "同一人经办又审批";

    public override string Compares => "同一个组织的方案里，有没有人既编制过方案、又审批过别的方案（同一个方案系统本来就不允许）。按方案的编制日期往前看。";

    public override IReadOnlyList<AlertParameter> Parameters { get; } = [WithinYears];

    public override async Task<IReadOnlyList<AlertFound>> FindAsync(AlertGround ground, CancellationToken cancel) =>
    [
        .. (await DecisionFacts.SameHandsAsync(ground.Db, ground.Among, ground.Since, cancel)).Select(s => new AlertFound(
            $"user/{s.UserId}", [s.OrganizationId], $"{s.UserName} 编制过 {s.PreparedId} 号方案，又审批过 {s.ApprovedId} 号方案。请核实岗位是否分开。",
            [$"organization {s.OrganizationId}", $"prepared {s.PreparedId}", $"approved {s.ApprovedId}"], $"/proposals/{s.ApprovedId}")),
    ];
}
