using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Writes one version more of a question of the caller's unit.</summary>
internal static class ChangeQuestion
{
    public const int LongestText = 200;
    public const int LongestWord = 20;
    private const int LongestReason = 200;
    private const int MostWords = 7;

    /// <summary>Few, so that whoever is asked answers.</summary>
    private const int MostUnderHeading = 3;

    public static async Task<Outcome<int>> RunAsync(BaotuanDb db, QuestionDraft draft, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReviewManage);
        if (db.Caller is not { UserId: not 0, UnitId: { } unit })
        {
            return ReviewActor.Nobody;
        }

        if (Problem(draft, db.Today()) is { } problem)
        {
            return problem;
        }

        if (await db.Set<QuestionRow>().AsNoTracking().FirstOrDefaultAsync(q => q.ClientId == draft.ClientId, cancel) is { } same)
        {
            return same.UnitId == unit && same.UserId == db.Caller.UserId && same.Text == draft.Text.Trim() && same.Retired == draft.Retired ? same.QuestionNo : ReviewActor.Reused;
        }

        var all = await db.Set<QuestionRow>().AsNoTracking().Where(q => q.UnitId == unit).ToListAsync(cancel);
        if (draft.QuestionNo is { } no && all.All(q => q.QuestionNo != no))
        {
            return new Refusal("question_not_found", $"没有第 {no} 号问题。请刷新页面。");
        }

        // of each question its last version, whenever that begins
        var others = all.GroupBy(q => q.QuestionNo).Select(g => g.MaxBy(q => q.Id)!).Count(q => q.QuestionNo != draft.QuestionNo && q.Heading == draft.Heading && !q.Retired);
        return !draft.Retired && others >= MostUnderHeading
            ? new Refusal("too_many_questions", $"一栏最多 {MostUnderHeading} 个问题，问多了没有人答。请先停用一个。")
            : await WriteAsync(db, draft, unit, draft.QuestionNo ?? all.Select(q => q.QuestionNo).DefaultIfEmpty(0).Max() + 1, cancel);
    }

    private static async Task<Outcome<int>> WriteAsync(BaotuanDb db, QuestionDraft draft, long unit, int no, CancellationToken cancel)
    {
        var row = new QuestionRow
        {
            Id = await db.NextIdAsync(QuestionRow.TableName, cancel), UnitId = unit, QuestionNo = no, Heading = draft.Heading, Position = draft.Position, AnswerKind = draft.AnswerKind,
            Text = draft.Text.Trim(), Words = draft.AnswerKind == AnswerKinds.Scale ? string.Join('\n', draft.Words.Select(w => w.Trim())) : "", ValidFrom = draft.ValidFrom,
            Retired = draft.Retired, Reason = draft.Reason.Trim(), ClientId = draft.ClientId, UserId = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        await ReviewLeaves.Questions.AppendAsync(db, [row], cancel);
        await db.LogAsync(
            ReviewLog.Question, $"review-question/{row.Id}", row.Reason, cancel,
            after: $"{QuestionHeadings.Chinese(row.Heading)}第 {no} 号{(row.Retired ? "停用" : "：" + row.Text)}，{row.ValidFrom:yyyy-MM-dd} 起");
        await db.SaveChangesAsync(cancel);
        return no;
    }

    private static Refusal? Problem(QuestionDraft draft, DateOnly today)
    {
        if (draft.ClientId.Trim().Length is 0 or > 100)
        {
            return ReviewActor.NoClientId;
        }

        if (QuestionHeadings.All.All(h => h.Code != draft.Heading))
        {
            return new("heading_unknown", "请选择问能、问效还是问廉。");
        }

        if (AnswerKinds.All.All(k => k.Code != draft.AnswerKind))
        {
            return new("answer_kind_unknown", "请选择怎样回答。");
        }

        if (draft.Text.Trim().Length is 0 or > LongestText || draft.Text.Contains('\n'))
        {
            return new("question_is_needed", $"请写一句问话，不超过 {LongestText} 字。");
        }

        return draft.Position is < 1 or > 99 ? new("position_is_wrong", "次序填 1 至 99。")
            : draft.ValidFrom < today || draft.ValidFrom > today.AddYears(1) ? new("day_has_passed", "生效日期不能早于今天，也不能晚于一年以后。已经问过的不能改。")
            : draft.Reason.Trim().Length is < 2 or > LongestReason ? new("reason_needed", $"请写明为什么这样问或者改，2 至 {LongestReason} 个字。")
            : ProblemOfWords(draft);
    }

    private static Refusal? ProblemOfWords(QuestionDraft draft)
    {
        var words = draft.Words.Select(w => w.Trim()).ToList();
        return draft.AnswerKind != AnswerKinds.Scale || words.Count is >= 2 and <= MostWords && words.All(w => w.Length is > 0 and <= LongestWord && !w.Contains('\n')) && words.Distinct().Count() == words.Count
            ? null
            : new("words_are_needed", $"供选的词写 2 至 {MostWords} 个，一行一个，各不相同，每个不超过 {LongestWord} 字。");
    }
}
