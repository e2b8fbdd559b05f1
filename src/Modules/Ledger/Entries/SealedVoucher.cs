using System.Runtime.CompilerServices;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Entries;

/// <summary>A header with its postings in line order.</summary>
internal sealed record SealedVoucher(Voucher Header, List<Posting> Lines)
{
    /// <summary>The vouchers of a book by date and id, with memory for one.</summary>
    public static async IAsyncEnumerable<SealedVoucher> StreamAsync(
        BaotuanDb db, long bookId, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows =
            from v in db.Set<Voucher>()
            join p in db.Set<Posting>() on new { v.BookId, VoucherId = v.Id } equals new { p.BookId, p.VoucherId }
            where v.BookId == bookId
            orderby v.VoucherOn, v.Id, p.LineNo
            select new { v, p };
        SealedVoucher? current = null;
        await foreach (var row in rows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (current?.Header.Id != row.v.Id)
            {
                if (current is not null)
                {
                    yield return current;
                }

                current = new SealedVoucher(row.v, []);
            }

            current.Lines.Add(row.p);
        }

        if (current is not null)
        {
            yield return current;
        }
    }
}
