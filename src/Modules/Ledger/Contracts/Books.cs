using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
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

    private static IQueryable<BookInfo> Infos(IQueryable<Book> books) =>
        books.Select(b => new BookInfo(b.Id, b.OrganizationId, b.Chart, b.OpenedOn));
}
