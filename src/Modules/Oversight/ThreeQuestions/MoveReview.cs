using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Oversight.Rectification;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Everything that happens to a review besides answers is one step more, if its course lets it.</summary>
internal static class MoveReview
{
    private const int LongestText = 4000;

    /// <summary>Ends it, well or not.</summary>
    public static async Task<Outcome<long>> EndAsync(BaotuanDb db, FieldProtector fields, long reviewId, string kind, string text, CancellationToken cancel)
    {
        var own = await LoadReview.OwnAsync(db, reviewId, cancel);
        if (!own.Ok)
        {
            return Outcome<long>.Refused(own.Refusals);
        }

        var (review, watched) = own.Value;
        var words = text.Trim();
        if (words.Length > LongestText)
        {
            return new Refusal("text_is_too_long", $"说明最多 {LongestText} 字，请缩短。");
        }

        // the second click of the same form
        if (review.Events.LastOrDefault() is { Text: { } last } e && e.Kind == kind && e.UserId == db.Caller.UserId && fields.Reveal(last, ReviewSeals.Text(reviewId, e.SequenceNo)) == words)
        {
            return reviewId;
        }

        return review.Course.Problem(kind, words.Length > 0, null, watched.EndedOn is not null) is { } problem
            ? problem
            : await WriteAsync(db, fields, review, kind, words, null, null, null, cancel);
    }

    /// <summary>Whether the words of a party may go to the unit; the later decision holds.</summary>
    public static async Task<Outcome<long>> DecideAsync(BaotuanDb db, FieldProtector fields, long reviewId, int partyNo, long questionId, bool clear, CancellationToken cancel)
    {
        var own = await LoadReview.OwnAsync(db, reviewId, cancel);
        if (!own.Ok)
        {
            return Outcome<long>.Refused(own.Refusals);
        }

        var (review, watched) = own.Value;
        var kind = clear ? ReviewEvents.Clear : ReviewEvents.KeepBack;
        if (review.Course.Problem(kind, false, partyNo, watched.EndedOn is not null) is { } problem)
        {
            return problem;
        }

        var answers = WriteAnswer.Open(fields, review.Answers.First(a => a.PartyNo == partyNo));
        return answers.All(a => a.QuestionId != questionId || a.Text.Length == 0)
            ? new Refusal("no_words_to_decide", "这个问题没有写文字，不用决定。")
            : Decision(review, partyNo, questionId) == kind ? reviewId
            : await WriteAsync(db, fields, review, kind, "", partyNo, questionId, null, cancel);
    }

    /// <summary>Raises a finding on the case that has ended; it stands in the list of findings and says nothing of the questions.</summary>
    public static async Task<Outcome<long>> FindAsync(
        BaotuanDb db, FieldProtector fields, long reviewId, string title, string text, string severity, DateOnly dueOn, string clientId, CancellationToken cancel)
    {
        var own = await LoadReview.OwnAsync(db, reviewId, cancel);
        if (!own.Ok)
        {
            return Outcome<long>.Refused(own.Refusals);
        }

        var (review, watched) = own.Value;
        if (await db.Set<Finding>().AsNoTracking().Where(f => f.ClientId == clientId).Select(f => (long?)f.Id).FirstOrDefaultAsync(cancel) is { } sent && review.Events.Any(e => e.FindingId == sent))
        {
            return sent;
        }

        if (review.Course.Problem(ReviewEvents.Finding, false, null, watched.EndedOn is not null) is { } problem)
        {
            return problem;
        }

        var raised = await WriteFinding.RunAsync(db, new($"case/{watched.Id}", watched.Lead.Code, title, text, severity, dueOn, clientId), cancel);
        if (!raised.Ok)
        {
            return Outcome<long>.Refused(raised.Refusals);
        }

        await WriteAsync(db, fields, review, ReviewEvents.Finding, "", null, null, raised.Value.Id, cancel);
        return raised.Value.Id;
    }

    /// <summary>The decision that holds over some words; empty while there is none.</summary>
    public static string Decision(LoadedReview review, int partyNo, long questionId) =>
        review.Events.LastOrDefault(e => e.PartyNo == partyNo && e.QuestionId == questionId)?.Kind ?? "";

    private static async Task<long> WriteAsync(
        BaotuanDb db, FieldProtector fields, LoadedReview review, string kind, string text, int? partyNo, long? questionId, long? findingId, CancellationToken cancel)
    {
        var (id, no) = (review.Row.Id, review.Course.Events + 1);
        db.Add(new ReviewEventRow
        {
            ReviewId = id, SequenceNo = no, Kind = kind, PartyNo = partyNo, QuestionId = questionId, FindingId = findingId,
            Text = text.Length == 0 ? null : fields.Protect(text, ReviewSeals.Text(id, no)), UserId = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        });
        await db.LogAsync(
            ReviewLog.Beginning + kind, ReviewLog.Subject(id), findingId is { } finding ? $"finding/{finding}" : "", cancel, before: ReviewStates.Chinese(review.Course.State),
            after: ReviewStates.Chinese(review.Course.After(kind).State));
        await db.SaveChangesAsync(cancel);
        return id;
    }
}
