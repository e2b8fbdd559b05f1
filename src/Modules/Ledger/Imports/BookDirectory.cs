using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Imports;

/// <summary>An organisation with its book, as rows of a sheet name it.</summary>
internal sealed record ImportBook(OrganizationInfo Organization, BookInfo Book, IReadOnlyDictionary<string, bool> LeafByCode);

/// <summary>Finds the organisations, books and accounts that rows name; each is read once per import.</summary>
internal sealed class BookDirectory(BaotuanDb db)
{
    public const string OrganizationColumn = "organization";
    public const string AccountColumn = "account";

    private readonly Dictionary<string, OrganizationInfo?> _organizations = [];
    private readonly Dictionary<string, ImportBook?> _books = [];

    /// <summary>The organisation of a row, or null after refusing the row.</summary>
    public async Task<OrganizationInfo?> OrganizationAsync(SheetRow row, CancellationToken cancel)
    {
        var code = row.Text(OrganizationColumn);
        if (code.Length == 0)
        {
            return null; // the missing cell is refused already
        }

        if (!_organizations.TryGetValue(code, out var organization))
        {
            organization = await Organizations.ByCodeAsync(db, code, cancel);
            _organizations[code] = organization;
        }

        if (organization is null)
        {
            row.Refuse(OrganizationColumn, $"没有代码为“{code}”的组织，请先导入组织或改正代码");
        }

        return organization;
    }

    /// <summary>The book of a row's organisation, or null after refusing the row.</summary>
    public async Task<ImportBook?> BookAsync(SheetRow row, CancellationToken cancel)
    {
        var code = row.Text(OrganizationColumn);
        if (!_books.TryGetValue(code, out var book))
        {
            if (await OrganizationAsync(row, cancel) is not { } organization)
            {
                return null;
            }

            book = await LoadAsync(organization, cancel);
            _books[code] = book;
        }

        if (book is null)
        {
            row.Refuse(OrganizationColumn, $"组织“{code}”还没有账套，请先在“账套”表里建账");
        }

        return book;
    }

    /// <summary>The leaf account of a row, or null after refusing the row.</summary>
    public static string? Account(SheetRow row, ImportBook book)
    {
        var code = row.Text(AccountColumn);
        if (code.Length == 0)
        {
            return null;
        }

        if (!book.LeafByCode.TryGetValue(code, out var leaf))
        {
            row.Refuse(AccountColumn, $"账套里没有科目 {code}，请改用已有科目或先增设");
            return null;
        }

        if (!leaf)
        {
            row.Refuse(AccountColumn, $"科目 {code} 下设明细科目，请填明细科目");
            return null;
        }

        return code;
    }

    /// <summary>Side and amount of a row from its two columns, of which exactly one is filled; null after refusing the row.</summary>
    public static (Side Side, Money Amount)? Amount(SheetRow row)
    {
        if (row.HasErrors)
        {
            return null; // a bad amount counts as empty and has its message
        }

        var (debit, credit) = (row.AmountOrNull("debit"), row.AmountOrNull("credit"));
        if (debit is { } d && d != Money.Zero && credit is { } c && c != Money.Zero)
        {
            row.Refuse("credit", "借方和贷方只能填一个");
            return null;
        }

        return debit is { } left && left != Money.Zero ? (Side.Debit, left)
            : credit is { } right && right != Money.Zero ? (Side.Credit, right)
            : (debit ?? credit) is { } zero ? (Side.Debit, zero)
            : Neither(row);
    }

    private static (Side, Money)? Neither(SheetRow row)
    {
        row.Refuse("debit", "借方或贷方要填一个金额");
        return null;
    }

    private async Task<ImportBook?> LoadAsync(OrganizationInfo organization, CancellationToken cancel)
    {
        var found = await Contracts.Books.FindByOrganizationsAsync(db, [organization.Id], cancel);
        if (!found.TryGetValue(organization.Id, out var book))
        {
            return null;
        }

        var accounts = await Contracts.Books.AccountsAsync(db, book.Id, cancel);
        return new ImportBook(organization, book, accounts.ToDictionary(a => a.Code, a => a.IsLeaf));
    }
}
