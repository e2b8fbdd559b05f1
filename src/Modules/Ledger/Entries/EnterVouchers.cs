using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Entries;

/// <summary>A person's own vouchers: posted and reversed by who keeps the book. Vouchers of other acts come with those acts.</summary>
internal static class EnterVouchers
{
    public static Task<Outcome<IReadOnlyList<PostedVoucher>>> PostAsync(BaotuanDb db, BookInfo book, VoucherDraft draft, CancellationToken cancel)
    {
        db.Access.Require(LedgerPermissions.VoucherPost, book.OrganizationId);
        return draft.BookId == book.Id ? Vouchers.PostAsync(db, [draft], cancel) : throw new ArgumentException("the draft is for another book", nameof(draft));
    }

    public static Task<Outcome<IReadOnlyList<PostedVoucher>>> ReverseAsync(
        BaotuanDb db, BookInfo book, long voucherId, DateOnly on, string reason, CancellationToken cancel)
    {
        db.Access.Require(LedgerPermissions.VoucherReverse, book.OrganizationId);
        return Vouchers.ReverseAsync(db, [voucherId], on, reason, "reverse-web:", cancel);
    }
}
