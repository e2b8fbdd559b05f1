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

    /// <summary>The address of a household's slip without an account: <c>/r/cascade/line/code</c>; null when its secret was erased.</summary>
    public static async Task<string?> SlipPathAsync(BaotuanDb db, long cascadeId, string householdNo, CancellationToken cancel) =>
        await MakeReceipt.LoadAsync(db, cascadeId, cancel) is { } source ? await source.SlipPathAsync(householdNo, cancel) : null;

    /// <summary>Whose slip an address is of; null when the code is wrong. Whoever holds the slip sees what is on it and nothing else.</summary>
    internal static async Task<string?> HouseholdOfSlipAsync(BaotuanDb db, long cascadeId, long line, string code, CancellationToken cancel) =>
        await MakeReceipt.LoadAsync(db, cascadeId, cancel) is { } source ? await source.HouseholdOfSlipAsync(line, code, cancel) : null;
}
