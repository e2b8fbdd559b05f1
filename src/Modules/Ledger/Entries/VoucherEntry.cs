using System.Globalization;
using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Pages;

namespace Baotuan.Ledger.Entries;

/// <summary>A voucher as typed into the form, everything as text.</summary>
internal sealed class VoucherEntry
{
    /// <summary>Made with the empty form: posting the same form twice posts one voucher.</summary>
    public string? ClientId { get; set; }
    public string? On { get; set; }
    public string? Class { get; set; }
    public string? Summary { get; set; }
    public List<VoucherEntryLine> Lines { get; set; } = [];

    /// <summary>The draft, or null with what is wrong field by field.</summary>
    internal VoucherDraft? Read(BookChoice book, IReadOnlyList<AccountInfo> accounts, FormErrors errors)
    {
        if (!DateOnly.TryParseExact(On, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
        {
            errors.Add("Input.On", "请填写日期");
        }

        errors.Require("Input.Summary", "摘要", Summary);
        var postings = new List<PostingDraft>();
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Lines[i].IsFilled && Lines[i].Read($"Input.Lines[{i}]", i + 1, accounts, errors) is { } posting)
            {
                postings.Add(posting);
            }
        }

        if (!errors.Any)
        {
            CheckSums(postings, errors);
        }

        return errors.Any ? null : new VoucherDraft(
            book.Book.Id, on, Summary!.Trim(), ClientId ?? "", postings, string.IsNullOrWhiteSpace(Class) ? VoucherClasses.General : Class.Trim());
    }

    private static void CheckSums(List<PostingDraft> postings, FormErrors errors)
    {
        if (postings.Count < 2)
        {
            errors.Add("Input.Lines[0].Account", "一张凭证至少填两行，有借有贷");
            return;
        }

        var debit = Sum(postings, Side.Debit);
        var credit = Sum(postings, Side.Credit);
        if (debit != credit)
        {
            errors.Add("", $"借方合计 {debit.Format()} 元，贷方合计 {credit.Format()} 元，相差 {(debit > credit ? debit - credit : credit - debit).Format()} 元；请改平后再记账");
        }
    }

    private static Money Sum(List<PostingDraft> postings, Side side) =>
        postings.Where(p => p.Side == side).Aggregate(Money.Zero, (sum, p) => sum + new Money(p.AmountFen));
}

/// <summary>One line of the form.</summary>
internal sealed class VoucherEntryLine
{
    public string? Account { get; set; }
    public string? Debit { get; set; }
    public string? Credit { get; set; }
    public string? Party { get; set; }
    public string? Tag { get; set; }

    internal bool IsFilled => new[] { Account, Debit, Credit, Party }.Any(t => !string.IsNullOrWhiteSpace(t));

    internal PostingDraft? Read(string name, int number, IReadOnlyList<AccountInfo> accounts, FormErrors errors)
    {
        var account = FindAccount(name, number, accounts, errors);
        var amount = ReadAmount(name, number, errors);
        return account is null || amount is not { } found
            ? null
            : new PostingDraft(account.Code, found.Side, found.Fen, "", Party?.Trim() ?? "", Tag ?? "");
    }

    /// <summary>By code, by name, or by both as the suggestions write them.</summary>
    private AccountInfo? FindAccount(string name, int number, IReadOnlyList<AccountInfo> accounts, FormErrors errors)
    {
        var typed = HalfWidth.Trimmed(Account);
        var code = typed.Split(' ', 2)[0];
        var found = accounts.Where(a => a.Code == code).DefaultIfEmpty(accounts.FirstOrDefault(a => a.IsLeaf && a.Name == typed)).First();
        var problem = (typed.Length, found) switch
        {
            (0, _) => $"第 {number} 行请填写科目",
            (_, null) => $"第 {number} 行：账套里没有科目“{typed}”，请填编码或名称的开头几个字，从提示里选",
            (_, { IsLeaf: false }) => $"第 {number} 行：科目 {found.Code} {found.Name} 下面还有明细科目，请填明细科目",
            _ => null,
        };
        if (problem is not null)
        {
            errors.Add($"{name}.Account", problem);
        }

        return problem is null ? found : null;
    }

    private (Side Side, long Fen)? ReadAmount(string name, int number, FormErrors errors)
    {
        var (debit, credit) = (!string.IsNullOrWhiteSpace(Debit), !string.IsNullOrWhiteSpace(Credit));
        if (debit == credit)
        {
            errors.Add($"{name}.Debit", debit ? $"第 {number} 行：借方和贷方只能填一个" : $"第 {number} 行请填写借方或贷方金额");
            return null;
        }

        var (field, text) = debit ? ("Debit", Debit) : ("Credit", Credit);
        if (!Money.TryParse(text, out var money, out var problem))
        {
            errors.Add($"{name}.{field}", $"第 {number} 行：{problem.Chinese()}");
            return null;
        }

        if (money == Money.Zero)
        {
            errors.Add($"{name}.{field}", $"第 {number} 行：金额不能是 0");
            return null;
        }

        return (debit ? Side.Debit : Side.Credit, money.Fen);
    }
}
