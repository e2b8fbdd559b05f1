using Baotuan.Platform.Storage;
using Baotuan.Ventures.Payments;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.BankFiles;

/// <summary>One line of a batch with the last thing the bank said of it; empty while it said nothing.</summary>
internal sealed record BankLineState(string MemberNo, int BatchNo, long AmountFen, string Result, DateOnly? ResultOn, string Note);

/// <summary>Reads bank lines with their results.</summary>
internal static class BankLines
{
    /// <summary>Lines of a batch, by member number.</summary>
    public static async Task<List<BankLineState>> OfBatchAsync(BaotuanDb db, BankBatch batch, CancellationToken cancel) =>
        await StatesAsync(db, b => b.Id == batch.Id, batch.CollectiveId, cancel);

    /// <summary>Members who must not be issued again: paid, not yet answered, or unknown. Only a failed line may go out anew.</summary>
    public static async Task<HashSet<string>> HeldBackAsync(BaotuanDb db, long collectiveId, long cascadeId, CancellationToken cancel) =>
        [.. (await StatesAsync(db, b => b.CascadeId == cascadeId, collectiveId, cancel))
            .Where(l => l.Result != PaymentSums.ResultFailed).Select(l => l.MemberNo)];

    private static async Task<List<BankLineState>> StatesAsync(
        BaotuanDb db, System.Linq.Expressions.Expression<Func<BankBatch, bool>> wanted, long collectiveId, CancellationToken cancel)
    {
        var batches = await db.Set<BankBatch>().AsNoTracking().Where(b => b.CollectiveId == collectiveId).Where(wanted).ToListAsync(cancel);
        var states = new List<BankLineState>();
        foreach (var batch in batches)
        {
            var last = (await db.Set<BankResult>().AsNoTracking()
                .Where(r => r.CollectiveId == collectiveId && r.BatchId == batch.Id).OrderBy(r => r.RecordedAtMs).ToListAsync(cancel))
                .GroupBy(r => r.MemberNo).ToDictionary(g => g.Key, g => g.Last());
            var lines = await db.Set<BankLine>().AsNoTracking()
                .Where(l => l.CollectiveId == collectiveId && l.BatchId == batch.Id).OrderBy(l => l.MemberNo).ToListAsync(cancel);
            states.AddRange(lines.Select(l => last.TryGetValue(l.MemberNo, out var r)
                ? new BankLineState(l.MemberNo, batch.BatchNo, l.AmountFen, r.Result, r.ResultOn, r.Note)
                : new BankLineState(l.MemberNo, batch.BatchNo, l.AmountFen, "", null, "")));
        }

        return states;
    }
}
