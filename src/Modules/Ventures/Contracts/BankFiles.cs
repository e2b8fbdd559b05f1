using Baotuan.Platform.Storage;
using Baotuan.Ventures.BankFiles;
using Baotuan.Ventures.Payments;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>Bank payment files for members' lines, and what the bank says of each line.</summary>
public static partial class BankFileActs
{
    /// <summary>True when some line of the cascade was given to the bank and has not failed.</summary>
    internal static async Task<bool> HasOpenOrPaidLinesAsync(BaotuanDb db, long cascadeId, CancellationToken cancel) => await (
        from l in db.Set<BankLine>()
        join b in db.Set<BankBatch>() on l.BatchId equals b.Id
        where b.CascadeId == cascadeId && db.Set<BankResult>()
            .Where(r => r.CollectiveId == l.CollectiveId && r.BatchId == l.BatchId && r.MemberNo == l.MemberNo)
            .OrderByDescending(r => r.RecordedAtMs).Select(r => r.Result).FirstOrDefault() != PaymentSums.ResultFailed
        select l.MemberNo).AnyAsync(cancel);
}
