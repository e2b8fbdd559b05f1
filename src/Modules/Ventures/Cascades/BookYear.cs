using Baotuan.Engine.Cascades;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ventures.Cascades;

/// <summary>Reads one year of a collective's book for its appropriation (财会〔2023〕14号: 501–504 income, 511–521 expense, 322 appropriation).</summary>
internal static class BookYear
{
    public static async Task<YearResult> ReadAsync(BaotuanDb db, long bookId, Period year, CancellationToken cancel)
    {
        var totals = await Balances.AccountTotalsAsync(db, [bookId], year, null, cancel);
        var before = await Balances.AccountTotalsAsync(db, [bookId], new Period(DateOnly.MinValue, year.End), null, cancel);
        return new YearResult(
            totals.Where(t => IsIncome(t) && t.Tag == PostingTags.None).Sum(Credit),
            -totals.Where(IsExpense).Sum(Credit),
            totals.Where(t => IsIncome(t) && t.Tag != PostingTags.None).Sum(Credit),
            before.Where(t => t.AccountCode.StartsWith("322", StringComparison.Ordinal)).Sum(Credit));
    }

    /// <summary>Adds the lines that carry income and expense to 321 and returns the net, restricted money included, in fen.</summary>
    public static async Task<long> CloseAsync(BaotuanDb db, long bookId, Period year, List<PostingDraft> lines, CancellationToken cancel)
    {
        var totals = await Balances.AccountTotalsAsync(db, [bookId], year, null, cancel);
        long net = 0;
        foreach (var account in totals.Where(t => IsIncome(t) || IsExpense(t)).GroupBy(t => (t.AccountCode, t.Tag)).OrderBy(g => g.Key.AccountCode, StringComparer.Ordinal))
        {
            var balance = account.Sum(Credit);
            if (balance == 0)
            {
                continue;
            }

            net += balance;
            var (code, tag) = account.Key;
            lines.Add(balance > 0 ? PostingDraft.Debit(code, balance, tag: tag) : PostingDraft.Credit(code, -balance, tag: tag));
            lines.Add(balance > 0 ? PostingDraft.Credit("321", balance) : PostingDraft.Debit("321", -balance));
        }

        return net;
    }

    private static bool IsIncome(AccountTotal total) => IsIn(total.AccountCode, 501, 504);

    private static bool IsExpense(AccountTotal total) => IsIn(total.AccountCode, 511, 521);

    private static bool IsIn(string code, int first, int last) =>
        code.Length >= 3 && int.TryParse(code.AsSpan(0, 3), out var head) && head >= first && head <= last;

    private static long Credit(AccountTotal total) => total.CreditFen - total.DebitFen;
}
