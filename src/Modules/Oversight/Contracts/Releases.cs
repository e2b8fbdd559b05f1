using Baotuan.Kernel;
using Baotuan.Oversight.ThreeQuestions;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Contracts;

/// <summary>Answers that wait to go to a unit.</summary>
/// <param name="Ready">They are as many, from as many cases, as go together.</param>
public sealed record WaitingAnswers(OrganizationInfo Organization, int Answers, int Cases, bool Ready);

/// <summary>One question of a release.</summary>
/// <param name="Counts">For each word; null where the number is kept back.</param>
/// <param name="Total">Null where it is itself under the smallest number that is shown.</param>
/// <param name="Texts">Words that were cleared.</param>
public sealed record ReleasedQuestion(QuestionInfo Question, IReadOnlyList<int?> Counts, int? Total, IReadOnlyList<string> Texts);

/// <summary>A release in a list.</summary>
public sealed record ReleaseLine(long Id, OrganizationInfo Organization, OrgUnitInfo Unit, DateOnly ReleasedOn, int Answers, long RecordedAtMs = 0);

/// <summary>A release as the unit reads it: no case, no person.</summary>
/// <param name="Least">The smallest number that is shown.</param>
public sealed record ReleaseInfo(ReleaseLine Line, int Least, IReadOnlyList<ReleasedQuestion> Questions);

/// <summary>How many answers go together, on a day.</summary>
public sealed record ReleaseLimits(int Answers, int Cases, int Least);

/// <summary>
/// Answers to the three questions reach the unit that handled the cases, never a person, in batches: of reviews that are finished, of cases that have ended and did not come
/// by the confidential channel, so many together from so many cases (rules/three-questions.csv), as counts with the small ones kept back, and words that an inspector cleared.
/// </summary>
public static class Releases
{
    /// <summary>What goes together today.</summary>
    public static ReleaseLimits Limits(DateOnly today)
    {
        var rules = ReviewRules.On(today);
        return new(rules.BatchAnswers, rules.BatchCases, rules.Least);
    }

    /// <summary>What waits in the caller's unit, by the organisation that it is for, in the order of codes. Asks <c>oversight:review:hold</c>.</summary>
    public static Task<IReadOnlyList<WaitingAnswers>> WaitingAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => ReleaseAnswers.WaitingAsync(db, today, cancel);

    /// <summary>
    /// Gives everything that waits for an organisation to it. Asks <c>oversight:review:hold</c>. Refused: <c>review_needs_a_person</c>, <c>organization_not_found</c>,
    /// <c>too_few_answers</c>, <c>client_id_missing</c>, <c>client_id_reused</c>.
    /// </summary>
    /// <returns>Number of the release.</returns>
    public static Task<Outcome<long>> GiveAsync(BaotuanDb db, FieldProtector fields, string organizationCode, string clientId, CancellationToken cancel) =>
        ReleaseAnswers.RunAsync(db, fields, organizationCode, clientId, cancel);

    /// <summary>Releases to organisations in view, the newest first. Asks <c>oversight:release:read</c>.</summary>
    public static Task<IReadOnlyList<ReleaseLine>> ListAsync(BaotuanDb db, CancellationToken cancel) => ReadReleases.ListAsync(db, cancel);

    /// <summary>One release; null when there is none. Asks <c>oversight:release:read</c> on its organisation.</summary>
    public static Task<ReleaseInfo?> ShowAsync(BaotuanDb db, FieldProtector fields, long releaseId, CancellationToken cancel) => ReadReleases.ShowAsync(db, fields, releaseId, cancel);
}
