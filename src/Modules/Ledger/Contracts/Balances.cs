using Baotuan.Kernel;
using Baotuan.Ledger.Sums;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Contracts;

/// <summary>An account in a trial balance. Amounts in fen; a balance stands in the column of the side on which it is.</summary>
/// <param name="Side">The side on which the account normally stands.</param>
/// <param name="Kind">asset, liability, equity, cost, income or expense.</param>
/// <param name="ParentCode">Empty at the first level.</param>
/// <param name="IsLeaf">False for an account that only adds up its sub-accounts.</param>
public sealed record TrialBalanceRow(
    string AccountCode, string Name, Side Side, string Kind, string ParentCode, bool IsLeaf,
    long OpeningDebitFen, long OpeningCreditFen, long TurnoverDebitFen, long TurnoverCreditFen, long ClosingDebitFen, long ClosingCreditFen);

/// <summary>Totals of the six columns over the leaves, in fen.</summary>
public sealed record TrialBalanceTotals(
    long OpeningDebitFen, long OpeningCreditFen, long TurnoverDebitFen, long TurnoverCreditFen, long ClosingDebitFen, long ClosingCreditFen)
{
    /// <summary>Whether debit equals credit in all three pairs of columns.</summary>
    public bool Balanced =>
        OpeningDebitFen == OpeningCreditFen && TurnoverDebitFen == TurnoverCreditFen && ClosingDebitFen == ClosingCreditFen;
}

/// <summary>科目余额表: every account of the book, also those at zero, in code order.</summary>
/// <param name="KnownAtMs">Vouchers recorded later than this are left out; null for all.</param>
public sealed record TrialBalance(
    BookInfo Book, Period Period, long? KnownAtMs, IReadOnlyList<TrialBalanceRow> Rows, TrialBalanceTotals Totals);

/// <summary>One line of an account statement.</summary>
/// <param name="BalanceFen">After this line, on the account's normal side; negative when on the other.</param>
public sealed record StatementLine(
    long VoucherId, DateOnly VoucherOn, string VoucherClass, int Number, string Summary, string AccountCode, string PartyCode, string Tag,
    long DebitFen, long CreditFen, long BalanceFen, long RecordedAtMs, bool IsReversal);

/// <summary>明细账: what moved on an account and its sub-accounts. Balances in fen on the account's normal side.</summary>
public sealed record AccountStatement(
    BookInfo Book, string AccountCode, string Name, Side Side, Period Period, long? KnownAtMs,
    long OpeningFen, IReadOnlyList<StatementLine> Lines, long DebitFen, long CreditFen, long ClosingFen);

/// <summary>Turnover of one account and tag in one book, in fen.</summary>
public sealed record AccountTotal(long BookId, string AccountCode, string Tag, long DebitFen, long CreditFen);

/// <summary>
/// Sums over postings, as of a date, as known at a time. Nothing is kept: every figure is added up from the postings, so it
/// cannot go stale. Opening vouchers count as opening, whatever the first day of the period.
/// </summary>
public static class Balances
{
    /// <summary>Trial balance for the calendar year of <paramref name="asOf"/> up to that day. Refuses <c>book_not_found</c>.</summary>
    public static Task<Outcome<TrialBalance>> TrialBalanceAsync(
        BaotuanDb db, long bookId, DateOnly asOf, long? knownAtMs, CancellationToken cancel) =>
        TrialBalanceAsync(db, bookId, new Period(new DateOnly(asOf.Year, 1, 1), asOf), knownAtMs, cancel);

    /// <summary>Trial balance with opening, turnover and closing of a period. Refuses <c>book_not_found</c>.</summary>
    public static Task<Outcome<TrialBalance>> TrialBalanceAsync(
        BaotuanDb db, long bookId, Period period, long? knownAtMs, CancellationToken cancel) =>
        SumTrialBalance.RunAsync(db, bookId, period, knownAtMs, cancel);

    /// <summary>
    /// Statement of an account with its sub-accounts and a running balance. Refuses <c>book_not_found</c>, <c>account_not_found</c>.
    /// </summary>
    /// <param name="partyCode">Only lines of this party; null for all.</param>
    public static Task<Outcome<AccountStatement>> StatementAsync(
        BaotuanDb db, long bookId, string accountCode, Period period, long? knownAtMs, string? partyCode, CancellationToken cancel) =>
        StateAccount.RunAsync(db, bookId, accountCode, period, knownAtMs, partyCode, cancel);

    /// <summary>
    /// Turnover per book, account and tag, for many books in one query; opening vouchers and accounts without turnover are left out.
    /// </summary>
    /// <param name="withoutSourceKinds">Vouchers made from these kinds of source do not count (e.g. the year-end transfer).</param>
    public static Task<IReadOnlyList<AccountTotal>> AccountTotalsAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, Period period, long? knownAtMs, CancellationToken cancel,
        IReadOnlyList<string>? withoutSourceKinds = null) =>
        SumAccounts.RunAsync(db, bookIds, period, knownAtMs, withoutSourceKinds ?? [], cancel);

    /// <summary>Balance of one account (with its sub-accounts) at the end of a day in fen, debit positive, for many books in one query.
    /// Books without such postings give no entry.</summary>
    public static Task<IReadOnlyDictionary<long, long>> DebitBalancesAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, string accountCode, DateOnly asOf, long? knownAtMs, CancellationToken cancel) =>
        SumAccounts.DebitBalancesAsync(db, bookIds, accountCode, asOf, knownAtMs, cancel);
}
