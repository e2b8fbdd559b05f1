namespace Baotuan.Engine.Decisions;

/// <summary>One walk over the steps of a path: how far the events carry.</summary>
internal sealed class DecisionWalk(DecisionCourse course, DateOnly on)
{
    private int _after = -1;

    /// <summary>The first step that is not done.</summary>
    public PathStep? Open { get; private set; }

    public bool Hanging { get; private set; }

    public bool PublicationRun { get; private set; }

    public bool Voted { get; private set; }

    public bool Failed { get; private set; }

    /// <summary>No step may be dated before this day.</summary>
    public DateOnly NotBefore { get; private set; }

    /// <summary>The first day on which may be voted, where there is a publication.</summary>
    public DateOnly? FirstVoteDay { get; private set; }

    public IReadOnlyList<ApprovalGiven> Approvals { get; private set; } = [];

    /// <summary>Takes a step; false when it is not done.</summary>
    public bool Take(PathStep step)
    {
        var done = step.Kind switch
        {
            StepKind.Record => Record(step),
            StepKind.Publication => Publication(),
            StepKind.Assembly => Assembly(),
            _ => Approval(),
        };
        Open = done ? null : step;
        return done;
    }

    private bool Record(PathStep step)
    {
        var at = Find<StepRecorded>(r => r.StepCode == step.Code);
        if (at < 0)
        {
            return false;
        }

        NotBefore = ((StepRecorded)course.Events[at]).On;
        _after = at;
        return true;
    }

    private bool Publication()
    {
        var at = Find<Published>(p => !course.CutShort(p));
        if (at < 0)
        {
            return false;
        }

        Hanging = true;
        FirstVoteDay = NotBefore = PublicationPeriod.FirstVoteDay(((Published)course.Events[at]).PostedOn, course.Rules.PublicationDays);
        _after = at;
        return PublicationRun = on >= FirstVoteDay;
    }

    private bool Assembly()
    {
        var at = Find<AssemblyHeld>(Quorate);
        if (at < 0)
        {
            return false;
        }

        var held = (AssemblyHeld)course.Events[at];
        NotBefore = held.HeldOn;
        _after = at;
        Voted = Quorum.IsReached(held.For, held.Eligible, course.Rules.Threshold);
        Failed = !Voted;
        return Voted;
    }

    // held too early or by too few, it was no assembly
    private bool Quorate(AssemblyHeld held) =>
        held.HeldOn >= NotBefore && Quorum.IsReached(held.Attended, held.Eligible, course.Rules.Attendance);

    private bool Approval()
    {
        var counted = new List<ApprovalGiven>();
        foreach (var given in course.Events.Skip(_after + 1).OfType<ApprovalGiven>())
        {
            if (ApprovalRule.Problem(course.Rules, course.PreparedBy, counted, given) is null)
            {
                counted.Add(given);
            }
        }

        Approvals = counted;
        return counted.Count >= course.Rules.ApprovalsNeeded;
    }

    private int Find<T>(Func<T, bool> wanted)
        where T : DecisionEvent
    {
        for (var i = _after + 1; i < course.Events.Count; i++)
        {
            if (course.Events[i] is T found && wanted(found))
            {
                return i;
            }
        }

        return -1;
    }
}
