using Baotuan.Platform.Registers;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Days and numbers of reviews, dated (rules/three-questions.csv); all of them ours, and no law says so.</summary>
/// <param name="AnswerDays">From the opening, for parties to answer.</param>
/// <param name="ReviewDays">From the opening, for the inspector to finish.</param>
/// <param name="BatchAnswers">Fewest answers that go to a unit together.</param>
/// <param name="BatchCases">Fewest cases that they come from.</param>
/// <param name="Least">Smallest count that is shown.</param>
/// <param name="VerifyDays">Days after which an answered finding that nobody verified is late.</param>
/// <param name="AcceptDays">Days after which a report that nobody accepted is late.</param>
internal sealed record ReviewRules(int AnswerDays, int ReviewDays, int BatchAnswers, int BatchCases, int Least, int VerifyDays, int AcceptDays)
{
    private static readonly DatedRules<ReviewRules> Dated = DatedRules<ReviewRules>.Read<OversightModule>("three-questions", l => new(
        RuleFile.Number(l["answer_days"]), RuleFile.Number(l["review_days"]), RuleFile.Number(l["batch_answers"]), RuleFile.Number(l["batch_cases"]), RuleFile.Number(l["least"]),
        RuleFile.Number(l["verify_days"]), RuleFile.Number(l["accept_days"])));

    public static ReviewRules On(DateOnly day) => Dated.On(day);
}
