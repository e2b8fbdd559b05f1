using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>Which village's distribution a household's slip is of.</summary>
/// <param name="VillageId">The organisation that passed the money on.</param>
public sealed record HouseholdSlipRef(long VillageId, Period Period);

/// <summary>Slips for the modules above that keep something about them.</summary>
public static class HouseholdSlips
{
    /// <summary>The slip; null when the distribution has no line of this household. Asks for its own line or <c>ventures:payout:read</c>.</summary>
    public static async Task<HouseholdSlipRef?> FindAsync(BaotuanDb db, long cascadeId, string householdNo, CancellationToken cancel) =>
        await CascadeHouseholds.OfHouseholdAsync(db, cascadeId, householdNo, cancel) is { Households.Count: > 0 } found ? new(found.Cascade.Holder.Id, found.Cascade.Period) : null;

    /// <summary>Periods of distributions by number. Asks <c>ventures:cascade:read</c>.</summary>
    public static async Task<IReadOnlyDictionary<long, Period>> PeriodsAsync(BaotuanDb db, IEnumerable<long> cascadeIds, CancellationToken cancel)
    {
        db.Access.Require(VenturesPermissions.CascadeRead);
        var ids = cascadeIds.Distinct().ToArray();
        return (await db.Set<Cascade>().AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id)).ToListAsync(cancel)).ToDictionary(c => c.Id, c => new Period(c.PeriodStart, c.PeriodEnd));
    }
}
