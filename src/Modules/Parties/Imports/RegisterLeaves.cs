using Baotuan.Parties.CompanyUnits;
using Baotuan.Parties.Members;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Imports;

/// <summary>
/// The registers in the log: each recording of a household, person, membership, share class, share or unit of a company is a leaf. Whose register it is is public;
/// what was recorded is committed to, what names a member with his own secret. Sealed fields are committed to as they are sealed.
/// </summary>
internal static class RegisterLeaves
{
    private static readonly TableSource<Household> Households = Of<Household>("household", "户登记", nameof(Household.CollectiveId), "collective");
    private static readonly TableSource<Person> People = Of<Person>("person", "成员信息", nameof(Person.CollectiveId), "collective", nameof(Person.MemberNo));
    private static readonly TableSource<Membership> Memberships = Of<Membership>("membership", "成员资格", nameof(Membership.CollectiveId), "collective", nameof(Membership.MemberNo));
    private static readonly TableSource<ShareClass> Classes = Of<ShareClass>("share-class", "股份类别", nameof(ShareClass.CollectiveId), "collective");
    private static readonly TableSource<Share> Shares = Of<Share>("share", "份额", nameof(Share.CollectiveId), "collective", nameof(Share.MemberNo));
    private static readonly TableSource<CompanyUnit> Units = Of<CompanyUnit>("company-unit", "联合公司份额", nameof(CompanyUnit.CompanyId), "company");

    public static readonly IReadOnlyList<ILeafSource> All = [Households, People, Memberships, Classes, Shares, Units];

    /// <summary>A fact was recorded by the running command: its leaf goes into the log before the command ends.</summary>
    public static void Written(BaotuanDb db, Fact fact)
    {
        var (source, owner) = fact switch
        {
            Household f => ((ILeafTable)Households, f.CollectiveId),
            Person f => (People, f.CollectiveId),
            Membership f => (Memberships, f.CollectiveId),
            ShareClass f => (Classes, f.CollectiveId),
            Share f => (Shares, f.CollectiveId),
            CompanyUnit f => (Units, f.CompanyId),
            _ => throw new InvalidOperationException($"{fact.GetType().Name} is no register of Parties"),
        };
        source.Written(db, owner, owner);
    }

    private static TableSource<T> Of<T>(string type, string name, string owner, string ownerName, string? member = null)
        where T : Fact => new(
        type, name, new(owner, ownerName, owner, member, nameof(Fact.RecordedAtMs)),
        db => db.Set<T>().Select(f => EF.Property<long>(f, owner)).Distinct().Select(id => new LeafSubject { Id = id, OwnerId = id }));
}
