using System.Text.Json;
using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Takes what a party answers, once and whole, by its own code or written down by the inspector; sealed before it is stored.</summary>
internal static class WriteAnswer
{
    private const int LongestText = 1000;

    /// <summary>What a code opens; null for one that opens nothing.</summary>
    public static async Task<AskedParty?> AskedAsync(BaotuanDb db, string? code, DateOnly today, CancellationToken cancel)
    {
        db.Access.Everybody(); // the code is the right
        if (await ByCodeAsync(db, code, cancel) is not { } found)
        {
            return null;
        }

        var (review, party) = found;
        var name = (await CaseWatch.NamesAsync(db, [review.Row.CaseId], cancel))[review.Row.CaseId];
        var answered = review.Course.Answered.Contains(party);
        var over = review.Course.IsOver(today);
        var questions = answered || over ? [] : await QuestionsAsync(db, review.Row, cancel);
        return new(name.Number, name.KindName, [.. questions.Select(q => ReadQuestions.Info(q, "") with { Reason = "" })], answered, over);
    }

    public static async Task<Outcome<bool>> ByCodeAsync(BaotuanDb db, FieldProtector fields, string? code, IReadOnlyList<QuestionAnswer> answers, string clientId, CancellationToken cancel)
    {
        db.Access.Everybody();
        return await ByCodeAsync(db, code, cancel) is not { } found
            ? new Refusal("code_unknown", "没有这个答题码。请照纸条再输一次。")
            : await RunAsync(db, fields, found.Review, found.PartyNo, AnswerChannels.Self, answers, clientId, cancel);
    }

    public static async Task<Outcome<bool>> RecordAsync(
        BaotuanDb db, FieldProtector fields, long reviewId, int partyNo, string channel, IReadOnlyList<QuestionAnswer> answers, string clientId, CancellationToken cancel)
    {
        var own = await LoadReview.OwnAsync(db, reviewId, cancel);
        return !own.Ok ? Outcome<bool>.Refused(own.Refusals)
            : channel == AnswerChannels.Self || AnswerChannels.All.All(c => c.Code != channel) ? new Refusal("channel_unknown", "请选择是电话里说的，还是上门说的。")
            : await RunAsync(db, fields, own.Value.Review, partyNo, channel, answers, clientId, cancel);
    }

    public static IReadOnlyList<QuestionAnswer> Open(FieldProtector fields, ReviewAnswerRow row) =>
        JsonSerializer.Deserialize<List<QuestionAnswer>>(fields.Reveal(row.Body, ReviewSeals.Answer(row.ReviewId, row.PartyNo)))!;

    public static Task<IReadOnlyList<QuestionRow>> QuestionsAsync(BaotuanDb db, ReviewRow row, CancellationToken cancel) =>
        ReadQuestions.InForceAsync(db, row.UnitId, row.OpenedOn, row.QuestionsThrough, cancel);

    private static async Task<(LoadedReview Review, int PartyNo)?> ByCodeAsync(BaotuanDb db, string? code, CancellationToken cancel) =>
        CaseWatch.HashOfCode(code) is { } hash && await db.Set<ReviewPartyRow>().AsNoTracking().FirstOrDefaultAsync(p => p.CodeHash == hash, cancel) is { } party
            ? (await LoadReview.OfAsync(db, await db.Set<ReviewRow>().AsNoTracking().FirstAsync(r => r.Id == party.ReviewId, cancel), cancel), party.PartyNo)
            : null;

    private static async Task<Outcome<bool>> RunAsync(
        BaotuanDb db, FieldProtector fields, LoadedReview review, int partyNo, string channel, IReadOnlyList<QuestionAnswer> answers, string clientId, CancellationToken cancel)
    {
        if (clientId.Trim().Length is 0 or > 100)
        {
            return ReviewActor.NoClientId;
        }

        var given = answers.Select(a => a with { Text = a.Text.Trim() }).Where(a => a.Choice is not null || a.Text.Length > 0).ToList();
        if (await db.Set<ReviewAnswerRow>().AsNoTracking().FirstOrDefaultAsync(a => a.ClientId == clientId, cancel) is { } same)
        {
            return same.ReviewId == review.Row.Id && same.PartyNo == partyNo && same.Channel == channel && Open(fields, same).SequenceEqual(given) ? true : ReviewActor.Reused;
        }

        return (review.Course.ProblemOfAnswer(partyNo, db.Today()) ?? Problem(await QuestionsAsync(db, review.Row, cancel), given)) is { } problem
            ? problem
            : await WriteAsync(db, fields, review.Row.Id, partyNo, channel, given, clientId, cancel);
    }

    private static Refusal? Problem(IReadOnlyList<QuestionRow> questions, IReadOnlyList<QuestionAnswer> given)
    {
        if (given.Count == 0)
        {
            return new("answer_is_missing", "请至少答一个问题；不想答的可以空着。");
        }

        foreach (var answer in given)
        {
            if (questions.FirstOrDefault(q => q.Id == answer.QuestionId) is not { } question || given.Count(a => a.QuestionId == answer.QuestionId) > 1)
            {
                return new("question_not_asked", "没有这个问题。请刷新页面后重新答。");
            }

            var isText = question.AnswerKind == AnswerKinds.Text;
            if (isText ? answer.Choice is not null : answer.Text.Length > 0 || answer.Choice < 0 || answer.Choice >= ReadQuestions.WordsOf(question).Count)
            {
                return new("choice_unknown", "请从给出的词里选一个。");
            }

            if (answer.Text.Length > LongestText)
            {
                return new("text_is_too_long", $"每个问题最多写 {LongestText} 字，请缩短。");
            }
        }

        return null;
    }

    private static async Task<Outcome<bool>> WriteAsync(
        BaotuanDb db, FieldProtector fields, long reviewId, int partyNo, string channel, IReadOnlyList<QuestionAnswer> given, string clientId, CancellationToken cancel)
    {
        db.Add(new ReviewAnswerRow
        {
            ReviewId = reviewId, PartyNo = partyNo, Channel = channel, Body = fields.Protect(JsonSerializer.Serialize(given), ReviewSeals.Answer(reviewId, partyNo)), ClientId = clientId,
            UserId = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        });
        await db.LogAsync(ReviewLog.Answer, ReviewLog.Subject(reviewId), AnswerChannels.Chinese(channel), cancel);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
