using System.Runtime.CompilerServices;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Entries;

/// <summary>A header with its postings in line order.</summary>
internal sealed record SealedVoucher(Voucher Header, List<Posting> Lines)
{
    /// <summary>The vouchers of a book by date and id, with memory for one.</summary>
    public static IAsyncEnumerable<SealedVoucher> StreamAsync(BaotuanDb db, long bookId, CancellationToken cancel) => GatherAsync(
        Rows(db).Where(r => r.Voucher.BookId == bookId).OrderBy(r => r.Voucher.VoucherOn).ThenBy(r => r.Voucher.Id).ThenBy(r => r.Posting.LineNo), cancel);

    /// <summary>The vouchers of all books by id, with memory for one.</summary>
    public static IAsyncEnumerable<SealedVoucher> StreamAllAsync(BaotuanDb db, CancellationToken cancel) => GatherAsync(
        Rows(db).OrderBy(r => r.Voucher.Id).ThenBy(r => r.Voucher.BookId).ThenBy(r => r.Posting.LineNo), cancel);

    private static IQueryable<SealedLine> Rows(BaotuanDb db) => SealedLine.Of(db, DateOnly.MaxValue, null);

    private static async IAsyncEnumerable<SealedVoucher> GatherAsync(
        IQueryable<SealedLine> rows, [EnumeratorCancellation] CancellationToken cancel)
    {
        SealedVoucher? current = null;
        await foreach (var row in rows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (current?.Header.Id != row.Voucher.Id || current.Header.BookId != row.Voucher.BookId)
            {
                if (current is not null)
                {
                    yield return current;
                }

                current = new SealedVoucher(row.Voucher, []);
            }

            current.Lines.Add(row.Posting);
        }

        if (current is not null)
        {
            yield return current;
        }
    }
}
