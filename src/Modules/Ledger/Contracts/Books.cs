using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Contracts;

/// <summary>The charts of accounts that a book can be opened with.</summary>
public static class Charts
{
    /// <summary>财会〔2023〕14号, for collectives.</summary>
    public const string Village = "village-2023";

    /// <summary>小企业会计准则, for companies.</summary>
    public const string Enterprise = "enterprise";

    /// <summary>Code and Chinese name of every chart.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All =
        [(Village, "农村集体经济组织会计制度（财会〔2023〕14号）"), (Enterprise, "小企业会计准则")];
}

/// <summary>The book of one organisation.</summary>
/// <param name="OpenedOn">First day; opening balances carry this date.</param>
public sealed record BookInfo(long Id, long OrganizationId, string Chart, DateOnly OpenedOn);

/// <summary>A book to be opened with months from its first day to the end of <paramref name="ThroughYear"/>.</summary>
public sealed record BookOpening(long OrganizationId, string Chart, DateOnly OpenedOn, int ThroughYear);

/// <summary>An account of a book.</summary>
/// <param name="Side">The side on which it normally stands.</param>
/// <param name="Kind">asset, liability, equity, cost, income or expense.</param>
/// <param name="ParentCode">Empty at the first level.</param>
/// <param name="IsLeaf">Postings go to leaves only.</param>
public sealed record AccountInfo(string Code, string Name, Side Side, string Kind, string ParentCode, bool IsLeaf);

/// <summary>A month of a book.</summary>
/// <param name="YearMonth">201801 for January 2018.</param>
/// <param name="ClosedAtMs">Null while it is open.</param>
public sealed record PeriodInfo(int YearMonth, long? ClosedAtMs)
{
    public bool IsOpen => ClosedAtMs is null;
}

/// <summary>Opens and finds books.</summary>
public static class Books
{
    /// <summary>The books of these organisations, by organisation; those kept elsewhere are absent.</summary>
    public static async Task<IReadOnlyDictionary<long, BookInfo>> FindByOrganizationsAsync(
        BaotuanDb db, IEnumerable<long> organizationIds, CancellationToken cancel)
    {
        var wanted = organizationIds.Distinct().ToArray();
        return await Infos(db.Set<Book>().Where(b => EF.Parameter(wanted).Contains(b.OrganizationId)))
            .ToDictionaryAsync(b => b.OrganizationId, cancel);
    }

    /// <summary>One book, or null.</summary>
    public static async Task<BookInfo?> FindAsync(BaotuanDb db, long bookId, CancellationToken cancel) =>
        await Infos(db.Set<Book>().Where(b => b.Id == bookId)).FirstOrDefaultAsync(cancel);

    /// <summary>All books by id.</summary>
    public static async Task<IReadOnlyList<BookInfo>> ListAsync(BaotuanDb db, CancellationToken cancel) =>
        await Infos(db.Set<Book>().OrderBy(b => b.Id)).ToListAsync(cancel);

    /// <summary>Opens one book. Refuses: <c>chart_not_found</c>, <c>periods_out_of_range</c>, <c>book_already_opened</c>.</summary>
    /// <param name="importBatchId">The import that asked for it; 0 when typed in.</param>
    public static async Task<Outcome<BookInfo>> OpenAsync(
        BaotuanDb db, long organizationId, string chart, DateOnly openedOn, int throughYear, long importBatchId, CancellationToken cancel)
    {
        var opened = await OpenAsync(db, [new(organizationId, chart, openedOn, throughYear)], importBatchId, cancel);
        return opened.Ok ? opened.Value[0] : Outcome<BookInfo>.Refused(opened.Refusals);
    }

    /// <summary>Opens a lot of books, all or none; the result is in the order asked for.</summary>
    public static Task<Outcome<IReadOnlyList<BookInfo>>> OpenAsync(
        BaotuanDb db, IReadOnlyList<BookOpening> openings, long importBatchId, CancellationToken cancel) =>
        OpenBooks.RunAsync(db, openings, importBatchId, cancel);

    /// <summary>The accounts of a book in code order.</summary>
    public static async Task<IReadOnlyList<AccountInfo>> AccountsAsync(BaotuanDb db, long bookId, CancellationToken cancel)
    {
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => a.BookId == bookId).OrderBy(a => a.Code).ToListAsync(cancel);
        var parents = accounts.Select(a => a.ParentCode).ToHashSet();
        return [.. accounts.Select(a => new AccountInfo(a.Code, a.Name, SideCodes.Parse(a.Side), a.Kind, a.ParentCode, !parents.Contains(a.Code)))];
    }

    /// <summary>The months of a book in order.</summary>
    public static async Task<IReadOnlyList<PeriodInfo>> PeriodsAsync(BaotuanDb db, long bookId, CancellationToken cancel) =>
        await db.Set<AccountingPeriod>().Where(m => m.BookId == bookId).OrderBy(m => m.YearMonth)
            .Select(m => new PeriodInfo((int)m.YearMonth, m.ClosedAtMs)).ToListAsync(cancel);

    /// <summary>
    /// Adds a sub-account. Refuses: <c>parent_account_not_found</c>, <c>account_name_missing</c>, <c>account_already_exists</c>,
    /// <c>parent_account_has_postings</c>. Null when done.
    /// </summary>
    public static Task<Refusal?> AddAccountAsync(BaotuanDb db, long bookId, string code, string name, CancellationToken cancel) =>
        AddAccount.RunAsync(db, bookId, code, name, cancel);

    /// <summary>
    /// Closes a month; months close in order. Refuses: <c>period_not_found</c>, <c>period_already_closed</c>,
    /// <c>earlier_period_open</c>. Null when done.
    /// </summary>
    public static Task<Refusal?> ClosePeriodAsync(BaotuanDb db, long bookId, int yearMonth, CancellationToken cancel) =>
        ClosePeriods.CloseAsync(db, bookId, yearMonth, cancel);

    /// <summary>
    /// Opens the last closed month again, for a reason that goes into the operation log. Refuses: <c>reason_missing</c>,
    /// <c>period_not_found</c>, <c>period_not_closed</c>, <c>later_period_closed</c>. Null when done.
    /// </summary>
    public static Task<Refusal?> ReopenPeriodAsync(BaotuanDb db, long bookId, int yearMonth, string reason, CancellationToken cancel) =>
        ClosePeriods.ReopenAsync(db, bookId, yearMonth, reason, cancel);

    /// <summary>Adds months to the end of a year. Refuses: <c>book_not_found</c>, <c>periods_out_of_range</c>. Null when done.</summary>
    public static Task<Refusal?> ExtendPeriodsAsync(BaotuanDb db, long bookId, int throughYear, CancellationToken cancel) =>
        ClosePeriods.ExtendAsync(db, bookId, throughYear, cancel);

    private static IQueryable<BookInfo> Infos(IQueryable<Book> books) =>
        books.Select(b => new BookInfo(b.Id, b.OrganizationId, b.Chart, b.OpenedOn));
}
