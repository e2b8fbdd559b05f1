namespace Baotuan.Engine.Decisions;

/// <summary>
/// A proposal on its way: path, figures, who drafted it when, and everything that happened since, in the order of recording.
/// State and lacks are computed:
/// 1. walk the steps of the path in order; a step counts only events that were recorded after the step before it was done;
/// 2. a publication that was cut short never counts, also when that became known after the vote: then the vote counts no more;
/// 3. the walk stops at the first step that is not done; what remains is missing;
/// 4. an objection that is open is missing an answer, whatever else is done.
/// </summary>
/// <param name="PreparedBy">User who froze it; 0 for a program.</param>
public sealed record DecisionCourse(
    DecisionPath Path, DecisionRules Rules, DateOnly DraftedOn, long PreparedBy, IReadOnlyList<DecisionEvent> Events)
{
    /// <summary>The same with one event more.</summary>
    public DecisionCourse With(DecisionEvent next) => this with { Events = [.. Events, next] };

    /// <summary>How far it has come when the day begins.</summary>
    public DecisionState State(DateOnly on)
    {
        if (Closed is { } closed)
        {
            return closed;
        }

        var walk = Walk(on);
        return walk switch
        {
            { Failed: true } => DecisionState.Failed,
            { Open: null } when OpenObjections.Count == 0 => DecisionState.Ready,
            { Voted: true } => DecisionState.Passed,
            { PublicationRun: true } => DecisionState.PublicationComplete,
            { Hanging: true } => DecisionState.Published,
            _ => DecisionState.Drafted,
        };
    }

    /// <summary>Objections without an answer, oldest first.</summary>
    public IReadOnlyList<long> OpenObjections =>
        [.. Events.OfType<Objected>().Select(o => o.ObjectionId).Where(id => !Events.OfType<Answered>().Any(a => a.ObjectionId == id))];

    /// <summary>True when it is over: done, taken back, refused or voted down.</summary>
    public bool IsOver(DateOnly on) => Closed is not null || Walk(on).Failed;

    /// <summary>Approvals that count now: after everything before them, one per person.</summary>
    public IReadOnlyList<ApprovalGiven> CountedApprovals(DateOnly on) => Walk(on).Approvals;

    internal DecisionState? Closed =>
        Events.Any(e => e is Executed) ? DecisionState.Executed
        : Events.Any(e => e is ApprovalRefused) ? DecisionState.Rejected
        : Events.Any(e => e is Withdrew) ? DecisionState.Withdrawn
        : null;

    /// <summary>The publication that hangs or hung whole; null when none was posted or all were cut short.</summary>
    internal Published? Standing(int after = -1) => Events.Skip(after + 1).OfType<Published>().FirstOrDefault(p => !CutShort(p));

    internal bool CutShort(Published publication) => PublicationPeriod.CutShort(publication.PostedOn, Rules.PublicationDays, StoppedOn(publication.PublicationId));

    internal DateOnly? StoppedOn(long publicationId) =>
        Events.OfType<PublicationStopped>().Where(s => s.PublicationId == publicationId).Select(s => (DateOnly?)s.StoppedOn).Min();

    internal DecisionWalk Walk(DateOnly on)
    {
        var walk = new DecisionWalk(this, on);
        foreach (var step in Path.Before)
        {
            if (!walk.Take(step))
            {
                break;
            }
        }

        return walk;
    }
}
