using Baotuan.Kernel;

namespace Baotuan.Engine.Decisions;

/// <summary>Whether an event may be recorded now. Every refusal is one sentence, in a fixed order.</summary>
public static class CheckEvent
{
    /// <summary>Why not; null when it may.</summary>
    /// <param name="today">The day on which it is recorded.</param>
    public static Refusal? For(DecisionCourse course, DecisionEvent next, DateOnly today) => next switch
    {
        Answered answered => Answer(course, answered),
        PublicationStopped stopped => Stop(course, stopped, today),
        StepRecorded recorded => Step(course, recorded, today),
        _ when course.IsOver(today) => Over(course, today),
        Published published => Publish(course, published, today),
        AssemblyHeld held => Assembly(course, held, today),
        ApprovalGiven given => Approve(course, given, today),
        ApprovalRefused refused => Refuse(course, refused),
        Executed => Execute(course, today),
        Withdrew { UserId: 0 } => Program(),
        _ => null,
    };

    /// <summary>The word for a state that nothing follows.</summary>
    public static string Chinese(DecisionState state) => state switch
    {
        DecisionState.Drafted => "已编制",
        DecisionState.Published => "公示中",
        DecisionState.PublicationComplete => "公示期满",
        DecisionState.Passed => "表决通过",
        DecisionState.Failed => "表决未通过",
        DecisionState.Ready => "可以执行",
        DecisionState.Executed => "已执行",
        DecisionState.Rejected => "已退回",
        _ => "已撤回",
    };

    private static Refusal Over(DecisionCourse course, DateOnly today) =>
        new("proposal_is_over", $"这个方案{Chinese(course.State(today))}，不能再办理。要重新办理请另编一个方案。");

    private static Refusal Program() => new("program_may_not_decide", "程序不能代替人办理决策。请由本人登录后办理。");

    private static Refusal? Answer(DecisionCourse course, Answered answered) =>
        course.OpenObjections.Contains(answered.ObjectionId) ? null : new("objection_not_open", "这条异议不存在，或已经答复过。");

    private static Refusal? Stop(DecisionCourse course, PublicationStopped stopped, DateOnly today)
    {
        if (course.Events.OfType<Published>().FirstOrDefault(p => p.PublicationId == stopped.PublicationId) is not { } published)
        {
            return new("publication_not_found", "没有这次公示。");
        }

        if (course.Closed == DecisionState.Executed)
        {
            return Over(course, today);
        }

        if (course.StoppedOn(stopped.PublicationId) is not null)
        {
            return new("publication_already_stopped", "这次公示已经登记过中止。");
        }

        return stopped.StoppedOn < published.PostedOn || stopped.StoppedOn > today
            ? new("stopped_on_wrong_day", $"中止日期应在张贴日 {published.PostedOn:yyyy-MM-dd} 和今天之间，请改正。")
            : null;
    }

    private static Refusal? Step(DecisionCourse course, StepRecorded recorded, DateOnly today)
    {
        var step = course.Path.Steps.FirstOrDefault(s => s.Code == recorded.StepCode && s.Kind == StepKind.Record);
        if (step is null)
        {
            return new("step_not_in_path", $"“{course.Path.Name}”没有这一步。");
        }

        if (step.AfterExecution ? course.Closed is not (null or DecisionState.Executed) : course.IsOver(today))
        {
            return Over(course, today);
        }

        if (course.Events.OfType<StepRecorded>().Any(r => r.StepCode == recorded.StepCode))
        {
            return new("step_already_recorded", $"“{step.Name}”已经登记过。");
        }

        if (recorded.On > today)
        {
            return new("day_in_the_future", "日期晚于今天，请在办完之后登记。");
        }

        return step.AfterExecution
            ? course.Closed == DecisionState.Executed ? null : new("not_executed_yet", $"“{step.Name}”要在执行之后登记。")
            : InTurn(course, step, today) ?? NotBefore(course, recorded.On, step.Name, today);
    }

    private static Refusal? Publish(DecisionCourse course, Published published, DateOnly today)
    {
        if (course.Path.Before.FirstOrDefault(s => s.Kind == StepKind.Publication) is not { } step)
        {
            return new("path_has_no_publication", $"“{course.Path.Name}”没有公示这一步。");
        }

        if (course.Standing() is { } standing)
        {
            return new("already_published", $"已在 {standing.PostedOn:yyyy-MM-dd} 张贴公示，不用再次登记。公示被中断时先登记中止，再重新公示。");
        }

        if (published.PostedOn > today)
        {
            return new("day_in_the_future", "张贴日期晚于今天，请在张贴之后登记。");
        }

        return published.PostedOn < course.DraftedOn
            ? new("posted_before_drafted", $"张贴日期早于方案编制日 {course.DraftedOn:yyyy-MM-dd}。公示的必须是编制好的这一份，请改正日期。")
            : InTurn(course, step, today) ?? NotBefore(course, published.PostedOn, step.Name, today);
    }

    private static Refusal? Assembly(DecisionCourse course, AssemblyHeld held, DateOnly today)
    {
        if (course.Path.Before.FirstOrDefault(s => s.Kind == StepKind.Assembly) is not { } step)
        {
            return new("path_has_no_assembly", $"“{course.Path.Name}”没有大会表决这一步。");
        }

        if (held.HeldOn > today)
        {
            return new("day_in_the_future", "开会日期晚于今天，请在开会之后登记。");
        }

        if (course.Path.Before.TakeWhile(s => s != step).Any(s => s.Kind == StepKind.Publication) && NotRun(course, held) is { } notRun)
        {
            return notRun;
        }

        if (InTurn(course, step, today) is { } order)
        {
            return order;
        }

        if (NotBefore(course, held.HeldOn, step.Name, today) is { } early)
        {
            return early;
        }

        var first = NoticePeriod.FirstDay(held.NoticedOn, course.Rules.NoticeDays);
        if (held.HeldOn < first)
        {
            return new("notice_too_short", $"会议要提前 {course.Rules.NoticeDays} 天通知：{held.NoticedOn:yyyy-MM-dd} 通知的，最早 {first:yyyy-MM-dd} 开。这次会议的决定不能登记。");
        }

        if (course.OpenObjections.Count > 0)
        {
            return new("objection_open", $"还有 {course.OpenObjections.Count} 条异议没有书面答复，不能表决。请先答复。");
        }

        return Heads(course, held);
    }

    private static Refusal? NotRun(DecisionCourse course, AssemblyHeld held)
    {
        if (course.Standing() is not { } published)
        {
            return course.Events.Any(e => e is Published)
                ? new("publication_not_run", "公示被提前中止，没有满期，不能表决。请重新公示，期满后再开会。")
                : new("publication_not_run", "还没有公示，不能表决。请先公示。");
        }

        var first = PublicationPeriod.FirstVoteDay(published.PostedOn, course.Rules.PublicationDays);
        return held.HeldOn < first
            ? new("publication_not_run", $"公示要满 {course.Rules.PublicationDays} 天：{published.PostedOn:yyyy-MM-dd} 张贴的，{first:yyyy-MM-dd} 起才能表决。")
            : null;
    }

    private static Refusal? Heads(DecisionCourse course, AssemblyHeld held)
    {
        var rules = course.Rules;
        if (held.Kind == AssemblyKind.Representatives && rules.MembersOnly)
        {
            return new("representatives_may_not_decide", "这类事项必须由成员大会决定，成员代表大会无权决定（农村集体经济组织法第二十八条）。");
        }

        if (held.Kind == AssemblyKind.Representatives && held.Eligible <= rules.RepresentativesMoreThan)
        {
            return new("too_few_representatives", $"成员代表应多于 {rules.RepresentativesMoreThan} 人，登记在册的只有 {held.Eligible} 人。请先登记成员代表。");
        }

        if (held.Eligible <= 0)
        {
            return new("nobody_is_entitled", "开会那天没有有表决权的成员。请先登记成员；本来就没有成员的单位请登记别的决策路径。");
        }

        if (held.Attended < 0 || held.Attended > held.Eligible || held.For < 0 || held.For > held.Attended)
        {
            return new("heads_do_not_add_up", "人数对不上：到会的不能多于应到的，赞成的不能多于到会的。请核对。");
        }

        return rules.NeedsRiskStatement && !held.HasRiskStatement
            ? new("risk_statement_missing", "这类事项要向大会说明风险。请填写会上说明的风险。")
            : null;
    }

    private static Refusal? Approve(DecisionCourse course, ApprovalGiven given, DateOnly today)
    {
        if (course.Path.Before.FirstOrDefault(s => s.Kind == StepKind.Approvals) is not { } step)
        {
            return new("path_has_no_approvals", $"“{course.Path.Name}”没有审批这一步。");
        }

        return ApprovalRule.Problem(course.Rules, course.PreparedBy, course.CountedApprovals(today), given)
            ?? InTurn(course, step, today)
            ?? (course.OpenObjections.Count > 0 ? new Refusal("objection_open", $"还有 {course.OpenObjections.Count} 条异议没有书面答复，不能审批。请先答复。") : null);
    }

    private static Refusal? Refuse(DecisionCourse course, ApprovalRefused refused) =>
        course.Path.Before.All(s => s.Kind != StepKind.Approvals)
            ? new("path_has_no_approvals", $"“{course.Path.Name}”没有审批这一步。")
            : ApprovalRule.Problem(course.Rules with { RolesDiffer = false, UnitsDiffer = false }, course.PreparedBy, [], new(refused.UserId, refused.Role, null));

    private static Refusal? Execute(DecisionCourse course, DateOnly today)
    {
        var missing = course.Missing(today);
        return missing.Count == 0 ? null : new("decision_missing", "还不能执行：" + string.Join("", missing.Select(m => m.Text)));
    }

    private static Refusal? InTurn(DecisionCourse course, PathStep step, DateOnly today)
    {
        var open = course.Walk(today).Open;
        if (open == step)
        {
            return null;
        }

        return open is null || course.Path.Steps.ToList().IndexOf(step) < course.Path.Steps.ToList().IndexOf(open)
            ? new("step_already_done", $"“{step.Name}”已经完成。")
            : new("step_out_of_order", $"还没有轮到“{step.Name}”，请先完成“{open.Name}”。");
    }

    private static Refusal? NotBefore(DecisionCourse course, DateOnly on, string step, DateOnly today)
    {
        var earliest = course.Walk(today).NotBefore;
        return on < earliest ? new("day_before_previous_step", $"“{step}”的日期不能早于 {earliest:yyyy-MM-dd}（前一步的日期）。请改正。") : null;
    }
}
