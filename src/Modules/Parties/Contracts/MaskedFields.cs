using System.Security.Cryptography;
using Baotuan.Kernel;
using Baotuan.Platform.Access;

namespace Baotuan.Parties.Contracts;

/// <summary>A member's personal fields as pages and lists may show them: masked; empty where nothing is registered.</summary>
public sealed record MaskedFields(string CitizenId, string Phone, string BankAccount)
{
    internal const string Unreadable = "无法解密，请检查密钥文件";

    public static MaskedFields Of(FieldProtector fields, MemberInfo member)
    {
        string Masked(byte[]? value, string field, Func<string, string> mask) => value is null
            ? ""
            : Reveal(fields, value, Members.FieldRecord(member.CollectiveId, member.MemberNo, field)) is { } plain ? mask(plain) : Unreadable;

        return new(
            Masked(member.CitizenId, "citizen_id", Masking.CitizenId), Masked(member.Phone, "phone", Masking.Phone),
            Masked(member.BankAccount, "bank_account", Masking.BankAccount));
    }

    private static string? Reveal(FieldProtector fields, byte[] value, string record)
    {
        try
        {
            return fields.Reveal(value, record);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
