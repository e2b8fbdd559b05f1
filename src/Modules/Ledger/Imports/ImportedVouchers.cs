using Baotuan.Kernel;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Imports;

/// <summary>
/// What imported vouchers have in common. They are found again by the recording time of their batch, which no other
/// transaction shares; the batch's number is kept out of their content, so that the same file again is the same vouchers.
/// </summary>
internal static class ImportedVouchers
{
    public const string OpeningSource = "opening_import";
    public const string VoucherSource = "voucher_import";

    /// <summary>
    /// Client ids for a new import: the plain one, or its next generation where the plain one was cancelled by an undo.
    /// </summary>
    public static async Task<List<VoucherPlan>> FreshAsync(BaotuanDb db, List<VoucherPlan> plans, CancellationToken cancel)
    {
        for (var generation = 2; ; generation++)
        {
            var ids = plans.Select(p => p.Draft.ClientId).Distinct().ToArray();
            var cancelled = (await db.Set<Voucher>()
                .Where(v => EF.Parameter(ids).Contains(v.ClientId) && db.Set<Voucher>().Any(r => r.ReversesId == v.Id && r.BookId == v.BookId))
                .Select(v => new { v.BookId, v.ClientId }).ToListAsync(cancel)).Select(v => (v.BookId, v.ClientId)).ToHashSet();
            if (cancelled.Count == 0)
            {
                return plans;
            }

            plans = [.. plans.Select(p => cancelled.Contains((p.Draft.BookId, p.Draft.ClientId)) ? Next(p, generation) : p)];
        }
    }

    /// <summary>
    /// Cancels what a batch posted, each voucher on its own date. Posted vouchers stay; the red letters beside them say why.
    /// </summary>
    public static async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, string source, CancellationToken cancel)
    {
        var recordedAtMs = await RecordedAtAsync(db, batchId, cancel);
        var own = db.Set<Voucher>().Where(v => v.SourceKind == source && v.RecordedAtMs == recordedAtMs && v.ReversesId == null);
        var ids = await own.Where(v => !db.Set<Voucher>().Any(r => r.ReversesId == v.Id && r.BookId == v.BookId))
            .OrderBy(v => v.Id).Select(v => v.Id).ToListAsync(cancel);
        foreach (var lot in ids.Chunk(1000))
        {
            var reversed = await ReverseVouchers.RunAsync(db, lot, null, $"撤销第 {batchId} 次导入", $"undo:{batchId}", cancel);
            if (!reversed.Ok)
            {
                return reversed.Refusals[0];
            }
        }

        return null;
    }

    /// <summary>The recording time of a batch's transaction.</summary>
    public static Task<long> RecordedAtAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        db.Set<ImportBatch>().Where(b => b.Id == batchId).Select(b => b.RecordedAtMs).FirstAsync(cancel);

    private static VoucherPlan Next(VoucherPlan plan, int generation)
    {
        var id = plan.Draft.ClientId;
        var mark = id.LastIndexOf('#');
        return plan with { Draft = plan.Draft with { ClientId = $"{(mark < 0 ? id : id[..mark])}#{generation}" } };
    }
}
