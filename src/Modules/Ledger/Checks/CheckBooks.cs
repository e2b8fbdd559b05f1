using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Checks;

/// <summary>Recomputes everything that the ledger claims about itself. Memory holds one voucher and the problems found.</summary>
internal static class CheckBooks
{
    public static async Task<IReadOnlyList<LedgerProblem>> RunAsync(BaotuanDb db, CancellationToken cancel)
    {
        var problems = new List<LedgerProblem>();
        await foreach (var voucher in SealedVoucher.StreamAllAsync(db, cancel))
        {
            problems.AddRange(Check(voucher));
        }

        problems.AddRange(await HeadersAloneAsync(db, cancel));
        problems.AddRange(await LinesAloneAsync(db, cancel));
        problems.AddRange(await GapsAsync(db, cancel));
        problems.AddRange(await UnknownAccountsAsync(db, cancel));
        problems.AddRange(await ReversalsAsync(db, cancel));
        return problems;
    }

    private static IEnumerable<LedgerProblem> Check(SealedVoucher voucher)
    {
        var v = voucher.Header;
        var debit = Sum(voucher, SideCodes.Debit);
        var credit = Sum(voucher, SideCodes.Credit);
        if (debit != credit)
        {
            yield return Problem("voucher_does_not_balance", v, $"借方合计 {Yuan(debit)} 元，贷方合计 {Yuan(credit)} 元，借贷不平");
        }

        if (voucher.Lines.Count != v.LineCount)
        {
            yield return Problem("line_count_differs", v, $"应有 {v.LineCount} 条分录，现有 {voucher.Lines.Count} 条");
        }

        if (debit != v.TotalFen)
        {
            yield return Problem("total_differs", v, $"凭证合计为 {Yuan(v.TotalFen)} 元，分录借方合计 {Yuan(debit)} 元");
        }

        if (VoucherHash.Of(v, voucher.Lines) != v.ContentHash)
        {
            yield return Problem("content_was_changed", v, "内容与记账时的指纹不符，凭证或分录被改动过");
        }

        if (PostingGround.YearMonth(v.VoucherOn) != v.YearMonth)
        {
            yield return Problem("month_differs_from_date", v, $"日期 {v.VoucherOn:yyyy-MM-dd} 不在会计期间 {ClosePeriods.Name(v.YearMonth)}");
        }
    }

    private static async Task<IEnumerable<LedgerProblem>> HeadersAloneAsync(BaotuanDb db, CancellationToken cancel) =>
        (await db.Set<Voucher>().AsNoTracking()
            .Where(v => !db.Set<Posting>().Any(p => p.BookId == v.BookId && p.VoucherId == v.Id))
            .OrderBy(v => v.Id).ToListAsync(cancel))
        .Select(v => Problem("voucher_has_no_lines", v, "没有分录"));

    private static async Task<IEnumerable<LedgerProblem>> LinesAloneAsync(BaotuanDb db, CancellationToken cancel) =>
        (await db.Set<Posting>()
            .Where(p => !db.Set<Voucher>().Any(v => v.BookId == p.BookId && v.Id == p.VoucherId))
            .GroupBy(p => new { p.BookId, p.VoucherId })
            .Select(g => new { g.Key.BookId, g.Key.VoucherId, Lines = g.Count() })
            .OrderBy(g => g.BookId).ThenBy(g => g.VoucherId).ToListAsync(cancel))
        .Select(g => new LedgerProblem("lines_have_no_voucher", g.BookId, g.VoucherId, $"账套 {g.BookId} 中有 {g.Lines} 条分录没有凭证（编号 {g.VoucherId}）。"));

    private static async Task<IEnumerable<LedgerProblem>> GapsAsync(BaotuanDb db, CancellationToken cancel) =>
        (await db.Set<Voucher>()
            .GroupBy(v => new { v.BookId, v.YearMonth, v.VoucherClass })
            .Select(g => new { g.Key, First = g.Min(v => v.Number), Last = g.Max(v => v.Number), Count = g.Count() })
            .Where(g => g.First != 1 || g.Last != g.Count)
            .ToListAsync(cancel))
        .OrderBy(g => (g.Key.BookId, g.Key.YearMonth, g.Key.VoucherClass))
        .Select(g => new LedgerProblem(
            "numbers_have_gaps", g.Key.BookId, null,
            $"账套 {g.Key.BookId} {ClosePeriods.Name(g.Key.YearMonth)} {g.Key.VoucherClass}字凭证共 {g.Count} 张，编号却从 {g.First} 到 {g.Last}，有断号。"));

    private static async Task<IEnumerable<LedgerProblem>> UnknownAccountsAsync(BaotuanDb db, CancellationToken cancel) =>
        (await (
            from p in db.Set<Posting>()
            join v in db.Set<Voucher>() on new { p.BookId, p.VoucherId } equals new { v.BookId, VoucherId = v.Id }
            where !db.Set<Account>().Any(a => a.BookId == p.BookId && a.Code == p.AccountCode)
            orderby v.Id
            select new { v, p.AccountCode }).AsNoTracking().ToListAsync(cancel))
        .Select(row => Problem("account_not_in_chart", row.v, $"科目 {row.AccountCode} 不在科目表中"));

    /// <summary>A red-letter voucher has the lines of its original with opposite amounts, in the same order, and nothing else.</summary>
    private static async Task<IEnumerable<LedgerProblem>> ReversalsAsync(BaotuanDb db, CancellationToken cancel)
    {
        var uncancelled =
            from red in db.Set<Voucher>()
            where red.ReversesId != null
                && (!db.Set<Voucher>().Any(o => o.BookId == red.BookId && o.Id == red.ReversesId && o.ReversesId == null
                        && o.LineCount == red.LineCount && o.TotalFen == -red.TotalFen)
                    || db.Set<Posting>().Any(p => p.BookId == red.BookId && p.VoucherId == red.Id
                        && !db.Set<Posting>().Any(q => q.BookId == red.BookId && q.VoucherId == red.ReversesId && q.LineNo == p.LineNo
                            && q.AccountCode == p.AccountCode && q.Side == p.Side && q.AmountFen == -p.AmountFen
                            && q.PartyCode == p.PartyCode && q.Tag == p.Tag)))
            orderby red.Id
            select red;
        return (await uncancelled.AsNoTracking().ToListAsync(cancel))
            .Select(red => Problem("reversal_does_not_cancel", red, $"没有恰好冲销它所注销的凭证（编号 {red.ReversesId}）"));
    }

    private static Int128 Sum(SealedVoucher voucher, string side) =>
        voucher.Lines.Where(l => l.Side == side).Aggregate((Int128)0, (sum, line) => sum + line.AmountFen);

    private static string Yuan(Int128 fen) => new Money((long)fen).Format();

    private static LedgerProblem Problem(string code, Voucher v, string what) => new(
        code, v.BookId, v.Id, $"账套 {v.BookId} {v.VoucherOn:yyyy-MM-dd} {v.VoucherClass}字{v.Number}号凭证（编号 {v.Id}）{what}。");
}
