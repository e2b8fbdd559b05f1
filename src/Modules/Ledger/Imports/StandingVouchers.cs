using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Imports;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Imports;

/// <summary>
/// Vouchers that were exported from these very books and come back: they carry our own numbers (201803-记-5). The same
/// content is counted as the same; other content under a number that stands is refused, because a posted voucher is forever.
/// </summary>
internal static class StandingVouchers
{
    /// <summary>The drafts of a lot that are still to be posted.</summary>
    public static async Task<List<DraftRows>> WithoutAsync(ImportRun run, List<DraftRows> lot, CancellationToken cancel)
    {
        var named = lot.Where(d => d.OwnNumber is not null).ToList();
        if (named.Count == 0)
        {
            return lot;
        }

        var found = await FindAsync(run, named, cancel);
        var books = found.Values.Select(v => v.BookId).Distinct().ToArray();
        var ids = found.Values.Select(v => v.Id).ToArray();
        var lines = (await run.Db.Set<Posting>().AsNoTracking()
            .Where(p => EF.Parameter(books).Contains(p.BookId) && EF.Parameter(ids).Contains(p.VoucherId))
            .OrderBy(p => p.VoucherId).ThenBy(p => p.LineNo).ToListAsync(cancel)).ToLookup(p => (p.BookId, p.VoucherId));
        foreach (var (draft, voucher) in found)
        {
            draft.Meet(run, IsSame(draft.Plan().Draft, voucher, [.. lines[(voucher.BookId, voucher.Id)]]));
        }

        return [.. lot.Where(d => !found.ContainsKey(d))];
    }

    /// <summary>The voucher that stands under a draft's own number, unless the draft came in by a file before: then its client id knows it.</summary>
    private static async Task<Dictionary<DraftRows, Voucher>> FindAsync(ImportRun run, List<DraftRows> drafts, CancellationToken cancel)
    {
        var plans = drafts.ToDictionary(d => d, d => d.Plan().Draft);
        var books = plans.Values.Select(p => p.BookId).Distinct().ToArray();
        var months = drafts.Select(d => d.Key.YearMonth).Distinct().ToArray();
        var clientIds = plans.Values.Select(p => p.ClientId).ToArray();
        var vouchers = run.Db.Set<Voucher>().AsNoTracking().Where(v => EF.Parameter(books).Contains(v.BookId));
        var known = (await vouchers.Where(v => EF.Parameter(clientIds).Contains(v.ClientId)).Select(v => new { v.BookId, v.ClientId }).ToListAsync(cancel))
            .Select(v => (v.BookId, v.ClientId)).ToHashSet();
        var standing = (await vouchers.Where(v => EF.Parameter(months).Contains(v.YearMonth)).ToListAsync(cancel))
            .ToDictionary(v => (v.BookId, v.YearMonth, v.VoucherClass, v.Number));
        var found = new Dictionary<DraftRows, Voucher>();
        foreach (var (draft, plan) in plans.Where(p => !known.Contains((p.Value.BookId, p.Value.ClientId))))
        {
            if (standing.TryGetValue((plan.BookId, draft.Key.YearMonth, draft.Key.Class, draft.OwnNumber!.Value), out var voucher))
            {
                found[draft] = voucher;
            }
        }

        return found;
    }

    private static bool IsSame(VoucherDraft draft, Voucher voucher, List<Posting> lines) =>
        draft.VoucherOn == voucher.VoucherOn
        && draft.Postings.Select(p => (p.AccountCode, p.Side.Code(), p.AmountFen, Text(p.Summary, draft.Summary), p.PartyCode, p.Tag))
            .SequenceEqual(lines.Select(p => (p.AccountCode, p.Side, p.AmountFen, Text(p.Summary, voucher.Summary), p.PartyCode, p.Tag)));

    private static string Text(string own, string header) => own.Length > 0 ? own : header;
}
