using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Accounts;

/// <summary>A book in the list of books.</summary>
/// <param name="ClosedThrough">Last closed month as 201812; null when none is.</param>
/// <param name="LastMonth">Last month that exists.</param>
internal sealed record BookRow(BookChoice Choice, long Vouchers, int? ClosedThrough, int LastMonth)
{
    public static async Task<(int Count, IReadOnlyList<BookRow> Rows)> PageAsync(BaotuanDb db, string? text, int skip, int take, CancellationToken cancel)
    {
        var books = BookChoice.Readable(db);
        if (text is not null)
        {
            var owners = await OrganizationSearch.PageAsync(db, new OrganizationFilter(text, []), 0, BookChoice.MostOffered, cancel);
            var ids = owners.Select(o => o.Id).ToArray();
            books = books.Where(b => EF.Parameter(ids).Contains(b.OrganizationId));
        }

        var page = await books.OrderBy(b => b.Id).Skip(skip).Take(take).Select(b => new
        {
            b.Id,
            Vouchers = db.Set<Voucher>().LongCount(v => v.BookId == b.Id),
            Closed = db.Set<AccountingPeriod>().Where(m => m.BookId == b.Id && m.ClosedAtMs != null).Max(m => (long?)m.YearMonth),
            Last = db.Set<AccountingPeriod>().Where(m => m.BookId == b.Id).Max(m => (long?)m.YearMonth),
        }).ToListAsync(cancel);
        var names = await BookChoice.ByIdsAsync(db, page.Select(p => p.Id), cancel);
        return (await books.CountAsync(cancel), [.. page.Select(p => new BookRow(names[p.Id], p.Vouchers, (int?)p.Closed, (int)(p.Last ?? 0)))]);
    }
}
