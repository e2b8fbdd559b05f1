using Baotuan.Kernel;
using Baotuan.Parties.Members;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>What opens a member's leaves in the log.</summary>
public static class MemberOpenings
{
    /// <summary>
    /// Erases it for good, on his application or where the law asks for it (个人信息保护法 art. 47). Registers and accounts stay. Refusals:
    /// <c>collective_not_found</c>, <c>member_not_found</c>, <c>reason_needed</c>, <c>secret_is_erased</c>.
    /// </summary>
    public static async Task<Outcome<string>> EraseAsync(BaotuanDb db, string village, string memberNo, string reason, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.KeyManage);
        if (await Organizations.ByCodeAsync(db, village, cancel) is not { IsCollective: true } owner)
        {
            return new Refusal("collective_not_found", $"没有编码为 {village} 的村集体。");
        }

        var members = await db.Set<Membership>().Where(m => m.CollectiveId == owner.Id).Select(m => m.MemberNo)
            .Union(db.Set<Person>().Where(p => p.CollectiveId == owner.Id).Select(p => p.MemberNo))
            .Union(db.Set<Share>().Where(s => s.CollectiveId == owner.Id).Select(s => s.MemberNo)).ToListAsync(cancel);
        if (!members.Contains(memberNo))
        {
            return new Refusal("member_not_found", $"{village} 没有编号为 {memberNo} 的成员。");
        }

        return await SecretActs.EraseAsync(db, owner.Id, memberNo, members, reason, cancel) is { } refusal ? refusal : memberNo;
    }
}
