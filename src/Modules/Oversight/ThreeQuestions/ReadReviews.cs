using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Lists and shows reviews to who may know of them.</summary>
internal static class ReadReviews
{
    /// <summary>The newest so many are looked through.</summary>
    private const int Most = 2000;

    public static async Task<IReadOnlyList<ReviewLine>> ListAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReviewHold);
        var rows = await db.Set<ReviewRow>().AsNoTracking().OrderByDescending(r => r.Id).Take(Most).ToListAsync(cancel);
        var known = new HashSet<long>();
        foreach (var unit in rows.Select(r => r.UnitId).Distinct())
        {
            if (await LoadReview.MayKnowAsync(db, unit, cancel))
            {
                known.Add(unit);
            }
        }

        rows = rows.Where(r => known.Contains(r.UnitId)).ToList();
        var apart = await CaseWatch.NotHandledAsync(db, [.. rows.Select(r => r.CaseId).Distinct()], cancel);
        return await LinesAsync(db, [.. rows.Where(r => apart.Contains(r.CaseId))], today, cancel);
    }

    public static async Task<ReviewInfo?> ShowAsync(BaotuanDb db, FieldProtector fields, long reviewId, DateOnly today, CancellationToken cancel)
    {
        if (await LoadReview.FindAsync(db, reviewId, cancel) is not { } found)
        {
            return null;
        }

        var (review, watched) = found;
        var row = review.Row;
        var people = await PeopleAsync(db, review.Events.Select(e => e.UserId), cancel);
        var channels = review.Answers.ToDictionary(a => a.PartyNo, a => a.Channel);
        return new(
            (await LinesAsync(db, [row], today, cancel))[0], row.CaseId, watched.Lead, watched.EndedOn, row.AnswerDueOn, row.DrawId, fields.Reveal(row.Reason, ReviewSeals.Reason(row.Id)),
            [.. review.Parties.Select(p => new ReviewPartyInfo(p.PartyNo, watched.Parties.FirstOrDefault(w => w.PartyNo == p.PartyNo)?.Side ?? "", channels.GetValueOrDefault(p.PartyNo, "")))],
            [.. review.Events.Select(e => new ReviewStep(
                e.SequenceNo, e.Kind, e.Text is { } text ? fields.Reveal(text, ReviewSeals.Text(row.Id, e.SequenceNo)) : "", e.FindingId, people.GetValueOrDefault(e.UserId, $"{e.UserId}"), e.RecordedAtMs))],
            await ReadQuestions.InfosAsync(db, await WriteAnswer.QuestionsAsync(db, row, cancel), cancel), db.Caller.UnitId == row.UnitId && db.Caller.UserId != 0);
    }

    /// <summary>Codes and, for who may supervise the case, names and contacts; that somebody looked is in the log first.</summary>
    public static async Task<Outcome<IReadOnlyList<AskingNote>>> NotesAsync(BaotuanDb db, FieldProtector fields, long reviewId, CancellationToken cancel)
    {
        var own = await LoadReview.OwnAsync(db, reviewId, cancel);
        if (!own.Ok)
        {
            return Outcome<IReadOnlyList<AskingNote>>.Refused(own.Refusals);
        }

        var (review, watched) = own.Value;
        await db.LogAsync(ReviewLog.Contacts, ReviewLog.Subject(reviewId), "", cancel, kind: "view");
        IReadOnlyList<WatchedContact> contacts = [];
        if (db.Caller.Holds(CasesPermissions.CaseSupervise))
        {
            try
            {
                contacts = await CaseWatch.ContactsAsync(db, fields, watched.Id, cancel);
            }
            catch (AccessDeniedException)
            {
                // he may ask, and finds the party by its number
            }
        }

        IReadOnlyList<AskingNote> notes =
        [
            .. review.Parties.Select(p => contacts.FirstOrDefault(c => c.PartyNo == p.PartyNo) is { } contact
                ? new AskingNote(p.PartyNo, contact.Name, contact.Contact, fields.Reveal(p.CodeSealed, ReviewSeals.Code(reviewId, p.PartyNo)))
                : new AskingNote(p.PartyNo, "", "", fields.Reveal(p.CodeSealed, ReviewSeals.Code(reviewId, p.PartyNo)))),
        ];
        return Outcome<IReadOnlyList<AskingNote>>.Of(notes);
    }

    /// <summary>What was answered; that somebody looked is in the log first.</summary>
    public static async Task<Outcome<IReadOnlyList<OpenedAnswers>>> AnswersAsync(BaotuanDb db, FieldProtector fields, long reviewId, CancellationToken cancel)
    {
        var own = await LoadReview.OwnAsync(db, reviewId, cancel);
        if (!own.Ok)
        {
            return Outcome<IReadOnlyList<OpenedAnswers>>.Refused(own.Refusals);
        }

        var review = own.Value.Review;
        await db.LogAsync(ReviewLog.View, ReviewLog.Subject(reviewId), "", cancel, kind: "view");
        var questions = await ReadQuestions.InfosAsync(db, await WriteAnswer.QuestionsAsync(db, review.Row, cancel), cancel);
        var people = await PeopleAsync(db, review.Answers.Select(a => a.UserId), cancel);
        IReadOnlyList<OpenedAnswers> opened =
        [
            .. review.Answers.Select(row =>
            {
                var given = WriteAnswer.Open(fields, row).ToDictionary(a => a.QuestionId);
                return new OpenedAnswers(row.PartyNo, row.Channel, people.GetValueOrDefault(row.UserId, ""), row.RecordedAtMs,
                [
                    .. questions.Where(q => given.ContainsKey(q.Id)).Select(q => new OpenedAnswer(
                        q, given[q.Id].Choice is { } choice ? q.Words[choice] : given[q.Id].Text, MoveReview.Decision(review, row.PartyNo, q.Id))),
                ]);
            }),
        ];
        return Outcome<IReadOnlyList<OpenedAnswers>>.Of(opened);
    }

    public static async Task<DrawInfo?> DrawAsync(BaotuanDb db, long drawId, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReviewHold);
        if (await db.Set<DrawRow>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == drawId, cancel) is not { } row || !await LoadReview.MayKnowAsync(db, row.UnitId, cancel))
        {
            return null;
        }

        var ids = await db.Set<ReviewRow>().AsNoTracking().Where(r => r.DrawId == drawId).OrderBy(r => r.Id).ToListAsync(cancel);
        var apart = await CaseWatch.NotHandledAsync(db, [.. ids.Select(r => r.CaseId)], cancel);
        var by = (await PeopleAsync(db, [row.UserId], cancel)).GetValueOrDefault(row.UserId, $"{row.UserId}");
        return new(
            row.Id, row.Kind, row.FromOn, row.ToOn, row.Size, row.Candidates, row.CandidatesDigest, row.Seed, row.Skipped, by, row.RecordedAtMs,
            [.. ids.Where(r => apart.Contains(r.CaseId)).Select(r => r.Id)]);
    }

    private static async Task<IReadOnlyList<ReviewLine>> LinesAsync(BaotuanDb db, IReadOnlyList<ReviewRow> rows, DateOnly today, CancellationToken cancel)
    {
        var ids = rows.Select(r => r.Id).ToArray();
        var parties = (await db.Set<ReviewPartyRow>().AsNoTracking().Where(p => ids.Contains(p.ReviewId)).Select(p => new { p.ReviewId, p.PartyNo }).ToListAsync(cancel)).ToLookup(p => p.ReviewId, p => p.PartyNo);
        var answers = (await db.Set<ReviewAnswerRow>().AsNoTracking().Where(a => ids.Contains(a.ReviewId)).Select(a => new { a.ReviewId, a.PartyNo }).ToListAsync(cancel)).ToLookup(a => a.ReviewId, a => a.PartyNo);
        var events = (await db.Set<ReviewEventRow>().AsNoTracking().Where(e => ids.Contains(e.ReviewId)).ToListAsync(cancel)).ToLookup(e => e.ReviewId);
        var cases = await CaseWatch.NamesAsync(db, [.. rows.Select(r => r.CaseId).Distinct()], cancel);
        var units = await OrgUnitTree.ByIdsAsync(db, rows.Select(r => r.UnitId).Distinct(), cancel);
        return
        [
            .. rows.Select(r =>
            {
                var course = ReviewCourse.Of(r, parties[r.Id], answers[r.Id], events[r.Id]);
                return new ReviewLine(
                    r.Id, cases[r.CaseId].Number, cases[r.CaseId].KindName, units[r.UnitId], r.OpenedOn, r.DueOn, course.State, course.IsOverdue(today), course.Asked.Count, course.Answered.Count);
            }),
        ];
    }

    private static async Task<IReadOnlyDictionary<long, string>> PeopleAsync(BaotuanDb db, IEnumerable<long> userIds, CancellationToken cancel)
    {
        var ids = userIds.Distinct().ToArray();
        return await UserNames.OfAsync(db, ids, cancel);
    }
}
