using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Sums;

/// <summary>Sums over many books at once, for the rules of a year's distribution.</summary>
internal static class SumAccounts
{
    public static async Task<IReadOnlyList<AccountTotal>> RunAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, Period period, long? knownAtMs, IReadOnlyList<string> withoutSourceKinds, CancellationToken cancel)
    {
        var (books, without, start) = (bookIds.Distinct().ToArray(), withoutSourceKinds.ToArray(), period.Start);
        var groups = await SealedLine.Of(db, period.End, knownAtMs)
            .Where(l => EF.Parameter(books).Contains(l.Voucher.BookId) && l.Voucher.VoucherOn >= start
                && l.Voucher.VoucherClass != VoucherClasses.Opening && !EF.Parameter(without).Contains(l.Voucher.SourceKind))
            .GroupBy(l => new { l.Posting.BookId, l.Posting.AccountCode, l.Posting.Tag, l.Posting.Side })
            .Select(g => new { g.Key, Fen = g.Sum(l => l.Posting.AmountFen) })
            .ToListAsync(cancel);
        return [.. groups.GroupBy(g => (g.Key.BookId, g.Key.AccountCode, g.Key.Tag))
            .Select(g => Total(g.Key, g.Aggregate(default(TwoSides), (sum, side) => sum + TwoSides.Of(side.Key.Side, side.Fen))))
            .OrderBy(t => t.BookId).ThenBy(t => t.AccountCode, StringComparer.Ordinal).ThenBy(t => t.Tag, StringComparer.Ordinal)];
    }

    public static async Task<IReadOnlyDictionary<long, long>> DebitBalancesAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, string accountCode, DateOnly asOf, long? knownAtMs, CancellationToken cancel)
    {
        var books = bookIds.Distinct().ToArray();
        var groups = await SealedLine.Of(db, asOf, knownAtMs)
            .Where(l => EF.Parameter(books).Contains(l.Voucher.BookId) && l.Posting.AccountCode.StartsWith(accountCode))
            .GroupBy(l => new { l.Posting.BookId, l.Posting.Side })
            .Select(g => new { g.Key, Fen = g.Sum(l => l.Posting.AmountFen) })
            .ToListAsync(cancel);
        return groups.GroupBy(g => g.Key.BookId).ToDictionary(g => g.Key, g => g.Sum(s => TwoSides.Of(s.Key.Side, s.Fen).Net));
    }

    private static AccountTotal Total((long BookId, string AccountCode, string Tag) key, TwoSides sides) =>
        new(key.BookId, key.AccountCode, key.Tag, sides.Debit, sides.Credit);
}
