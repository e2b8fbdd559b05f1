using Baotuan.Engine.Conflicts;
using Baotuan.Parties.Members;
using Baotuan.Platform.Access;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>
/// Who a person is in the registers of members, for whoever keeps people from their own matters. Asks nothing, since it is asked of every act: what it answers is compared
/// and never shown.
/// </summary>
public static class MemberLines
{
    /// <summary>Lines under which somebody of this name has this phone on a day.</summary>
    /// <param name="phone">As typed; what is no phone finds nobody.</param>
    public static async Task<IReadOnlyList<MemberLine>> ByPhoneAsync(BaotuanDb db, FieldProtector fields, string name, string phone, DateOnly on, CancellationToken cancel)
    {
        if (PersonalField.Phone.Whole(phone) is not { } plain)
        {
            return [];
        }

        var places = new HashSet<(long CollectiveId, string MemberNo)>();
        foreach (var digest in fields.Digests(PersonalField.Phone.Column, plain))
        {
            places.UnionWith((await MemberSearch.PlacesAsync(db, OrganizationSet.All, PersonalField.Phone.Column, digest, cancel)).Select(p => (p.CollectiveId, p.MemberNo)));
        }

        var lines = new List<MemberLine>();
        foreach (var (collectiveId, memberNo) in places.Order())
        {
            if (await FindAsync(db, fields, collectiveId, memberNo, on, cancel) is { } mark && mark.Name == name && mark.Phone == Digits(plain))
            {
                lines.AddRange(mark.Lines);
            }
        }

        return lines;
    }

    /// <summary>Who has a line on a day; null where nobody has it.</summary>
    public static async Task<PersonMark?> FindAsync(BaotuanDb db, FieldProtector fields, long collectiveId, string memberNo, DateOnly on, CancellationToken cancel)
    {
        if (await PersonRecord.FindAsync(db, collectiveId, memberNo, on, cancel) is not { } person)
        {
            return null;
        }

        var versions = await db.Set<Membership>().AsNoTracking().Where(m => m.CollectiveId == collectiveId && m.MemberNo == memberNo && m.ValidFrom <= on)
            .OrderBy(m => m.ValidFrom).ThenBy(m => m.RecordedAtMs).ToListAsync(cancel);
        var household = Facts.InForce(versions, m => m.MemberNo).FirstOrDefault(m => !m.Ended)?.HouseholdNo ?? "";
        return new(PersonMark.Plain(person.Name), Digits(PersonalField.Phone.Reveal(fields, person) ?? ""), [new(collectiveId, memberNo, household)]);
    }

    /// <summary>A phone as marks compare it; empty where the text is none.</summary>
    public static string PhoneOf(string typed) => Digits(PersonalField.Phone.Whole(typed) ?? "");

    private static string Digits(string phone) => new([.. phone.Where(char.IsAsciiDigit)]);
}
