using Baotuan.Decisions.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Disclosure.Portal;

/// <summary>Decisions that were made public, of organisations that are shown.</summary>
internal static class PublicDecisions
{
    public static Task<IReadOnlyList<PublicDecision>> OfAsync(BaotuanDb db, long organizationId, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(DecisionsPermissions.ProposalRead, organizationId);
        return DecisionFacts.PublicAsync(db, [organizationId], today, cancel);
    }

    /// <summary>Of all that are shown.</summary>
    public static Task<IReadOnlyList<PublicDecision>> AllAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) =>
        DecisionFacts.PublicAsync(db, db.Access.Reach(DecisionsPermissions.ProposalRead).Among, today, cancel);

    public static async Task<PublicDecision?> FindAsync(BaotuanDb db, long id, DateOnly today, CancellationToken cancel) =>
        (await AllAsync(db, today, cancel)).FirstOrDefault(d => d.Id == id);
}
