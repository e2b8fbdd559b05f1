using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Walks every review by the rules that the acts ask.</summary>
internal static class CheckReviews
{
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> RunAsync(BaotuanDb db, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        foreach (var row in await db.Set<ReviewRow>().AsNoTracking().OrderBy(r => r.Id).ToListAsync(cancel))
        {
            var review = await LoadReview.OfAsync(db, row, cancel);
            var course = ReviewCourse.Of(row, review.Parties.Select(p => p.PartyNo), review.Answers.Select(a => a.PartyNo), []);
            foreach (var e in review.Events)
            {
                if (e.SequenceNo != course.Events + 1)
                {
                    problems.Add(("review_events_have_gaps", $"三问 {row.Id}", $"第 {e.SequenceNo} 步前面缺了记录。"));
                    break;
                }

                if (course.Problem(e.Kind, e.Text is not null, e.PartyNo, caseDone: true) is not null)
                {
                    problems.Add(("review_event_not_allowed", $"三问 {row.Id}", $"第 {e.SequenceNo} 步“{ReviewEvents.Chinese(e.Kind)}”按当时的状态不应发生，不是由程序写入的。"));
                    break;
                }

                course = course.After(e.Kind);
            }
        }

        problems.AddRange(await ReleasesAsync(db, cancel));
        return problems;
    }

    // what can be held without keys: the digest over the sealed answers, how many there are, and that no word was chosen more often than there are answers
    private static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> ReleasesAsync(BaotuanDb db, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        foreach (var row in await db.Set<ReleaseRow>().AsNoTracking().OrderBy(r => r.Id).ToListAsync(cancel))
        {
            var gone = await db.Set<ReleasedRow>().AsNoTracking().Where(x => x.ReleaseId == row.Id).OrderBy(x => x.ReviewId).ThenBy(x => x.PartyNo)
                .Join(db.Set<ReviewAnswerRow>().AsNoTracking(), x => new { x.ReviewId, x.PartyNo }, a => new { a.ReviewId, a.PartyNo }, (x, a) => a).ToListAsync(cancel);
            var counts = (await db.Set<ReleaseCountRow>().AsNoTracking().Where(c => c.ReleaseId == row.Id).ToListAsync(cancel)).GroupBy(c => c.QuestionId).Select(g => g.Sum(c => c.Count));
            if (gone.Count != row.Answers || counts.Any(c => c > row.Answers) || ReleaseAnswers.Digest(gone.OrderBy(a => a.ReviewId).ThenBy(a => a.PartyNo)) != row.Digest)
            {
                problems.Add(("release_does_not_add_up", $"三问结果 {row.Id}", "成批交给单位的件数和封存的答案对不上。"));
            }
        }

        return problems;
    }
}
