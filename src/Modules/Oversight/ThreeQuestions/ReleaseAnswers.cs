using System.Security.Cryptography;
using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Gives answers to the unit that handled the cases: everything that waits for it, or nothing while it is too little.</summary>
internal static class ReleaseAnswers
{
    /// <summary>An answer that may go.</summary>
    private sealed record Waiting(LoadedReview Review, ReviewAnswerRow Answer, OrganizationInfo Organization);

    public static async Task<IReadOnlyList<WaitingAnswers>> WaitingAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReviewHold);
        return
        [
            .. (await AllAsync(db, cancel)).GroupBy(w => w.Organization.Id).Select(g => Count(g.First().Organization, [.. g], today)).OrderBy(w => w.Organization.Code, StringComparer.Ordinal),
        ];
    }

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, FieldProtector fields, string organizationCode, string clientId, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReviewHold);
        if (db.Caller is not { UserId: not 0, UnitId: not null })
        {
            return ReviewActor.Nobody;
        }

        if (clientId.Trim().Length is 0 or > 100)
        {
            return ReviewActor.NoClientId;
        }

        if (await Organizations.ByCodeAsync(db, organizationCode.Trim(), cancel) is not { } organization)
        {
            return new Refusal("organization_not_found", $"没有编码为 {organizationCode} 的单位。请从清单里选。");
        }

        if (await db.Set<ReleaseRow>().AsNoTracking().FirstOrDefaultAsync(r => r.ClientId == clientId, cancel) is { } same)
        {
            return same.OrganizationId == organization.Id && same.UserId == db.Caller.UserId ? same.Id : ReviewActor.Reused;
        }

        var waiting = (await AllAsync(db, cancel)).Where(w => w.Organization.Id == organization.Id).OrderBy(w => w.Answer.ReviewId).ThenBy(w => w.Answer.PartyNo).ToList();
        var rules = ReviewRules.On(db.Today());
        return Count(organization, waiting, db.Today()).Ready
            ? await WriteAsync(db, fields, organization, waiting, clientId, cancel)
            : new Refusal("too_few_answers", $"要满 {rules.BatchAnswers} 份答案、来自 {rules.BatchCases} 件以上办件才能成批交给单位，免得看出是谁答的。请再等等。");
    }

    private static WaitingAnswers Count(OrganizationInfo organization, IReadOnlyList<Waiting> waiting, DateOnly today)
    {
        var (rules, cases) = (ReviewRules.On(today), waiting.Select(w => w.Review.Row.CaseId).Distinct().Count());
        return new(organization, waiting.Count, cases, waiting.Count >= rules.BatchAnswers && cases >= rules.BatchCases);
    }

    /// <summary>Answers of the caller's unit that have not gone, of finished reviews, of cases that ended and are not confidential, in which he has no hand.</summary>
    private static async Task<IReadOnlyList<Waiting>> AllAsync(BaotuanDb db, CancellationToken cancel)
    {
        var unit = db.Caller.UnitId;
        var rows = await db.Set<ReviewRow>().AsNoTracking().Where(r => r.UnitId == unit
                && db.Set<ReviewEventRow>().Any(e => e.ReviewId == r.Id && e.Kind == ReviewEvents.Finish)
                && db.Set<ReviewAnswerRow>().Any(a => a.ReviewId == r.Id && !db.Set<ReleasedRow>().Any(x => x.ReviewId == a.ReviewId && x.PartyNo == a.PartyNo)))
            .OrderBy(r => r.Id).ToListAsync(cancel);
        var all = new List<Waiting>();
        foreach (var row in rows)
        {
            if (await CaseWatch.FindAsync(db, row.CaseId, cancel) is { EndedOn: not null, Confidential: false } watched && LoadReview.IsApart(db.Caller, watched))
            {
                var gone = await db.Set<ReleasedRow>().AsNoTracking().Where(x => x.ReviewId == row.Id).Select(x => x.PartyNo).ToListAsync(cancel);
                var review = await LoadReview.OfAsync(db, row, cancel);
                all.AddRange(review.Answers.Where(a => !gone.Contains(a.PartyNo)).Select(a => new Waiting(review, a, watched.Lead)));
            }
        }

        return all;
    }

    private static async Task<long> WriteAsync(BaotuanDb db, FieldProtector fields, OrganizationInfo organization, IReadOnlyList<Waiting> waiting, string clientId, CancellationToken cancel)
    {
        var given = waiting.SelectMany(w => WriteAnswer.Open(fields, w.Answer).Select(a => (Waiting: w, Answer: a))).ToList();
        var row = new ReleaseRow
        {
            Id = await db.NextIdAsync(ReleaseRow.TableName, cancel), UnitId = db.Caller.UnitId!.Value, OrganizationId = organization.Id, Answers = waiting.Count,
            Cases = waiting.Select(w => w.Review.Row.CaseId).Distinct().Count(), Digest = Digest(waiting.Select(w => w.Answer)), ReleasedOn = db.Today(), ClientId = clientId,
            UserId = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        db.AddRange(waiting.Select(w => new ReleasedRow { ReviewId = w.Review.Row.Id, PartyNo = w.Answer.PartyNo, ReleaseId = row.Id }));
        db.AddRange(given.Where(g => g.Answer.Choice is not null).GroupBy(g => (g.Answer.QuestionId, Choice: g.Answer.Choice!.Value))
            .Select(g => new ReleaseCountRow { ReleaseId = row.Id, QuestionId = g.Key.QuestionId, Choice = g.Key.Choice, Count = g.Count() }));
        // in the order of the words themselves, which says nothing of whose they are
        var texts = given.Where(g => g.Answer.Text.Length > 0 && MoveReview.Decision(g.Waiting.Review, g.Waiting.Answer.PartyNo, g.Answer.QuestionId) == ReviewEvents.Clear)
            .OrderBy(g => g.Answer.QuestionId).ThenBy(g => g.Answer.Text, StringComparer.Ordinal).ToList();
        db.AddRange(texts.Select((t, i) => new ReleaseTextRow
        {
            ReleaseId = row.Id, TextNo = i + 1, QuestionId = t.Answer.QuestionId, Text = fields.Protect(t.Answer.Text, ReviewSeals.Released(row.Id, i + 1)),
        }));
        await ReviewLeaves.Releases.AppendAsync(db, [row], cancel);
        await db.LogAsync("release.give", $"release/{row.Id}", $"{row.Answers} 份答案", cancel, organization.Id);
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }

    public static string Digest(IEnumerable<ReviewAnswerRow> answers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var answer in answers)
        {
            hash.AppendData(answer.Body);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
