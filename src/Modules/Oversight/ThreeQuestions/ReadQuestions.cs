using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Reads the questions of a supervising unit, without asking.</summary>
internal static class ReadQuestions
{
    /// <summary>What is asked on a day, by what was written until some version, in the order of headings and places.</summary>
    public static async Task<IReadOnlyList<QuestionRow>> InForceAsync(BaotuanDb db, long unitId, DateOnly day, long through, CancellationToken cancel)
    {
        var rows = await db.Set<QuestionRow>().AsNoTracking().Where(q => q.UnitId == unitId && q.ValidFrom <= day && q.Id <= through).ToListAsync(cancel);
        return Ordered(Latest(rows).Where(q => !q.Retired));
    }

    public static IEnumerable<QuestionRow> Latest(IEnumerable<QuestionRow> rows) =>
        rows.GroupBy(q => q.QuestionNo).Select(g => g.OrderByDescending(q => q.ValidFrom).ThenByDescending(q => q.Id).First());

    public static IReadOnlyList<QuestionRow> Ordered(IEnumerable<QuestionRow> rows) =>
        [.. rows.OrderBy(q => Place(q.Heading)).ThenBy(q => q.Position).ThenBy(q => q.QuestionNo)];

    public static async Task<IReadOnlyList<QuestionInfo>> InfosAsync(BaotuanDb db, IReadOnlyList<QuestionRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(r => r.UserId).Distinct().ToArray();
        var people = await UserNames.OfAsync(db, ids, cancel);
        return [.. rows.Select(r => Info(r, people.GetValueOrDefault(r.UserId, $"{r.UserId}")))];
    }

    public static QuestionInfo Info(QuestionRow r, string by) =>
        new(r.Id, r.QuestionNo, r.Heading, r.Position, r.AnswerKind, r.Text, WordsOf(r), r.ValidFrom, r.Retired, r.Reason, by, r.RecordedAtMs);

    public static IReadOnlyList<string> WordsOf(QuestionRow r) =>
        r.AnswerKind == AnswerKinds.Scale ? r.Words.Split('\n') : AnswerKinds.All.First(k => k.Code == r.AnswerKind).Words;

    private static int Place(string heading) => QuestionHeadings.All.TakeWhile(h => h.Code != heading).Count();
}
