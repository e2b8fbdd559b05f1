using Baotuan.Engine.Cascades;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Distributions;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Cascades;

/// <summary>
/// Reads one year of a collective's book for its appropriation (财会〔2023〕14号: 501–504 income, 511–521 expense, 322 appropriation).
/// Vouchers of appropriations are left out of a year's income and expense, also their red letters, which may stand in a later
/// year: a year that was reversed is planned again from what it earned.
/// </summary>
internal static class BookYear
{
    /// <summary>Source of the year-end voucher; carries the year because a reversal of it may be dated in a later one.</summary>
    public static string SourceKind(int year) => $"appropriation-{year}";

    public static async Task<YearResult> ReadAsync(BaotuanDb db, BookInfo book, Period year, long? knownAtMs, CancellationToken cancel)
    {
        var totals = await TotalsAsync(db, book, year, knownAtMs, cancel);
        return new YearResult(
            Income(totals),
            Expense(totals),
            totals.Where(t => IsIncome(t) && PostingTags.IsRestricted(t.Tag)).Sum(Credit),
            await OpeningAsync(db, book, year, knownAtMs, cancel));
    }

    /// <summary>Adds the lines that carry income and expense to 321 and returns the net, restricted money included, in fen.</summary>
    public static async Task<long> CloseAsync(BaotuanDb db, BookInfo book, Period year, List<PostingDraft> lines, CancellationToken cancel)
    {
        var totals = await TotalsAsync(db, book, year, null, cancel);
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

    /// <summary>
    /// Undistributed income brought forward: the balance of 322 (opening balances included) without this year's own
    /// appropriation, less the losses of earlier years that were never closed into 322.
    /// </summary>
    private static async Task<long> OpeningAsync(BaotuanDb db, BookInfo book, Period year, long? knownAtMs, CancellationToken cancel)
    {
        var balances = await Balances.DebitBalancesAsync(db, [book.Id], "322", year.End, knownAtMs, cancel);
        var all = await Balances.AccountTotalsAsync(db, [book.Id], year, knownAtMs, cancel);
        var others = await Balances.AccountTotalsAsync(db, [book.Id], year, knownAtMs, cancel, [SourceKind(year.Start.Year)]);
        var own = all.Where(IsAppropriation).Sum(Credit) - others.Where(IsAppropriation).Sum(Credit);
        return -balances.GetValueOrDefault(book.Id) - own + await OpenLossesAsync(db, book, year, knownAtMs, cancel);
    }

    /// <summary>A year with a loss is refused to be passed on, so nothing closes it; the loss still has to be covered first.</summary>
    private static async Task<long> OpenLossesAsync(BaotuanDb db, BookInfo book, Period year, long? knownAtMs, CancellationToken cancel)
    {
        long losses = 0;
        for (var earlier = book.OpenedOn.Year; earlier < year.Start.Year; earlier++)
        {
            var totals = await TotalsAsync(db, book, Period.Year(earlier), knownAtMs, cancel);
            var result = Income(totals) - Expense(totals);
            if (result < 0 && !await PassedOnAsync(db, book.OrganizationId, earlier, knownAtMs ?? long.MaxValue, cancel))
            {
                losses += result;
            }
        }

        return losses;
    }

    private static Task<bool> PassedOnAsync(BaotuanDb db, long collectiveId, int year, long knownAtMs, CancellationToken cancel)
    {
        var start = new DateOnly(year, 1, 1);
        return Standing.Cascades(db, knownAtMs).AnyAsync(
            c => c.HolderId == collectiveId && c.Kind == CascadePlanning.Collective && c.PeriodStart == start,
            cancel);
    }

    private static Task<IReadOnlyList<AccountTotal>> TotalsAsync(
        BaotuanDb db, BookInfo book, Period year, long? knownAtMs, CancellationToken cancel) =>
        Balances.AccountTotalsAsync(
            db, [book.Id], year, knownAtMs, cancel,
            [.. Enumerable.Range(book.OpenedOn.Year, year.End.Year - book.OpenedOn.Year + 1).Select(SourceKind)]);

    private static long Income(IEnumerable<AccountTotal> totals) => totals.Where(t => IsIncome(t) && !PostingTags.IsRestricted(t.Tag)).Sum(Credit);

    private static long Expense(IEnumerable<AccountTotal> totals) => -totals.Where(IsExpense).Sum(Credit);

    private static bool IsIncome(AccountTotal total) => IsIn(total.AccountCode, 501, 504);

    private static bool IsExpense(AccountTotal total) => IsIn(total.AccountCode, 511, 521);

    private static bool IsAppropriation(AccountTotal total) => IsIn(total.AccountCode, 322, 322);

    private static bool IsIn(string code, int first, int last) =>
        code.Length >= 3 && int.TryParse(code.AsSpan(0, 3), out var head) && head >= first && head <= last;

    private static long Credit(AccountTotal total) => total.CreditFen - total.DebitFen;
}
