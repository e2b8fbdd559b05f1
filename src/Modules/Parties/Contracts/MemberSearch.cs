using System.Security.Cryptography;
using Baotuan.Kernel;
using Baotuan.Parties.Members;
using Baotuan.Parties.Organizations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>A person found by a number.</summary>
/// <param name="By">The field that it was, in Chinese.</param>
/// <param name="Left">His membership has ended.</param>
public sealed record MemberHit(OrganizationInfo Collective, string MemberNo, string Name, string By, bool Left);

/// <summary>
/// Finds persons by a citizen id, phone or bank account typed in full, within the caller's scope. Every search is in the operation
/// log, by the kind of number and never with the number.
/// </summary>
public static class MemberSearch
{
    /// <summary>Who has this number on record on a day, by collective and member number; the log's line is written with it.</summary>
    public static async Task<Outcome<IReadOnlyList<MemberHit>>> ByNumberAsync(
        BaotuanDb db, FieldProtector fields, string typed, DateOnly on, CancellationToken cancel)
    {
        var reach = db.Access.Reach(PartiesPermissions.MemberRead);
        var candidates = PersonalField.All.Select(f => (Field: f, Plain: f.Whole(typed))).Where(c => c.Plain is not null).ToList();
        if (candidates.Count == 0)
        {
            return new Refusal("number_not_whole", "要填完整的号码：身份证号 18 位，电话 5 至 20 位数字，银行账号 8 至 32 位数字。只记得一部分时，请按姓名或户号查。");
        }

        var hits = new List<MemberHit>();
        foreach (var (field, plain) in candidates)
        {
            hits.AddRange(await HitsAsync(db, fields, reach, field, plain!, on, cancel));
        }

        await LogAsync(db, [.. candidates.Select(c => c.Field.Chinese)], hits, cancel);
        return Outcome<IReadOnlyList<MemberHit>>.Of([.. hits.OrderBy(h => h.Collective.Code, StringComparer.Ordinal).ThenBy(h => h.MemberNo, StringComparer.Ordinal)]);
    }

    private static async Task<List<MemberHit>> HitsAsync(
        BaotuanDb db, FieldProtector fields, OrganizationSet reach, PersonalField field, string plain, DateOnly on, CancellationToken cancel)
    {
        var places = new HashSet<(long CollectiveId, string MemberNo)>();
        foreach (var digest in fields.Digests(field.Column, plain))
        {
            places.UnionWith((await PlacesAsync(db, reach, field.Column, digest, cancel)).Select(p => (p.CollectiveId, p.MemberNo)));
        }

        var collectives = await Organizations.ByIdsAsync(db, places.Select(p => p.CollectiveId), cancel);
        var hits = new List<MemberHit>();
        foreach (var (collectiveId, memberNo) in places)
        {
            if (await PersonRecord.FindAsync(db, collectiveId, memberNo, on, cancel) is { } person && Has(fields, field, person, plain))
            {
                hits.Add(new(collectives[collectiveId], memberNo, person.Name, field.Chinese, !await PersonRecord.IsMemberAsync(db, collectiveId, memberNo, on, cancel)));
            }
        }

        return hits;
    }

    // organisation by organisation: the index is kept by collective, as every table of members is
    internal static Task<List<PersonIndex>> PlacesAsync(BaotuanDb db, OrganizationSet reach, string field, byte[] digest, CancellationToken cancel)
    {
        var collectives = db.Set<Organization>().AsNoTracking();
        if (reach.Among is { } among)
        {
            collectives = collectives.Where(o => among.Contains(o.Id));
        }

        return (from collective in collectives
                join place in db.Set<PersonIndex>().AsNoTracking() on collective.Id equals place.CollectiveId
                where place.Field == field && place.Digest == digest
                select place).ToListAsync(cancel);
    }

    // what was corrected since is still in the index, and is not what stands
    private static bool Has(FieldProtector fields, PersonalField field, Person person, string plain)
    {
        try
        {
            return field.Reveal(fields, person) == plain;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static async Task LogAsync(BaotuanDb db, IReadOnlyList<string> kinds, IReadOnlyList<MemberHit> hits, CancellationToken cancel)
    {
        const string Action = "member.search";
        if (hits.Count == 0)
        {
            await db.LogAsync(Action, "member", $"按{string.Join("、", kinds)}查找，没有找到", cancel, kind: "view");
        }

        foreach (var hit in hits)
        {
            await db.LogAsync(Action, $"member/{hit.Collective.Id}/{hit.MemberNo}", $"按{hit.By}查到", cancel, hit.Collective.Id, kind: "view");
        }
    }
}
