using System.Security.Cryptography;
using Baotuan.Kernel;
using Baotuan.Parties.Members;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Contracts;

/// <summary>One personal field of one person.</summary>
/// <param name="Village">Code of the collective.</param>
/// <param name="Field"><c>citizen_id</c>, <c>phone</c> or <c>bank_account</c>.</param>
/// <param name="On">As it stands on this day.</param>
public sealed record RevealSubject(string Village, string MemberNo, string Field, DateOnly On);

/// <summary>What is asked about, before anything of it is shown.</summary>
/// <param name="Label">The field in Chinese.</param>
/// <param name="Masked">Empty where nothing is registered.</param>
public sealed record RevealQuestion(OrganizationInfo Collective, string MemberNo, string Name, string Label, string Masked);

/// <summary>Shows one personal field in full, against a reason that is in the operation log before the value is on the screen.</summary>
public static class MemberReveal
{
    /// <summary>Shortest reason, in characters.</summary>
    public const int ShortestReason = 4;

    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 200;

    /// <summary>Where the page is that asks for the reason.</summary>
    public static string Href(string village, string memberNo, string field) =>
        $"/members/{Uri.EscapeDataString(village)}/{Uri.EscapeDataString(memberNo)}/reveal?field={field}";

    /// <summary>Whether the link is worth showing; the act asks again.</summary>
    public static bool Offered(Caller caller, long collectiveId, string memberNo) =>
        caller.May(PartiesPermissions.MemberReveal, collectiveId) || caller.Holds(PartiesPermissions.MemberOwn) && caller.Is(collectiveId, memberNo);

    /// <summary>Whose field it is; null when there is no such collective, person or field.</summary>
    public static async Task<RevealQuestion?> AskAsync(BaotuanDb db, FieldProtector fields, RevealSubject subject, CancellationToken cancel) =>
        await FindAsync(db, subject, cancel) is ({ } collective, { } person, { } field)
            ? new(collective, person.MemberNo, person.Name, field.Chinese, Masked(fields, field, person))
            : null;

    /// <summary>
    /// The value in full. Runs inside <see cref="Store.WriteAsync{T}(Caller, Func{BaotuanDb, CancellationToken, Task{Outcome{T}}}, CancellationToken, bool)"/>:
    /// show it only after that has answered, when the log's line is committed.
    /// </summary>
    public static async Task<Outcome<string>> RevealAsync(
        BaotuanDb db, FieldProtector fields, RevealSubject subject, string? reason, CancellationToken cancel)
    {
        if (await FindAsync(db, subject, cancel) is not ({ } collective, { } person, { } field))
        {
            return new Refusal("field_not_found", "没有这名成员的这项登记，请回到成员页再选。");
        }

        var stated = (reason ?? "").Trim();
        if (stated.Length is < ShortestReason or > LongestReason)
        {
            return new Refusal("reason_needed", $"请写明为什么要看，{ShortestReason} 至 {LongestReason} 个字。理由会记入操作日志，本人可以看到。");
        }

        if (Open(fields, field, person) is not { } plain)
        {
            return new Refusal("field_not_readable", $"{field.Chinese}没有登记，或无法解密（请检查密钥文件）。");
        }

        if (PersonalField.Typed(stated).Contains(plain, StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal("reason_holds_number", "理由里不要写号码本身：理由会记入操作日志。");
        }

        await db.LogAsync("member.reveal", $"member/{collective.Id}/{person.MemberNo}/{field.Column}", stated, cancel, collective.Id, kind: "view");
        return plain;
    }

    private static async Task<(OrganizationInfo?, Person?, PersonalField?)> FindAsync(BaotuanDb db, RevealSubject subject, CancellationToken cancel)
    {
        var collective = await Organizations.ByCodeAsync(db, subject.Village, cancel);
        // who may not look learns nothing from a collective that does not exist
        db.Access.RequireLine(PartiesPermissions.MemberReveal, PartiesPermissions.MemberOwn, collective?.Id ?? 0, subject.MemberNo, null);
        return collective is null
            ? (null, null, null)
            : (collective, await PersonRecord.FindAsync(db, collective.Id, subject.MemberNo, subject.On, cancel), PersonalField.All.FirstOrDefault(f => f.Column == subject.Field));
    }

    private static string Masked(FieldProtector fields, PersonalField field, Person person) =>
        field.Of(person) is null ? "" : Open(fields, field, person) is { } plain ? field.Mask(plain) : MaskedFields.Unreadable;

    private static string? Open(FieldProtector fields, PersonalField field, Person person)
    {
        try
        {
            return field.Reveal(fields, person);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
