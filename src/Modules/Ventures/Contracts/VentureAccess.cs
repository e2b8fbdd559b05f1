using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>
/// Who may see and run a venture. Everybody who has a part in it sees its terms and its register of organisations: who runs,
/// pays or guarantees it, who holds a stake, and who holds units of a company that does. Who pays, enters.
/// </summary>
public static class VentureAccess
{
    /// <summary>Whether there is a venture of this code.</summary>
    public static Task<bool> ExistsAsync(BaotuanDb db, string code, CancellationToken cancel) => db.Set<Venture>().AnyAsync(v => v.Code == code, cancel);

    /// <summary>Requires to read a venture.</summary>
    /// <exception cref="AccessDeniedException">The caller has no part in it.</exception>
    public static async Task RequireReadAsync(BaotuanDb db, long ventureId, CancellationToken cancel)
    {
        if (await ReadableIdsAsync(db, cancel) is { } readable && !readable.Contains(ventureId))
        {
            throw new AccessDeniedException(VenturesPermissions.VentureRead, $"venture/{ventureId}");
        }
    }

    /// <summary>Ids of the ventures that the caller may read; null for all.</summary>
    public static async Task<long[]?> ReadableIdsAsync(BaotuanDb db, CancellationToken cancel)
    {
        if (db.Access.Reach(VenturesPermissions.VentureRead).Among is not { } organizations)
        {
            return null;
        }

        var companies = await CompanyHoldings.CompaniesHeldByAsync(db, organizations, cancel);
        var parties = organizations.Union(companies).ToArray();
        var run = await db.Set<Venture>().Where(v => parties.Contains(v.OperatorId)
            || v.PayerId != null && parties.Contains(v.PayerId.Value) || v.GuarantorId != null && parties.Contains(v.GuarantorId.Value)).Select(v => v.Id).ToListAsync(cancel);
        var held = await (
            from e in db.Set<EquityEvent>()
            join p in db.Set<Phase>() on e.PhaseId equals p.Id
            where parties.Contains(e.HolderId) || e.ToHolderId != null && parties.Contains(e.ToHolderId.Value)
            select p.VentureId).Distinct().ToListAsync(cancel);
        return [.. run.Union(held).Order()];
    }
}
