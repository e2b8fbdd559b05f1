using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;

namespace Baotuan.Oversight.Rectification;

/// <summary>
/// Where a finding stands after some of its events, and what may happen to it next. Pure: day and person come from the caller,
/// so that the acts, the pages and <c>verify</c> ask the same rules.
/// </summary>
/// <param name="Answerers">Whoever answered it once may not verify it.</param>
/// <param name="Lifted">How often it was lifted by hand.</param>
internal sealed record FindingStanding(string State, DateOnly DueOn, IReadOnlyList<long> Answerers, int Lifted, int Events)
{
    public bool IsWaitingForUnit => State is FindingStates.Open or FindingStates.SentBack;

    public bool IsDone => State is FindingStates.Verified or FindingStates.Closed;

    public static FindingStanding Raised(DateOnly dueOn) => new(FindingStates.Open, dueOn, [], 0, 0);

    public static FindingStanding Of(Finding finding, IEnumerable<FindingEvent> events) =>
        events.OrderBy(e => e.SequenceNo).Aggregate(Raised(finding.DueOn), (standing, e) => standing.After(e.Kind, e.UserId, e.DueOn));

    public bool IsOverdue(DateOnly today) => IsWaitingForUnit && DueOn < today;

    /// <summary>Why this may not happen now; null when it may.</summary>
    public Refusal? Problem(string kind, long userId, DateOnly today, string text, DateOnly? dueOn)
    {
        if (IsDone)
        {
            return new("finding_is_done", $"这个问题{FindingStates.Chinese(State)}，不能再办理。有新情况请另提一个问题。");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return new("finding_needs_a_text", kind switch
            {
                FindingEvents.Answer => "请写明查清了什么、改了什么。",
                FindingEvents.Verify => "请写明核实了什么、看了哪些材料。",
                _ => "请写明原因。",
            });
        }

        return kind switch
        {
            FindingEvents.Answer => IsWaitingForUnit ? null : new("finding_is_answered", "单位已经答复，正等核实。请等核实结果。"),
            FindingEvents.Verify => ProblemOfVerifying(userId),
            FindingEvents.SendBack => ProblemOfVerifying(userId) ?? (dueOn is null || dueOn < today
                ? new Refusal("due_day_has_passed", "退回要给出新的期限，不早于今天。") : null),
            FindingEvents.Extend => ProblemOfExtending(today, dueOn),
            FindingEvents.Escalate => IsWaitingForUnit ? null : new("finding_is_answered", "单位已经答复，正等核实，不用提级。"),
            FindingEvents.Close => ProblemOfClosing(userId, today),
            _ => throw new ArgumentException($"unknown event {kind}", nameof(kind)),
        };
    }

    public FindingStanding After(string kind, long userId, DateOnly? dueOn) => this with
    {
        State = kind switch
        {
            FindingEvents.Answer => FindingStates.Answered,
            FindingEvents.Verify => FindingStates.Verified,
            FindingEvents.SendBack => FindingStates.SentBack,
            FindingEvents.Close => FindingStates.Closed,
            _ => State,
        },
        DueOn = dueOn ?? DueOn,
        Answerers = kind == FindingEvents.Answer ? [.. Answerers, userId] : Answerers,
        Lifted = Lifted + (kind == FindingEvents.Escalate ? 1 : 0),
        Events = Events + 1,
    };

    private Refusal? ProblemOfVerifying(long userId) =>
        State != FindingStates.Answered ? new("finding_is_not_answered", "单位还没有答复，不能核实。")
        : Answerers.Contains(userId) ? new("verifier_answered", "答复过这个问题的人不能核实它，请由别的检查人员核实。")
        : null;

    private Refusal? ProblemOfExtending(DateOnly today, DateOnly? dueOn) =>
        !IsWaitingForUnit ? new("finding_is_answered", "单位已经答复，不用延期。")
        : dueOn is null || dueOn <= DueOn || dueOn < today ? new("due_day_is_not_later", $"新的期限要晚于现在的期限 {DueOn:yyyy-MM-dd}，并且不早于今天。")
        : null;

    // what is overdue ends by an answer that somebody verified, never by taking it off the list
    private Refusal? ProblemOfClosing(long userId, DateOnly today) =>
        IsOverdue(today) ? new("overdue_needs_an_answer", "已经逾期的问题不能撤销。请由单位答复，再核实。")
        : Answerers.Contains(userId) ? new("verifier_answered", "答复过这个问题的人不能撤销它。")
        : null;
}
