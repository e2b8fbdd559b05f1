using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>A review as the tables have it.</summary>
internal sealed record LoadedReview(ReviewRow Row, IReadOnlyList<ReviewPartyRow> Parties, IReadOnlyList<ReviewAnswerRow> Answers, IReadOnlyList<ReviewEventRow> Events)
{
    public ReviewCourse Course => ReviewCourse.Of(Row, Parties.Select(p => p.PartyNo), Answers.Select(a => a.PartyNo), Events);
}

/// <summary>
/// Reads reviews for who may know of them: whoever holds the right, in the unit that opened it or one above it, and has no hand in the case, nor anybody of his unit. To
/// everybody else there is none.
/// </summary>
internal static class LoadReview
{
    public static async Task<LoadedReview> OfAsync(BaotuanDb db, ReviewRow row, CancellationToken cancel) => new(
        row,
        await db.Set<ReviewPartyRow>().AsNoTracking().Where(p => p.ReviewId == row.Id).OrderBy(p => p.PartyNo).ToListAsync(cancel),
        await db.Set<ReviewAnswerRow>().AsNoTracking().Where(a => a.ReviewId == row.Id).OrderBy(a => a.PartyNo).ToListAsync(cancel),
        await db.Set<ReviewEventRow>().AsNoTracking().Where(e => e.ReviewId == row.Id).OrderBy(e => e.SequenceNo).ToListAsync(cancel));

    /// <summary>A review and its case; null where there is none that the caller may know of. Asks <c>oversight:review:hold</c>.</summary>
    public static async Task<(LoadedReview Review, WatchedCase Case)?> FindAsync(BaotuanDb db, long reviewId, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.ReviewHold);
        return await db.Set<ReviewRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == reviewId, cancel) is { } row
            && await MayKnowAsync(db, row.UnitId, cancel)
            && await CaseWatch.FindAsync(db, row.CaseId, cancel) is { } watched && IsApart(db.Caller, watched)
            ? (await OfAsync(db, row, cancel), watched)
            : null;
    }

    /// <summary>The caller is of the unit, or of one above it, or sees everything.</summary>
    public static async Task<bool> MayKnowAsync(BaotuanDb db, long unitId, CancellationToken cancel) =>
        db.Caller.View.Everywhere || db.Caller.UnitId == unitId
        || db.Caller.UnitId is { } own && (await OrgUnitTree.WithThoseAboveAsync(db, [unitId], cancel)).ContainsKey(own);

    /// <summary>Neither he nor his unit ever had a hand in the case or is a party.</summary>
    public static bool IsApart(Caller caller, WatchedCase watched) =>
        !watched.HandlerIds.Contains(caller.UserId)
        && !(caller.UnitId is { } unit && (watched.HandlingUnitIds.Contains(unit) || watched.Parties.Any(p => p.Organization?.UnitId == unit)));

    /// <summary>A review that the caller may act on: his unit's. The refusal says why not.</summary>
    public static async Task<Outcome<(LoadedReview Review, WatchedCase Case)>> OwnAsync(BaotuanDb db, long reviewId, CancellationToken cancel)
    {
        if (await FindAsync(db, reviewId, cancel) is not { } found)
        {
            return ReviewActor.NotFound;
        }

        return db.Caller.UserId == 0 || db.Caller.UnitId != found.Review.Row.UnitId ? ReviewActor.Nobody : found;
    }
}
