using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Sums;

/// <summary>Adds a book up per account: opening, turnover, closing.</summary>
internal static class SumTrialBalance
{
    public static async Task<Outcome<TrialBalance>> RunAsync(
        BaotuanDb db, long bookId, Period period, long? knownAtMs, CancellationToken cancel)
    {
        if (await Contracts.Books.FindAsync(db, bookId, cancel) is not { } book)
        {
            return new Refusal("book_not_found", "找不到这套账。");
        }

        var accounts = await db.Set<Account>().AsNoTracking().Where(a => a.BookId == bookId).OrderBy(a => a.Code).ToListAsync(cancel);
        var sums = await SumsAsync(db, bookId, period, knownAtMs, cancel);
        RollUp(accounts, sums);
        var parents = accounts.Select(a => a.ParentCode).ToHashSet();
        var rows = accounts.Select(a => Row(a, sums.GetValueOrDefault(a.Code), !parents.Contains(a.Code))).ToList();
        return new TrialBalance(book, period, knownAtMs, rows, Totals(rows));
    }

    private readonly record struct AccountSums(TwoSides Opening, TwoSides Turnover)
    {
        public static AccountSums operator +(AccountSums a, AccountSums b) => new(a.Opening + b.Opening, a.Turnover + b.Turnover);
    }

    private static async Task<Dictionary<string, AccountSums>> SumsAsync(
        BaotuanDb db, long bookId, Period period, long? knownAtMs, CancellationToken cancel)
    {
        var start = period.Start;
        var groups = await SealedLine.Of(db, period.End, knownAtMs)
            .Where(l => l.Voucher.BookId == bookId)
            .GroupBy(l => new
            {
                l.Posting.AccountCode,
                l.Posting.Side,
                Opening = l.Voucher.VoucherOn < start || l.Voucher.VoucherClass == VoucherClasses.Opening,
            })
            .Select(g => new { g.Key, Fen = g.Sum(l => l.Posting.AmountFen) })
            .ToListAsync(cancel);
        var sums = new Dictionary<string, AccountSums>();
        foreach (var group in groups)
        {
            var sides = TwoSides.Of(group.Key.Side, group.Fen);
            sums[group.Key.AccountCode] = sums.GetValueOrDefault(group.Key.AccountCode)
                + (group.Key.Opening ? new AccountSums(sides, default) : new AccountSums(default, sides));
        }

        return sums;
    }

    /// <summary>Adds children to their parents, longest codes first so that every level is complete before it is passed on.</summary>
    private static void RollUp(List<Account> accounts, Dictionary<string, AccountSums> sums)
    {
        foreach (var account in accounts.Where(a => a.ParentCode.Length > 0).OrderByDescending(a => a.Code.Length))
        {
            sums[account.ParentCode] = sums.GetValueOrDefault(account.ParentCode) + sums.GetValueOrDefault(account.Code);
        }
    }

    private static TrialBalanceRow Row(Account account, AccountSums sums, bool isLeaf)
    {
        var opening = sums.Opening.Balance;
        var closing = (sums.Opening + sums.Turnover).Balance;
        return new TrialBalanceRow(
            account.Code, account.Name, SideCodes.Parse(account.Side), account.Kind, account.ParentCode, isLeaf,
            opening.Debit, opening.Credit, sums.Turnover.Debit, sums.Turnover.Credit, closing.Debit, closing.Credit);
    }

    private static TrialBalanceTotals Totals(List<TrialBalanceRow> rows)
    {
        var leaves = rows.Where(r => r.IsLeaf).ToList();
        return new TrialBalanceTotals(
            leaves.Sum(r => r.OpeningDebitFen), leaves.Sum(r => r.OpeningCreditFen), leaves.Sum(r => r.TurnoverDebitFen),
            leaves.Sum(r => r.TurnoverCreditFen), leaves.Sum(r => r.ClosingDebitFen), leaves.Sum(r => r.ClosingCreditFen));
    }
}
