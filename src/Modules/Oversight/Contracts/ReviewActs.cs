using Baotuan.Kernel;
using Baotuan.Oversight.ThreeQuestions;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Contracts;

/// <summary>
/// The three questions (问能、问效、问廉): a supervising unit writes them, an inspector opens a review on a case, its parties answer without an account, and nobody who
/// handles the case learns of it. Acts are a person's in a unit of his own (a program is refused: <c>review_needs_a_person</c>), and leave lines in the operation log that who
/// holds reviews alone reads. A review that the caller may not know of is <c>review_not_found</c>, as one that is not there.
/// </summary>
public static class ReviewActs
{
    /// <summary>
    /// Writes, changes or ends a question of the caller's unit. Asks <c>oversight:review:manage</c>. Refused: <c>heading_unknown</c>, <c>answer_kind_unknown</c>,
    /// <c>question_is_needed</c>, <c>position_is_wrong</c>, <c>day_has_passed</c>, <c>reason_needed</c>, <c>words_are_needed</c>, <c>question_not_found</c>,
    /// <c>too_many_questions</c>, <c>client_id_missing</c>, <c>client_id_reused</c>.
    /// </summary>
    /// <returns>Number of the question.</returns>
    public static Task<Outcome<int>> ChangeQuestionAsync(BaotuanDb db, QuestionDraft draft, CancellationToken cancel) => ChangeQuestion.RunAsync(db, draft, cancel);

    /// <summary>Every version of the questions of the caller's unit, in the order of headings and places, the last of each first. Asks <c>oversight:review:hold</c>.</summary>
    public static async Task<IReadOnlyList<QuestionInfo>> QuestionsAsync(BaotuanDb db, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReviewHold);
        if (db.Caller.UnitId is not { } unit)
        {
            return [];
        }

        var rows = await db.Set<QuestionRow>().AsNoTracking().Where(q => q.UnitId == unit).ToListAsync(cancel);
        var order = ReadQuestions.Ordered(rows.GroupBy(q => q.QuestionNo).Select(g => g.MaxBy(q => q.Id)!)).Select(q => q.QuestionNo).ToList();
        return await ReadQuestions.InfosAsync(db, [.. rows.OrderBy(q => order.IndexOf(q.QuestionNo)).ThenByDescending(q => q.Id)], cancel);
    }

    /// <summary>
    /// Opens a review of one case, running or ended. Asks <c>oversight:review:hold</c> and that the caller may know of the case. Refused: <c>questions_are_empty</c>,
    /// <c>case_not_found</c>, <c>reason_needed</c>, <c>inspector_is_handler</c>, <c>inspector_is_of_the_unit</c>, <c>inspector_is_party</c>, <c>inspector_has_an_interest</c>,
    /// <c>review_stands</c>, <c>client_id_missing</c>, <c>client_id_reused</c>.
    /// </summary>
    public static Task<Outcome<long>> OpenAsync(BaotuanDb db, FieldProtector fields, ReviewDraft draft, CancellationToken cancel) => OpenReview.OneAsync(db, fields, draft, cancel);

    /// <summary>
    /// Draws ended cases by lot, with a seed that is made then and kept, and opens a review of each. Refused also: <c>draw_is_wrong</c>, <c>nothing_to_draw</c>. Anybody who
    /// has the list of candidates works the draw out again: the rank of a case is SHA-256 of seed, <c>|</c> and number in lower-case hex, the lowest first; passed over are cases
    /// that the drawer must not look at.
    /// </summary>
    /// <returns>Number of the draw.</returns>
    public static Task<Outcome<long>> DrawAsync(BaotuanDb db, FieldProtector fields, DrawDraft draft, CancellationToken cancel) => OpenReview.DrawAsync(db, fields, draft, cancel);

    /// <summary>A draw; null where there is none of a unit that the caller may know of. Asks <c>oversight:review:hold</c>.</summary>
    public static Task<DrawInfo?> ShowDrawAsync(BaotuanDb db, long drawId, CancellationToken cancel) => ReadReviews.DrawAsync(db, drawId, cancel);

    /// <summary>Reviews that the caller may know of, the newest first. Asks <c>oversight:review:hold</c>.</summary>
    public static Task<IReadOnlyList<ReviewLine>> ListAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => ReadReviews.ListAsync(db, today, cancel);

    /// <summary>One review; null where there is none that the caller may know of. Asks <c>oversight:review:hold</c>.</summary>
    public static Task<ReviewInfo?> ShowAsync(BaotuanDb db, FieldProtector fields, long reviewId, DateOnly today, CancellationToken cancel) =>
        ReadReviews.ShowAsync(db, fields, reviewId, today, cancel);

    /// <summary>Codes, names and contacts of the parties: show them only after the command has answered.</summary>
    public static Task<Outcome<IReadOnlyList<AskingNote>>> NotesAsync(BaotuanDb db, FieldProtector fields, long reviewId, CancellationToken cancel) =>
        ReadReviews.NotesAsync(db, fields, reviewId, cancel);

    /// <summary>What was answered: show it only after the command has answered.</summary>
    public static Task<Outcome<IReadOnlyList<OpenedAnswers>>> AnswersAsync(BaotuanDb db, FieldProtector fields, long reviewId, CancellationToken cancel) =>
        ReadReviews.AnswersAsync(db, fields, reviewId, cancel);

    /// <summary>
    /// Writes down what a party said on the phone or at its door. Refused: <c>channel_unknown</c>, <c>party_is_not_asked</c>, <c>party_has_answered</c>, <c>review_is_over</c>,
    /// <c>answer_is_missing</c>, <c>question_not_asked</c>, <c>choice_unknown</c>, <c>text_is_too_long</c>, <c>client_id_missing</c>, <c>client_id_reused</c>.
    /// </summary>
    public static Task<Outcome<bool>> RecordAsync(
        BaotuanDb db, FieldProtector fields, long reviewId, int partyNo, string channel, IReadOnlyList<QuestionAnswer> answers, string clientId, CancellationToken cancel) =>
        WriteAnswer.RecordAsync(db, fields, reviewId, partyNo, channel, answers, clientId, cancel);

    /// <summary>Whether a party's words may go to the unit. Refused: <c>party_has_not_answered</c>, <c>no_words_to_decide</c>, <c>review_is_done</c>.</summary>
    public static Task<Outcome<long>> DecideAsync(BaotuanDb db, FieldProtector fields, long reviewId, int partyNo, long questionId, bool clear, CancellationToken cancel) =>
        MoveReview.DecideAsync(db, fields, reviewId, partyNo, questionId, clear, cancel);

    /// <summary>
    /// A finding on the case, for the unit that handled it. Asks <c>oversight:finding:raise</c> on it besides. Refused: <c>case_is_running</c>, <c>review_is_done</c>, and as
    /// <see cref="Findings.RaiseAsync"/>.
    /// </summary>
    /// <returns>Number of the finding.</returns>
    public static Task<Outcome<long>> FindAsync(
        BaotuanDb db, FieldProtector fields, long reviewId, string title, string text, string severity, DateOnly dueOn, string clientId, CancellationToken cancel) =>
        MoveReview.FindAsync(db, fields, reviewId, title, text, severity, dueOn, clientId, cancel);

    /// <summary>Says what was seen; no answer is taken any more. Refused: <c>text_is_needed</c>, <c>text_is_too_long</c>, <c>review_is_done</c>.</summary>
    public static Task<Outcome<long>> FinishAsync(BaotuanDb db, FieldProtector fields, long reviewId, string text, CancellationToken cancel) =>
        MoveReview.EndAsync(db, fields, reviewId, ReviewEvents.Finish, text, cancel);

    /// <summary>Takes it back with a reason; nothing of it goes to the unit. Refused as <see cref="FinishAsync"/>.</summary>
    public static Task<Outcome<long>> WithdrawAsync(BaotuanDb db, FieldProtector fields, long reviewId, string text, CancellationToken cancel) =>
        MoveReview.EndAsync(db, fields, reviewId, ReviewEvents.Withdraw, text, cancel);
}

/// <summary>The way of a party without an account: who has the code answers, once.</summary>
public sealed class ThreeQuestionDesk(Store store)
{
    /// <summary>What a code opens; null for one that opens nothing.</summary>
    public async Task<AskedParty?> AskedAsync(string? code, CancellationToken cancel)
    {
        await using var db = store.Open(Party);
        return await WriteAnswer.AskedAsync(db, code, store.Time.Today(), cancel);
    }

    /// <summary>Takes the answers. Refused: <c>code_unknown</c>, and as <see cref="ReviewActs.RecordAsync"/>.</summary>
    public Task<Outcome<bool>> AnswerAsync(FieldProtector fields, string? code, IReadOnlyList<QuestionAnswer> answers, string clientId, CancellationToken cancel) =>
        store.WriteAsync(Party, (db, stop) => WriteAnswer.ByCodeAsync(db, fields, code, answers, clientId, stop), cancel);

    // nobody in particular, with no right but the code
    private static Caller Party => new() { Login = PublicDesk.Login, Name = "当事人" };
}
