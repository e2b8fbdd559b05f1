using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Entries;

/// <summary>A person's own vouchers: posted and reversed by who keeps the book. Vouchers of other acts come with those acts.</summary>
internal static class EnterVouchers
{
    public static async Task<Outcome<IReadOnlyList<PostedVoucher>>> PostAsync(BaotuanDb db, BookInfo book, VoucherDraft draft, CancellationToken cancel)
    {
        db.Access.Require(LedgerPermissions.VoucherPost, book.OrganizationId);
        if (draft.BookId != book.Id)
        {
            throw new ArgumentException("the draft is for another book", nameof(draft));
        }

        return await LoggedAsync(db, book, "voucher.post", draft.Summary, await Vouchers.PostAsync(db, [draft], cancel), cancel);
    }

    public static async Task<Outcome<IReadOnlyList<PostedVoucher>>> ReverseAsync(
        BaotuanDb db, BookInfo book, long voucherId, DateOnly on, string reason, CancellationToken cancel)
    {
        db.Access.Require(LedgerPermissions.VoucherReverse, book.OrganizationId);
        return await LoggedAsync(db, book, "voucher.reverse", reason, await Vouchers.ReverseAsync(db, [voucherId], on, reason, "reverse-web:", cancel), cancel);
    }

    private static async Task<Outcome<IReadOnlyList<PostedVoucher>>> LoggedAsync(
        BaotuanDb db, BookInfo book, string action, string details, Outcome<IReadOnlyList<PostedVoucher>> outcome, CancellationToken cancel)
    {
        if (outcome.Ok)
        {
            await db.LogAsync(action, $"voucher/{outcome.Value[0].Id}", details, cancel, book.OrganizationId);
        }

        return outcome;
    }
}
