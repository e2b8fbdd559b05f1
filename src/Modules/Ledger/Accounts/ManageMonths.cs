using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Accounts;

/// <summary>Closing, reopening and adding months, by who keeps the book.</summary>
internal static class ManageMonths
{
    public static Task<Refusal?> CloseAsync(BaotuanDb db, BookInfo book, int yearMonth, CancellationToken cancel)
    {
        db.Access.Require(LedgerPermissions.BookClose, book.OrganizationId);
        return Books.ClosePeriodAsync(db, book.Id, yearMonth, cancel);
    }

    public static Task<Refusal?> ReopenAsync(BaotuanDb db, BookInfo book, int yearMonth, string reason, CancellationToken cancel)
    {
        db.Access.Require(LedgerPermissions.BookClose, book.OrganizationId);
        return Books.ReopenPeriodAsync(db, book.Id, yearMonth, reason, cancel);
    }

    public static Task<Refusal?> ExtendAsync(BaotuanDb db, BookInfo book, int throughYear, CancellationToken cancel)
    {
        db.Access.Require(LedgerPermissions.BookClose, book.OrganizationId);
        return Books.ExtendPeriodsAsync(db, book.Id, throughYear, cancel);
    }
}
