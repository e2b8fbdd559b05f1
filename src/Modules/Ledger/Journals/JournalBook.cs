using System.Text;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Journals;

/// <summary>What an export says about a book: whose it is and what its accounts are called there.</summary>
/// <param name="OrganizationCode">Own code of the organisation; empty when Parties does not know it.</param>
/// <param name="Names">Full name in the export by account code, e.g. <c>Assets:102-银行存款</c>.</param>
/// <param name="AccountNames">Own name by account code, e.g. 银行存款.</param>
internal sealed record JournalBook(
    BookInfo Info, string OrganizationCode, string Title, IReadOnlyList<Account> Leaves, IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, string> AccountNames)
{
    public static async Task<IReadOnlyList<JournalBook>> LoadAsync(BaotuanDb db, IReadOnlyList<long> bookIds, CancellationToken cancel)
    {
        var books = new List<JournalBook>();
        foreach (var id in bookIds.Distinct())
        {
            if (await Contracts.Books.FindAsync(db, id, cancel) is { } info)
            {
                var owner = (await Organizations.ByIdsAsync(db, [info.OrganizationId], cancel)).GetValueOrDefault(info.OrganizationId);
                var accounts = await db.Set<Account>().AsNoTracking().Where(a => a.BookId == id).OrderBy(a => a.Code).ToListAsync(cancel);
                books.Add(Describe(info, owner, accounts, alone: bookIds.Count == 1));
            }
        }

        return books;
    }

    private static JournalBook Describe(BookInfo info, OrganizationInfo? owner, List<Account> accounts, bool alone)
    {
        var parents = accounts.Select(a => a.ParentCode).ToHashSet();
        var byCode = accounts.ToDictionary(a => a.Code);
        var within = alone ? "" : $":B{info.Id}{Component(owner?.Name ?? "")}";
        return new JournalBook(
            info, owner?.Code ?? "", owner?.Name ?? $"账套{info.Id}", [.. accounts.Where(a => !parents.Contains(a.Code))],
            accounts.ToDictionary(a => a.Code, a => $"{Root(a.Kind)}{within}{Path(a, byCode)}"),
            accounts.ToDictionary(a => a.Code, a => a.Name));
    }

    private static string Path(Account account, Dictionary<string, Account> byCode)
    {
        var above = byCode.TryGetValue(account.ParentCode, out var parent) ? Path(parent, byCode) : "";
        return $"{above}:{account.Code}{Component(account.Name)}";
    }

    /// <summary>Work in progress is an asset; the five roots are what both programs expect.</summary>
    private static string Root(string kind) => kind switch
    {
        "liability" => "Liabilities",
        "equity" => "Equity",
        "income" => "Income",
        "expense" => "Expenses",
        _ => "Assets",
    };

    /// <summary>A name as the tail of a component: letters and digits stay, anything else becomes one hyphen.</summary>
    private static string Component(string name)
    {
        var text = new StringBuilder("-");
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.DecimalDigitNumber)
            {
                text.Append(rune);
            }
            else if (text[^1] != '-')
            {
                text.Append('-');
            }
        }

        return text.ToString().TrimEnd('-');
    }
}
