using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Ventures.Imports;

/// <summary>
/// Posts the vouchers of many rows at once; when Ledger refuses, row by row, so that each refusal reaches the row it belongs to.
/// </summary>
internal static class VoucherRows
{
    /// <returns>The rows whose vouchers stand.</returns>
    public static async Task<IReadOnlyList<T>> PostAsync<T>(
        BaotuanDb db, IReadOnlyList<T> items, Func<T, SheetRow> rowOf, Func<T, Task<IReadOnlyList<VoucherDraft>>> draftsOf, CancellationToken cancel)
    {
        var drafts = new List<IReadOnlyList<VoucherDraft>>(items.Count);
        foreach (var item in items)
        {
            drafts.Add(await draftsOf(item));
        }

        var all = await PostAsync(db, [.. drafts.SelectMany(d => d)], cancel);
        if (all.Ok)
        {
            return items;
        }

        var good = new List<T>();
        for (var i = 0; i < items.Count; i++)
        {
            var one = await PostAsync(db, drafts[i], cancel);
            if (one.Ok)
            {
                good.Add(items[i]);
                continue;
            }

            foreach (var refusal in one.Refusals)
            {
                rowOf(items[i]).Refuse(null, $"凭证不能入账：{refusal.Message}");
            }
        }

        return good;
    }

    private static async Task<Outcome<IReadOnlyList<PostedVoucher>>> PostAsync(BaotuanDb db, IReadOnlyList<VoucherDraft> drafts, CancellationToken cancel) =>
        drafts.Count == 0 ? new List<PostedVoucher>() : await Vouchers.PostAsync(db, drafts, cancel);
}
