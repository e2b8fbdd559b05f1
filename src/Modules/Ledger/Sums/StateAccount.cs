using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Sums;

/// <summary>Writes out an account with a running balance.</summary>
internal static class StateAccount
{
    public static async Task<Outcome<AccountStatement>> RunAsync(
        BaotuanDb db, long bookId, string accountCode, Period period, long? knownAtMs, string? partyCode, CancellationToken cancel)
    {
        if (await Contracts.Books.FindAsync(db, bookId, cancel) is not { } book)
        {
            return new Refusal("book_not_found", "找不到这套账。");
        }

        var account = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.BookId == bookId && a.Code == accountCode, cancel);
        if (account is null)
        {
            return new Refusal("account_not_found", $"账套里没有科目 {accountCode}。");
        }

        var side = SideCodes.Parse(account.Side);
        var lines = SealedLine.Of(db, period.End, knownAtMs).Where(l =>
            l.Posting.BookId == bookId && l.Posting.AccountCode.StartsWith(accountCode) && (partyCode == null || l.Posting.PartyCode == partyCode));
        var opening = (await OpeningAsync(lines, period.Start, cancel)).On(side);
        var stated = await LinesAsync(lines, period.Start, side, opening, cancel);
        return new AccountStatement(
            book, account.Code, account.Name, side, period, knownAtMs, opening, stated,
            stated.Sum(l => l.DebitFen), stated.Sum(l => l.CreditFen), stated.Count == 0 ? opening : stated[^1].BalanceFen);
    }

    private static async Task<TwoSides> OpeningAsync(IQueryable<SealedLine> lines, DateOnly start, CancellationToken cancel)
    {
        var groups = await lines.Where(l => l.Voucher.VoucherOn < start || l.Voucher.VoucherClass == VoucherClasses.Opening)
            .GroupBy(l => l.Posting.Side).Select(g => new { Side = g.Key, Fen = g.Sum(l => l.Posting.AmountFen) }).ToListAsync(cancel);
        return groups.Aggregate(default(TwoSides), (sum, g) => sum + TwoSides.Of(g.Side, g.Fen));
    }

    private static async Task<List<StatementLine>> LinesAsync(
        IQueryable<SealedLine> lines, DateOnly start, Side side, long opening, CancellationToken cancel)
    {
        var balance = opening;
        var stated = new List<StatementLine>();
        var rows = lines.Where(l => l.Voucher.VoucherOn >= start && l.Voucher.VoucherClass != VoucherClasses.Opening)
            .OrderBy(l => l.Voucher.VoucherOn).ThenBy(l => l.Voucher.Id).ThenBy(l => l.Posting.LineNo)
            .AsNoTracking().AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancel))
        {
            var sides = TwoSides.Of(row.Posting.Side, row.Posting.AmountFen);
            balance += sides.On(side);
            stated.Add(Line(row.Voucher, row.Posting, sides, balance));
        }

        return stated;
    }

    private static StatementLine Line(Voucher voucher, Posting posting, TwoSides sides, long balance) => new(
        voucher.Id, voucher.VoucherOn, voucher.VoucherClass, (int)voucher.Number,
        posting.Summary.Length > 0 ? posting.Summary : voucher.Summary, posting.AccountCode, posting.PartyCode, posting.Tag,
        sides.Debit, sides.Credit, balance, voucher.RecordedAtMs, voucher.ReversesId is not null);
}
