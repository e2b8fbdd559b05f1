using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Entries;

/// <summary>The query string of the voucher list, for the page and its download. What cannot be read is named and left out.</summary>
internal sealed record VoucherFilter(BookChoice? Book, VoucherQuery Query, IReadOnlyList<string> Unread)
{
    public static async Task<VoucherFilter> ReadAsync(BaotuanDb db, Func<string, string?> value, CancellationToken cancel)
    {
        var unread = new List<string>();
        var book = await BookChoice.FindAsync(db, value("book"), cancel);
        if (value("book") is { } code && book is null)
        {
            unread.Add($"没有编码为 {code} 的账套");
        }

        Period? period = null;
        if (value("period") is { } typed)
        {
            period = Period.TryParse(typed, out var read) ? read : null;
            unread.AddRange(period is null ? [$"期间“{typed}”请写成 2018、2018-Q3 或 2018-12"] : []);
        }

        long? amount = null;
        if (value("amount") is { } figure)
        {
            amount = Money.TryParse(figure, out var money, out _) ? money.Fen : null;
            unread.AddRange(amount is null ? [$"金额“{figure}”请写成数字，最多两位小数"] : []);
        }

        return new VoucherFilter(
            book,
            new VoucherQuery(book?.Book.Id, period, value("q") ?? "", value("class") ?? "", AmountFen: amount, Source: value("source") ?? "", OrganizationIds: db.Access.Reach(LedgerPermissions.BookRead).Among),
            unread);
    }
}
