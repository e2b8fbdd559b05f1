using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Sums;

/// <summary>Postings of whole years in one pass, added up by everything that the filters look at, so that many filters and years cost one reading.</summary>
internal static class YearCells
{
    private const string Distribution = "distribution";

    /// <param name="distributions">Distributions that some filter leaves out; vouchers of others need not be told apart.</param>
    public static IAsyncEnumerable<PostingCell> ReadAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, int firstYear, int lastYear, long knownAtMs, IReadOnlyList<long> distributions)
    {
        var (books, first) = (bookIds.Distinct().ToArray(), firstYear * 100L);
        var lines = SealedLine.Of(db, new DateOnly(lastYear, 12, 31), knownAtMs)
            .Where(l => EF.Parameter(books).Contains(l.Voucher.BookId) && l.Voucher.YearMonth > first && l.Voucher.VoucherClass != VoucherClasses.Opening);
        return distributions.Count == 0 ? Alike(lines) : Apart(lines, [.. distributions.Select(id => (long?)id)]);
    }

    private static IAsyncEnumerable<PostingCell> Alike(IQueryable<SealedLine> lines)
    {
        var debit = Side.Debit.Code();
        return (
            from l in lines
            group l.Posting.AmountFen by new { l.Voucher.BookId, Year = l.Voucher.YearMonth / 100, l.Posting.AccountCode, l.Posting.Side, l.Posting.Tag, l.Voucher.SourceKind }
            into g
            select new PostingCell(g.Key.BookId, (int)g.Key.Year, g.Key.AccountCode, g.Key.Side == debit ? Side.Debit : Side.Credit, g.Key.Tag, g.Key.SourceKind, null, g.Sum(), g.LongCount())).AsAsyncEnumerable();
    }

    private static IAsyncEnumerable<PostingCell> Apart(IQueryable<SealedLine> lines, long?[] ids)
    {
        var debit = Side.Debit.Code();
        return (
            from l in lines
            group l.Posting.AmountFen by new
            {
                l.Voucher.BookId, Year = l.Voucher.YearMonth / 100, l.Posting.AccountCode, l.Posting.Side, l.Posting.Tag, l.Voucher.SourceKind,
                Distribution = l.Voucher.SourceKind == Distribution && EF.Parameter(ids).Contains(l.Voucher.SourceId) ? l.Voucher.SourceId : null,
            }
            into g
            select new PostingCell(g.Key.BookId, (int)g.Key.Year, g.Key.AccountCode, g.Key.Side == debit ? Side.Debit : Side.Credit, g.Key.Tag, g.Key.SourceKind, g.Key.Distribution, g.Sum(), g.LongCount())).AsAsyncEnumerable();
    }
}
