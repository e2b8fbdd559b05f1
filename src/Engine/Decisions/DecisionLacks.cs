namespace Baotuan.Engine.Decisions;

/// <summary>What a proposal still lacks, in the order in which it can be made good.</summary>
public static class DecisionLacks
{
    /// <summary>Empty when it may be executed, and when it is over.</summary>
    public static IReadOnlyList<Lack> Missing(this DecisionCourse course, DateOnly on)
    {
        var walk = course.Walk(on);
        if (course.Closed is not null || walk.Failed)
        {
            return course.Closed == DecisionState.Executed ? AfterExecution(course) : [Over(course, on)];
        }

        var lacks = course.OpenObjections.Count > 0
            ? new List<Lack> { new(Duty.Answer, "", $"还有 {course.OpenObjections.Count} 条异议没有书面答复。", [], true) }
            : [];
        var steps = walk.Open is null ? [] : course.Path.Before.SkipWhile(s => s != walk.Open);
        lacks.AddRange(steps.Select(s => Of(course, walk, s, s == walk.Open)));
        return lacks;
    }

    private static Lack Over(DecisionCourse course, DateOnly on) =>
        new(Duty.Wait, "", $"这个方案{CheckEvent.Chinese(course.State(on))}，要办请另编一个方案。", [], false);

    private static IReadOnlyList<Lack> AfterExecution(DecisionCourse course) =>
    [
        .. course.Path.Steps.Where(s => s.AfterExecution && !course.Events.OfType<StepRecorded>().Any(r => r.StepCode == s.Code))
            .Select(s => new Lack(Duty.Step, s.Code, $"执行之后还要登记“{s.Name}”。", [], true)),
    ];

    private static Lack Of(DecisionCourse course, DecisionWalk walk, PathStep step, bool next)
    {
        var rules = course.Rules;
        return step.Kind switch
        {
            StepKind.Record => new(Duty.Step, step.Code, $"还没有登记“{step.Name}”。", [], next),
            StepKind.Publication when walk.Hanging =>
                new(Duty.Wait, step.Code, $"公示到 {walk.FirstVoteDay!.Value.AddDays(-1):yyyy-MM-dd} 期满，{walk.FirstVoteDay:yyyy-MM-dd} 起可以表决。", [], next),
            StepKind.Publication when course.Events.Any(e => e is Published) =>
                new(Duty.Publication, step.Code, $"公示被提前中止，要重新公示 {rules.PublicationDays} 天。", [], next),
            StepKind.Publication => new(Duty.Publication, step.Code, $"还没有公示，要公示 {rules.PublicationDays} 天。", [], next),
            StepKind.Assembly => new(
                Duty.Assembly, step.Code,
                $"还没有{(rules.MembersOnly ? "成员大会" : "成员大会或成员代表大会")}的决议：提前 {rules.NoticeDays} 天通知，应到的 {rules.Attendance} 以上到会，全体的 {rules.Threshold} 以上赞成。",
                [], next),
            _ => new(
                Duty.Approval, step.Code,
                $"还差 {Math.Max(0, rules.ApprovalsNeeded - walk.Approvals.Count)} 人审批（共要 {rules.ApprovalsNeeded} 人，不能是编制人，各是不同的人{(rules.RolesDiffer ? "、不同的角色" : "")}{(rules.UnitsDiffer ? "、不同的单位" : "")}）。",
                [.. rules.ApprovalRoles.Where(r => !rules.RolesDiffer || walk.Approvals.All(a => a.Role != r))], next),
        };
    }
}
