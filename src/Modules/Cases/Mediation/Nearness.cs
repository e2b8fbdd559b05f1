using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Cases.Mediation;

/// <summary>Who stands too near to a party: by an interest on record, or because he works for it. He may step back, hand it on and nothing else.</summary>
internal static class Nearness
{
    private static readonly Effect[] SteppingBack = [Effect.Recuse, Effect.Refuse, Effect.DeclineInvitation, Effect.Recall];

    /// <summary>Why the caller may not do this; null when he may. A party itself is no handler.</summary>
    public static async Task<Refusal?> OfCallerAsync(BaotuanDb db, LoadedCase found, Move move, CancellationToken cancel) =>
        SteppingBack.Contains(move.Effect) || move.Act is "transfer" or "withdraw" || move.Who.HasFlag(Who.Party)
            ? null
            : await FindAsync(db, found, db.Caller.UserId, db.Caller.UnitId, cancel) is { } why
                ? new("handler_has_an_interest", $"您{why}，要回避。请点“回避”，由别人办理。")
                : null;

    /// <summary>The same for somebody who is to be named.</summary>
    public static async Task<Refusal?> OfMediatorAsync(BaotuanDb db, LoadedCase found, User person, CancellationToken cancel) =>
        await FindAsync(db, found, person.Id, person.UnitId, cancel) is { } why ? new("mediator_has_an_interest", $"这位调解员{why}，要回避。请另选一位。") : null;

    private static async Task<string?> FindAsync(BaotuanDb db, LoadedCase found, long userId, long? unitId, CancellationToken cancel)
    {
        var ids = found.Parties.Select(p => p.OrganizationId).OfType<long>().Distinct().ToArray();
        if (ids.Length == 0)
        {
            return null;
        }

        var parties = await Organizations.ByIdsAsync(db, ids, cancel);
        if (unitId is not null && parties.Values.FirstOrDefault(p => p.UnitId == unitId && p.Kind == "enterprise") is { } employer)
        {
            return $"在当事人{employer.Name}的单位工作";
        }

        return db.Modules.OfType<IKnowsInterests>().SingleOrDefault() is { } register
            && await register.FindAsync(db, userId, new(ids), db.Today(), cancel) is { } interest
                ? $"与当事人{interest.About}有登记的利害关系（{interest.Ground}）"
                : null;
    }
}
