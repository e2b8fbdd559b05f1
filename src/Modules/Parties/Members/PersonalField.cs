using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;

namespace Baotuan.Parties.Members;

/// <summary>One kind of personal field in the sheet of members: how it is checked, masked and sealed.</summary>
internal sealed record PersonalField(string Column, string Chinese, Func<string, string?> Problem, Func<string, string> Mask, Func<Person, byte[]?> Of)
{
    public const string CitizenIdColumn = "citizen_id";

    public static readonly PersonalField CitizenId = new(CitizenIdColumn, "身份证号", CitizenIdProblem, Masking.CitizenId, p => p.CitizenId);

    public static readonly PersonalField Phone = new("phone", "电话", PhoneProblem, Masking.Phone, p => p.Phone);

    public static readonly PersonalField BankAccount = new("bank_account", "银行账号", BankAccountProblem, Masking.BankAccount, p => p.BankAccount);

    /// <summary>Every one, in the order of the sheet.</summary>
    public static readonly IReadOnlyList<PersonalField> All = [CitizenId, Phone, BankAccount];

    /// <summary>The typed text as it would be on record if it is a whole value of this field; null when it is none.</summary>
    public string? Whole(string typed)
    {
        var plain = Normal(Typed(typed));
        return Problem(plain) is null ? plain : null;
    }

    /// <summary>What people type by Chinese input methods and in groups, brought to its characters.</summary>
    public static string Typed(string text) =>
        new([.. text.Where(c => !char.IsWhiteSpace(c)).Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c)]);

    /// <summary>What is on record in plain; null when nothing is.</summary>
    public string? Reveal(FieldProtector fields, Person? person) => person is not null && Of(person) is { } bytes
        ? fields.Reveal(bytes, Contracts.Members.FieldRecord(person.CollectiveId, person.MemberNo, Column))
        : null;

    /// <summary>
    /// The value that the row means, in plain: an empty cell and the masked form of what is on record leave it as it is.
    /// What cannot be taken is told to the row.
    /// </summary>
    public string? Read(SheetRow row, FieldProtector fields, Person? onRecord)
    {
        if (row.TextOrNull(Column) is not { } typed)
        {
            return Reveal(fields, onRecord);
        }

        if (typed.Contains('*', StringComparison.Ordinal))
        {
            var known = Reveal(fields, onRecord);
            if (known is null || Mask(known) != typed)
            {
                row.Refuse(Column, "带星号的是遮盖过的号码，与已登记的对不上。请填写完整号码，或留空表示不改。");
            }

            return known;
        }

        var plain = Normal(Typed(typed));
        if (Problem(plain) is { } problem)
        {
            row.Refuse(Column, problem);
        }

        return plain;
    }

    /// <summary>Sealed for storing; null stays null.</summary>
    public byte[]? Seal(FieldProtector fields, string? plain, long collectiveId, string memberNo) =>
        plain is null ? null : fields.Protect(plain, Contracts.Members.FieldRecord(collectiveId, memberNo, Column));

    // people put blanks between the groups of long numbers
    private static string Normal(string typed) => CitizenIdNumber.TryParse(typed, out var id, out _) ? id.Text : typed.Replace(" ", "");

    private static string? CitizenIdProblem(string plain) => CitizenIdNumber.TryParse(plain, out _, out var problem) ? null : problem.Chinese();

    private static string? PhoneProblem(string plain) =>
        plain.Length is >= 5 and <= 20 && plain.All(c => char.IsAsciiDigit(c) || c is '-' or '+')
            ? null
            : "电话应是 5 至 20 位数字（可带 - 或 +），请核对。";

    private static string? BankAccountProblem(string plain) => plain.Length is >= 8 and <= 32 && plain.All(char.IsAsciiDigit)
        ? null
        : "银行账号应是 8 至 32 位数字，请核对。";
}
