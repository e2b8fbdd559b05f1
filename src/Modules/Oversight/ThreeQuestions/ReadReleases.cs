using Baotuan.Engine.Figures;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Reads releases for the unit that they are for.</summary>
internal static class ReadReleases
{
    public static async Task<IReadOnlyList<ReleaseLine>> ListAsync(BaotuanDb db, CancellationToken cancel)
    {
        var rows = db.Set<ReleaseRow>().AsNoTracking();
        if (db.Access.Reach(OversightPermissions.ReleaseRead).Among is { } ids)
        {
            rows = rows.Where(r => EF.Parameter(ids).Contains(r.OrganizationId));
        }

        return await LinesAsync(db, await rows.OrderByDescending(r => r.Id).ToListAsync(cancel), cancel);
    }

    public static async Task<ReleaseInfo?> ShowAsync(BaotuanDb db, FieldProtector fields, long releaseId, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReleaseRead);
        if (await db.Set<ReleaseRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == releaseId, cancel) is not { } row)
        {
            return null;
        }

        db.Access.Require(OversightPermissions.ReleaseRead, row.OrganizationId);
        var counts = (await db.Set<ReleaseCountRow>().AsNoTracking().Where(c => c.ReleaseId == releaseId).ToListAsync(cancel)).ToDictionary(c => (c.QuestionId, c.Choice), c => c.Count);
        var texts = (await db.Set<ReleaseTextRow>().AsNoTracking().Where(t => t.ReleaseId == releaseId).OrderBy(t => t.TextNo).ToListAsync(cancel)).ToLookup(t => t.QuestionId);
        var ids = counts.Keys.Select(k => k.QuestionId).Concat(texts.Select(t => t.Key)).Distinct().ToArray();
        var questions = ReadQuestions.Ordered(await db.Set<QuestionRow>().AsNoTracking().Where(q => ids.Contains(q.Id)).ToListAsync(cancel));
        var least = ReviewRules.On(row.ReleasedOn).Least;
        return new(
            (await LinesAsync(db, [row], cancel))[0], least,
            [
                .. questions.Select(q =>
                {
                    var words = ReadQuestions.WordsOf(q);
                    var shown = words.Count == 0 ? null : SmallCells.Of([.. words.Select((_, i) => counts.GetValueOrDefault((q.Id, i)))], least);
                    return new ReleasedQuestion(
                        ReadQuestions.Info(q, "") with { Reason = "" }, shown?.Counts ?? [], shown?.Total, [.. texts[q.Id].Select(t => fields.Reveal(t.Text, ReviewSeals.Released(releaseId, t.TextNo)))]);
                }),
            ]);
    }

    private static async Task<IReadOnlyList<ReleaseLine>> LinesAsync(BaotuanDb db, IReadOnlyList<ReleaseRow> rows, CancellationToken cancel)
    {
        var organizations = await Organizations.ByIdsAsync(db, rows.Select(r => r.OrganizationId).Distinct(), cancel);
        var units = await OrgUnitTree.ByIdsAsync(db, rows.Select(r => r.UnitId).Distinct(), cancel);
        return [.. rows.Select(r => new ReleaseLine(r.Id, organizations[r.OrganizationId], units[r.UnitId], r.ReleasedOn, r.Answers, r.RecordedAtMs))];
    }
}
