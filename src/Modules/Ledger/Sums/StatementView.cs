using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Sums;

/// <summary>An account statement as its page and its download are asked for it; without a statement while something is still to be chosen.</summary>
internal sealed record StatementView(
    BookPeriodFilter Filter, IReadOnlyList<AccountInfo> Accounts, AccountStatement? Statement, IReadOnlyList<string> Unread)
{
    public BookChoice? Book => Filter.Book;

    public static async Task<StatementView> ReadAsync(BaotuanDb db, Func<string, string?> value, DateOnly today, CancellationToken cancel)
    {
        var filter = await BookPeriodFilter.ReadAsync(db, value, today, cancel);
        if (filter.Book is not { } book)
        {
            return new StatementView(filter, [], null, filter.Unread);
        }

        var accounts = await Contracts.Books.AccountsAsync(db, book.Book.Id, cancel);
        if (value("account") is not { } code)
        {
            return new StatementView(filter, accounts, null, filter.Unread);
        }

        var stated = await Balances.StatementAsync(db, book.Book.Id, code, filter.Period, filter.KnownAtMs, value("party"), cancel);
        return new StatementView(
            filter, accounts, stated.Ok ? stated.Value : null, [.. filter.Unread, .. stated.Refusals.Select(r => r.Message.TrimEnd('。'))]);
    }
}
