using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Entries;

namespace Baotuan.Ventures.Imports;

/// <summary>The vouchers that the rows of one sheet bring into the books concerned; posted together, marked as history.</summary>
/// <param name="dateColumn">Holds the vouchers' date: where a book refuses the month, the row is refused in this column.</param>
internal sealed class RowVouchers(ImportRun run, IReadOnlyDictionary<long, BookInfo> books, string dateColumn)
{
    private readonly List<(SheetRow Row, IReadOnlyList<VoucherDraft> Drafts)> _rows = [];

    /// <summary>A set in which the vouchers of one act are put together.</summary>
    public VoucherSet Begin(string sourceKind, long sourceId, DateOnly on, string summary) => new(books, sourceKind, sourceId, on, summary);

    public void Add(SheetRow row, VoucherSet set)
    {
        if (set.Drafts.Count > 0)
        {
            _rows.Add((row, [.. set.Drafts.Select(d => d with { Imported = true })]));
        }
    }

    /// <summary>Posts all; where the books refuse, the rows concerned get the reason and the others are posted.</summary>
    public async Task PostAsync(CancellationToken cancel)
    {
        var all = await Vouchers.PostAsync(run.Db, [.. _rows.SelectMany(r => r.Drafts)], cancel);
        if (all.Ok)
        {
            return;
        }

        foreach (var (row, drafts) in _rows)
        {
            var one = await Vouchers.PostAsync(run.Db, drafts, cancel);
            foreach (var refusal in one.Refusals)
            {
                row.Refuse(refusal.Code is "period_not_found" or "period_closed" ? dateColumn : null, refusal.Message);
            }
        }
    }

    /// <summary>Cancels what one act posted, on the day of the act.</summary>
    public static async Task<string?> ReverseAsync(
        BaotuanDb db, string sourceKind, long sourceId, DateOnly on, string reason, CancellationToken cancel)
    {
        var reversed = await Vouchers.ReverseSourceAsync(db, sourceKind, sourceId, on, reason, cancel);
        return reversed.Ok ? null : reversed.Refusals[0].Message;
    }
}
