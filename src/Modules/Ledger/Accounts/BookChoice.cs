using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Accounts;

/// <summary>A book under the name by which people know it: its organisation's.</summary>
internal sealed record BookChoice(BookInfo Book, string Code, string Name)
{
    /// <summary>How many are offered for choosing; beyond that the code is typed.</summary>
    public const int MostOffered = 500;

    /// <summary>The books that the caller may read.</summary>
    public static IQueryable<Book> Readable(BaotuanDb db)
    {
        var among = db.Access.Reach(LedgerPermissions.BookRead).Among;
        return among is null ? db.Set<Book>() : db.Set<Book>().Where(b => EF.Parameter(among).Contains(b.OrganizationId));
    }

    /// <summary>The first books by organisation code, as far as the caller may read them.</summary>
    public static async Task<IReadOnlyList<BookChoice>> OfferedAsync(BaotuanDb db, CancellationToken cancel)
    {
        var books = await Readable(db).OrderBy(b => b.Id).Take(MostOffered)
            .Select(b => new BookInfo(b.Id, b.OrganizationId, b.Chart, b.OpenedOn)).ToListAsync(cancel);
        return await NamedAsync(db, books, cancel);
    }

    /// <summary>The book that an address or a field names: by the organisation's code, or by its whole name.</summary>
    public static async Task<BookChoice?> FindAsync(BaotuanDb db, string? text, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var wanted = text.Trim();
        if (await Organizations.ByCodeAsync(db, wanted, cancel) is { } owner)
        {
            db.Access.Require(LedgerPermissions.BookRead, owner.Id);
            var books = await Contracts.Books.FindByOrganizationsAsync(db, [owner.Id], cancel);
            return books.TryGetValue(owner.Id, out var book) ? new BookChoice(book, owner.Code, owner.Name) : null;
        }

        return (await OfferedAsync(db, cancel)).FirstOrDefault(b => b.Name == wanted);
    }

    /// <summary>The book of a voucher that is about to be shown.</summary>
    public static async Task<BookChoice> OfAsync(BaotuanDb db, long bookId, CancellationToken cancel)
    {
        var choice = (await ByIdsAsync(db, [bookId], cancel))[bookId];
        db.Access.Require(LedgerPermissions.BookRead, choice.Book.OrganizationId);
        return choice;
    }

    /// <summary>The names of some books, by book.</summary>
    public static async Task<IReadOnlyDictionary<long, BookChoice>> ByIdsAsync(BaotuanDb db, IEnumerable<long> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToArray();
        var books = await db.Set<Book>().Where(b => EF.Parameter(wanted).Contains(b.Id))
            .Select(b => new BookInfo(b.Id, b.OrganizationId, b.Chart, b.OpenedOn)).ToListAsync(cancel);
        return (await NamedAsync(db, books, cancel)).ToDictionary(b => b.Book.Id);
    }

    private static async Task<IReadOnlyList<BookChoice>> NamedAsync(BaotuanDb db, List<BookInfo> books, CancellationToken cancel)
    {
        var owners = await Organizations.ByIdsAsync(db, books.Select(b => b.OrganizationId), cancel);
        return [.. books.Select(b => owners.TryGetValue(b.OrganizationId, out var owner)
            ? new BookChoice(b, owner.Code, owner.Name)
            : new BookChoice(b, "", $"账套 {b.Id}")).OrderBy(b => b.Code, StringComparer.Ordinal)];
    }
}
