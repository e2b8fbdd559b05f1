using System.Security.Cryptography;
using System.Text;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.Ventures.BankFiles;

/// <summary>Name and account of one payee; the account is empty where none can be used, and <see cref="Problem"/> says why.</summary>
internal sealed record Payee(string Name, string Account, string? Problem);

/// <summary>
/// Whom a bank file pays: the accounts as they stand on the day of issue (they change after the record date), and the members
/// of the record date, of whom some may have left since.
/// </summary>
internal sealed class Payees(FieldProtector fields, Dictionary<string, MemberInfo> members)
{
    public static async Task<Payees> LoadAsync(
        BaotuanDb db, FieldProtector fields, long collectiveId, DateOnly recordDate, long issuedAtMs, CancellationToken cancel)
    {
        var members = (await Members.AndFormerAsOfAsync(db, collectiveId, recordDate, issuedAtMs, cancel)).ToDictionary(m => m.MemberNo);
        foreach (var member in await Members.AndFormerAsOfAsync(db, collectiveId, IssueDay(issuedAtMs), issuedAtMs, cancel))
        {
            members[member.MemberNo] = member;
        }

        return new(fields, members);
    }

    /// <summary>The calendar day in China.</summary>
    public static DateOnly IssueDay(long recordedAtMs) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(recordedAtMs).ToOffset(TimeSpan.FromHours(8)).DateTime);

    public Payee Find(string memberNo)
    {
        if (!members.TryGetValue(memberNo, out var member))
        {
            return new(memberNo, "", "花名册里没有这名成员，请先登记。");
        }

        if (member.BankAccount is null)
        {
            return new(member.Name, "", "没有登记银行账号，请登记后再发放。");
        }

        try
        {
            var account = Account(fields.Reveal(member.BankAccount, Members.FieldRecord(member.CollectiveId, memberNo, "bank_account")));
            return account.Length > 0 && account.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
                ? new(member.Name, account, null)
                : new(member.Name, "", "银行账号不是数字，请更正后再发放。");
        }
        catch (CryptographicException)
        {
            return new(member.Name, "", "银行账号无法解密：数据目录里的密钥（keys）与数据不符。");
        }
    }

    /// <summary>An account as banks print it, in groups or behind an apostrophe, brought to its characters.</summary>
    public static string Account(string text)
    {
        var account = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && c is not ('\'' or '\u200B' or '\uFEFF'))
            {
                account.Append(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c);
            }
        }

        return account.ToString();
    }
}
