using Baotuan.Ledger.Checks;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Contracts;

/// <summary>Something in the books that does not hold.</summary>
/// <param name="Code">Stable name of the check that found it.</param>
/// <param name="VoucherId">Null when it concerns a whole book or month.</param>
/// <param name="Message">Chinese; names the voucher.</param>
public sealed record LedgerProblem(string Code, long BookId, long? VoucherId, string Message);

/// <summary>
/// Goes through every voucher from the first to the last, trusting neither triggers nor program: lines add up, header and
/// lines agree, content hashes recompute, numbers have no gaps, months fit dates, accounts exist, reversal pairs cancel.
/// </summary>
public static class LedgerVerify
{
    /// <summary>Every problem, or an empty list. Codes: <c>voucher_does_not_balance</c>, <c>line_count_differs</c>,
    /// <c>total_differs</c>, <c>content_was_changed</c>, <c>month_differs_from_date</c>, <c>voucher_has_no_lines</c>,
    /// <c>lines_have_no_voucher</c>, <c>numbers_have_gaps</c>, <c>account_not_in_chart</c>, <c>reversal_does_not_cancel</c>.</summary>
    public static Task<IReadOnlyList<LedgerProblem>> CheckAsync(BaotuanDb db, CancellationToken cancel) => CheckBooks.RunAsync(db, cancel);
}
