using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>
/// Where a review stands after some of its steps and answers, and what may happen next. Pure: the day comes from the caller, so that acts, pages and <c>verify</c> ask the
/// same rules.
/// </summary>
/// <param name="Asked">Numbers of the parties that are asked.</param>
/// <param name="Answered">Those that answered.</param>
internal sealed record ReviewCourse(string State, DateOnly AnswerDueOn, DateOnly DueOn, IReadOnlyList<int> Asked, IReadOnlyList<int> Answered, int Events)
{
    public static ReviewCourse Of(ReviewRow row, IEnumerable<int> asked, IEnumerable<int> answered, IEnumerable<ReviewEventRow> events) =>
        events.OrderBy(e => e.SequenceNo).Aggregate(
            new ReviewCourse(ReviewStates.Open, row.AnswerDueOn, row.DueOn, [.. asked], [.. answered], 0), (course, e) => course.After(e.Kind));

    public bool IsDone => State is not ReviewStates.Open;

    public bool IsOverdue(DateOnly today) => !IsDone && DueOn < today;

    /// <summary>The party's time is over, or the review.</summary>
    public bool IsOver(DateOnly today) => IsDone || today > AnswerDueOn;

    /// <summary>Why a party cannot answer now; null when it can.</summary>
    public Refusal? ProblemOfAnswer(int partyNo, DateOnly today) =>
        !Asked.Contains(partyNo) ? new("party_is_not_asked", "没有问这位当事人。请从清单里选择。")
        : Answered.Contains(partyNo) ? new("party_has_answered", "已经答过了。答案交上以后不能改。")
        : IsOver(today) ? new("review_is_over", $"答题已在 {AnswerDueOn:yyyy-MM-dd} 截止或者已经结束，不再收答案。谢谢您。")
        : null;

    /// <summary>Why this step may not be done now; null when it may.</summary>
    /// <param name="caseDone">The case has ended.</param>
    public Refusal? Problem(string kind, bool hasText, int? partyNo, bool caseDone) => kind switch
    {
        ReviewEvents.Clear or ReviewEvents.KeepBack => State == ReviewStates.Withdrawn ? Done : partyNo is not { } party || !Answered.Contains(party)
            ? new("party_has_not_answered", "这位当事人还没有答，没有文字可以决定。") : null,
        _ when IsDone => Done,
        ReviewEvents.Finding => caseDone ? null : new("case_is_running", "办件还没有结束，不能提出发现问题：单位会知道有人在看。请等办结，或直接督办。"),
        _ => hasText ? null : new("text_is_needed", kind == ReviewEvents.Finish ? "请写明看了什么、结果怎样。" : "请写明为什么撤销。"),
    };

    public ReviewCourse After(string kind) => this with
    {
        State = kind switch { ReviewEvents.Finish => ReviewStates.Finished, ReviewEvents.Withdraw => ReviewStates.Withdrawn, _ => State }, Events = Events + 1,
    };

    private static Refusal Done => new("review_is_done", "这次三问已经结束，不能再办理。要再问请另开一次。");
}
