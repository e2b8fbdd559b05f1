using Baotuan.Kernel;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Accounts;

/// <summary>Adds a sub-account of a book's own (codes grow by two digits: 3-2-2 or 4-2-2); it inherits side and kind.</summary>
internal static class AddAccount
{
    public static async Task<Refusal?> RunAsync(BaotuanDb db, long bookId, string code, string name, CancellationToken cancel)
    {
        var parentCode = code.Length > 2 ? code[..^2] : "";
        var parent = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.BookId == bookId && a.Code == parentCode, cancel);
        if (parent is null || code.Any(c => !char.IsAsciiDigit(c)))
        {
            return new Refusal("parent_account_not_found", $"科目编码 {code} 应为上级科目编码加两位数字，账套里没有上级科目 {parentCode}。");
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return new Refusal("account_name_missing", "请填写科目名称。");
        }

        if (await db.Set<Account>().AnyAsync(a => a.BookId == bookId && a.Code == code, cancel))
        {
            return new Refusal("account_already_exists", $"账套里已有科目 {code}。");
        }

        if (await db.Set<Posting>().AnyAsync(p => p.BookId == bookId && p.AccountCode == parentCode, cancel))
        {
            return new Refusal("parent_account_has_postings", $"上级科目 {parentCode} 已有记账，不能再设明细科目；请新设同级科目。");
        }

        db.Add(new Account { BookId = bookId, Code = code, Name = name.Trim(), Side = parent.Side, Kind = parent.Kind, ParentCode = parentCode });
        await db.LogAsync("ledger.account", $"book/{bookId}/{code}", name.Trim(), cancel);
        await db.SaveChangesAsync(cancel);
        return null;
    }
}
