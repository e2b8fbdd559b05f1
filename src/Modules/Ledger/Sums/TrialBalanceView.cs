using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Sums;

/// <summary>A trial balance as its page and its download are asked for it; accounts that never moved only with <c>zero=1</c>.</summary>
internal sealed record TrialBalanceView(BookPeriodFilter Filter, TrialBalance? Balance, IReadOnlyList<TrialBalanceRow> Rows, bool WithZero)
{
    public BookChoice? Book => Filter.Book;

    public static async Task<TrialBalanceView> ReadAsync(BaotuanDb db, Func<string, string?> value, DateOnly today, CancellationToken cancel)
    {
        var filter = await BookPeriodFilter.ReadAsync(db, value, today, cancel);
        var withZero = value("zero") is not null;
        if (filter.Book is not { } book)
        {
            return new TrialBalanceView(filter, null, [], withZero);
        }

        var balance = (await Balances.TrialBalanceAsync(db, book.Book.Id, filter.Period, filter.KnownAtMs, cancel)).Value;
        return new TrialBalanceView(filter, balance, [.. balance.Rows.Where(r => withZero || Moved(r))], withZero);
    }

    private static bool Moved(TrialBalanceRow r) =>
        (r.OpeningDebitFen | r.OpeningCreditFen | r.TurnoverDebitFen | r.TurnoverCreditFen | r.ClosingDebitFen | r.ClosingCreditFen) != 0;
}
