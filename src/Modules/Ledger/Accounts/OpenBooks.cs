using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Accounts;

/// <summary>Opens a lot of books with their accounts and months.</summary>
internal static class OpenBooks
{
    public const int MaxYears = 100;

    public static async Task<Outcome<IReadOnlyList<BookInfo>>> RunAsync(
        BaotuanDb db, IReadOnlyList<BookOpening> openings, long importBatchId, CancellationToken cancel)
    {
        var wanted = openings.Select(o => o.OrganizationId).ToArray();
        var taken = (await db.Set<Book>().Where(b => EF.Parameter(wanted).Contains(b.OrganizationId))
            .Select(b => b.OrganizationId).ToListAsync(cancel)).ToHashSet();
        var refusals = openings.Select(o => Check(o, taken)).OfType<Refusal>().ToList();
        if (refusals.Count > 0)
        {
            return Outcome<IReadOnlyList<BookInfo>>.Refused(refusals);
        }

        if (openings.Count == 0)
        {
            return Array.Empty<BookInfo>();
        }

        var id = await db.NextIdsAsync(Book.Table, openings.Count, cancel);
        var books = openings.Select(o => new Book
        {
            Id = id++,
            OrganizationId = o.OrganizationId,
            Chart = o.Chart,
            OpenedOn = o.OpenedOn,
            RecordedAtMs = db.RecordedAtMs,
            ImportBatchId = importBatchId,
        }).ToList();
        Facts.WriteAll(db, books);
        Facts.WriteAll(db, books.SelectMany(AccountsOf));
        Facts.WriteAll(db, books.Zip(openings).SelectMany(b => MonthsOf(b.First, b.Second.ThroughYear)));
        return books.Select(b => new BookInfo(b.Id, b.OrganizationId, b.Chart, b.OpenedOn)).ToArray();
    }

    public static IEnumerable<AccountingPeriod> MonthsOf(long bookId, DateOnly from, int throughYear)
    {
        for (var month = new DateOnly(from.Year, from.Month, 1); month.Year <= throughYear; month = month.AddMonths(1))
        {
            yield return new AccountingPeriod { BookId = bookId, YearMonth = (month.Year * 100L) + month.Month };
        }
    }

    private static Refusal? Check(BookOpening opening, HashSet<long> taken)
    {
        if (ChartFile.Find(opening.Chart) is null)
        {
            return new Refusal("chart_not_found", $"没有名为“{opening.Chart}”的科目表，可用：{string.Join("、", Charts.All.Select(c => c.Code))}。");
        }

        if (opening.ThroughYear < opening.OpenedOn.Year || opening.ThroughYear - opening.OpenedOn.Year >= MaxYears)
        {
            return new Refusal("periods_out_of_range", $"会计期间应从建账年度 {opening.OpenedOn.Year} 起，至多 {MaxYears} 年，不能到 {opening.ThroughYear} 年。");
        }

        return taken.Add(opening.OrganizationId)
            ? null
            : new Refusal("book_already_opened", "这个组织已经建有账套，一个组织只能有一套账。");
    }

    private static IEnumerable<Account> AccountsOf(Book book) => ChartFile.Find(book.Chart)!.Select(line => new Account
    {
        BookId = book.Id,
        Code = line.Code,
        Name = line.Name,
        Side = line.Side,
        Kind = line.Kind,
        ParentCode = line.Parent,
    });

    private static IEnumerable<AccountingPeriod> MonthsOf(Book book, int throughYear) => MonthsOf(book.Id, book.OpenedOn, throughYear);
}
