using Baotuan.Platform.Storage;
using Baotuan.Ventures.Verify;

namespace Baotuan.Ventures.Contracts;

/// <summary>How far a check has come.</summary>
/// <param name="What">What is being checked, in Chinese.</param>
public readonly record struct VerifyProgress(string What, long Done, long Total);

/// <summary>
/// Recomputes everything that the module posted, from the facts as they were known when it was posted, trusting neither
/// triggers nor program.
/// </summary>
public static class VenturesVerify
{
    private static readonly (string What, Func<BaotuanDb, Findings, CancellationToken, Task> Run)[] Checks =
    [
        ("股权登记簿", CheckRegister.RunAsync), ("分红", CheckDistributions.RunAsync), ("付款", CheckPayments.RunAsync),
        ("逐级分配", CheckCascades.RunAsync), ("成员明细", CheckPayouts.RunAsync), ("代发批次", CheckBankBatches.RunAsync),
        ("明细与表头", CheckHeaders.RunAsync), ("事项与凭证", CheckVouchers.RunAsync), ("分红的分录", CheckDistributionVouchers.RunAsync),
    ];

    /// <summary>
    /// Every problem (at most 1,000, then a last one that says how many more), or an empty list. Reads one state of the
    /// database while others write; memory does not grow with members. Codes: <c>distribution_not_computable</c>,
    /// <c>distribution_pool_differs</c>, <c>distribution_line_differs</c>, <c>distribution_sum_differs</c>,
    /// <c>distribution_hash_differs</c>, <c>payment_sum_differs</c>, <c>payment_exceeds_due</c>, <c>cascade_not_computable</c>,
    /// <c>cascade_header_differs</c>, <c>cascade_step_differs</c>, <c>cascade_line_differs</c>, <c>cascade_sum_differs</c>,
    /// <c>cascade_hash_differs</c>, <c>payout_differs</c>, <c>payout_sum_differs</c>, <c>bank_sum_differs</c>,
    /// <c>bank_line_differs</c>, <c>bank_line_issued_twice</c>, <c>bank_result_without_line</c>, <c>lines_without_header</c>,
    /// <c>quota_used_twice</c>, <c>quota_area_not_conserved</c>, <c>quota_amount_differs</c>, <c>quota_used_and_split</c>,
    /// <c>holding_is_negative</c>, <c>contribution_differs_from_register</c>, <c>voucher_differs_from_fact</c>, <c>voucher_line_differs</c>,
    /// <c>check_not_possible</c>.
    /// </summary>
    /// <returns>Code, whom or what it concerns, and a Chinese sentence.</returns>
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> CheckAsync(
        BaotuanDb db, IProgress<VerifyProgress>? progress, CancellationToken cancel)
    {
        var findings = new Findings(progress);
        await using var snapshot = await Snapshot.OpenAsync(db, cancel);
        foreach (var (what, check) in Checks)
        {
            await findings.GuardAsync("check_not_possible", what, () => check(db, findings, cancel));
        }

        return findings.All;
    }
}
