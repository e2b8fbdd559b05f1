using Baotuan.Engine.Conflicts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Members;

/// <summary>What a search scope shows of a member, and nothing else: his number, whether he is one, and the masked name.</summary>
internal sealed record FoundMember(string VillageCode, string VillageName, string MemberNo, string MaskedName);

/// <summary>
/// Finds members by number or name for who may search and not read: a mediator or a grid officer learns that there is such a
/// person in such a village and whom to ask. Wants a number, or a name of two characters, so that nobody leafs through a roll.
/// </summary>
internal static class FindMembersQuery
{
    private const int Most = 20;
    private const int ShortestText = 2;

    public static async Task<Outcome<IReadOnlyList<FoundMember>>> RunAsync(BaotuanDb db, string text, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(PartiesPermissions.MemberSearch);
        var wanted = text.Trim();
        if (wanted.Length < ShortestText)
        {
            return new Refusal("search_too_short", $"请至少输入 {ShortestText} 个字：成员号，或完整的姓名。");
        }

        var filter = new OrganizationFilter(null, OrganizationKinds.Collectives, Among: db.Caller.Search.Among);
        var found = new List<FoundMember>();
        foreach (var village in await OrganizationSearch.PageAsync(db, filter, 0, int.MaxValue, cancel))
        {
            var members = await Contracts.Members.AsOfAsync(db, village.Id, today, long.MaxValue, cancel);
            found.AddRange(members.Where(m => m.MemberNo == wanted || PersonMark.Plain(m.Name) == PersonMark.Plain(wanted)).Select(m => new FoundMember(village.Code, village.Name, m.MemberNo, Masking.Name(m.Name))));
            if (found.Count >= Most)
            {
                break;
            }
        }

        return Outcome<IReadOnlyList<FoundMember>>.Of([.. found.Take(Most)]);
    }
}
