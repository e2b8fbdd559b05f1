using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Receipts;
using Baotuan.Ventures.Receipts;

namespace Baotuan.Ventures.Contracts;

/// <summary>Receipts of what a household or a member gets from one distribution.</summary>
public static class ReceiptActs
{
    /// <summary>
    /// The receipt of a household, for who may see its lines. Refusals: <c>cascade_not_found</c>, <c>member_not_in_distribution</c>, <c>receipt_waits_for_checkpoint</c>,
    /// <c>line_differs_from_log</c>, <c>receipt_was_erased</c>.
    /// </summary>
    /// <param name="householdNo">Empty for members without a household.</param>
    public static async Task<Outcome<Receipt>> OfHouseholdAsync(BaotuanDb db, long cascadeId, string householdNo, CancellationToken cancel) =>
        await MakeReceipt.LoadAsync(db, cascadeId, cancel) is { } source
            ? await source.MakeAsync(m => m.HouseholdNo == householdNo, cancel)
            : new Refusal("cascade_not_found", "没有这次分配。");

    /// <summary>The receipt of one member alone, with the same refusals.</summary>
    public static async Task<Outcome<Receipt>> OfMemberAsync(BaotuanDb db, long cascadeId, string memberNo, CancellationToken cancel) =>
        await MakeReceipt.LoadAsync(db, cascadeId, cancel) is { } source
            ? await source.MakeAsync(m => m.MemberNo == memberNo, cancel)
            : new Refusal("cascade_not_found", "没有这次分配。");

    /// <summary>Signs a checkpoint when the latest one does not hold the lines of the cascade yet.</summary>
    public static async Task<Refusal?> CoverAsync(Store store, long cascadeId, CancellationToken cancel)
    {
        await using (var db = store.Open())
        {
            if (await ProofLog.PlaceOfAsync(db, "cascade", cascadeId, cancel) is not { } place || place.First < await LogCheckpoints.LatestSizeAsync(db, cancel))
            {
                return null;
            }
        }

        var signed = await LogCheckpoints.AdvanceAsync(store, cancel);
        return signed.Ok ? null : signed.Refusals[0];
    }

    /// <summary>Addresses of households' slips without an account, by household number; one whose secret was erased has none. For who may see their lines.</summary>
    public static async Task<IReadOnlyDictionary<string, SlipAddress>> SlipAddressesAsync(
        BaotuanDb db, long cascadeId, IReadOnlyCollection<string> householdNos, CancellationToken cancel)
    {
        if (await MakeReceipt.LoadAsync(db, cascadeId, cancel) is not { } source)
        {
            return new Dictionary<string, SlipAddress>();
        }

        foreach (var householdNo in householdNos)
        {
            db.Access.RequireLine(VenturesPermissions.PayoutRead, VenturesPermissions.PayoutOwn, source.HolderId, null, householdNo);
        }

        return await source.SlipAddressesAsync(householdNos, cancel);
    }

    /// <summary>
    /// Those of some households, by number, whose lines in the tables are not what the log committed to when they were posted: somebody changed the
    /// database, and nothing is to be paid on them. For who may see their lines.
    /// </summary>
    public static async Task<IReadOnlySet<string>> DifferingAsync(BaotuanDb db, long cascadeId, IReadOnlyCollection<string> householdNos, CancellationToken cancel)
    {
        if (await MakeReceipt.LoadAsync(db, cascadeId, cancel) is not { } source)
        {
            return new HashSet<string>();
        }

        foreach (var householdNo in householdNos)
        {
            db.Access.RequireLine(VenturesPermissions.PayoutRead, VenturesPermissions.PayoutOwn, source.HolderId, null, householdNo);
        }

        return await source.DifferingAsync(householdNos, cancel);
    }
}
