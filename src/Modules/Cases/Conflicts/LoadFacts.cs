using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Conflicts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Conflicts;

/// <summary>What is known of the parties of a case and of who is to handle it. Opened to be compared; nothing of it goes out.</summary>
internal static class LoadFacts
{
    /// <summary>A party as the row has it.</summary>
    public static PersonMark Mark(FieldProtector fields, PartyRow p) => new(
        PersonMark.Plain(fields.Reveal(p.Name, CaseSeals.Name(p.CaseId, p.PartyNo))), MemberLines.PhoneOf(fields.Reveal(p.Contact, CaseSeals.Contact(p.CaseId, p.PartyNo))), []);

    /// <summary>The parties, with their lines in registers of members where name and phone lead to one.</summary>
    public static async Task<IReadOnlyList<PartyFacts>> PartiesAsync(BaotuanDb db, FieldProtector fields, IReadOnlyList<PartyRow> parties, CancellationToken cancel)
    {
        var facts = new List<PartyFacts>();
        foreach (var p in parties)
        {
            var mark = Mark(fields, p);
            var lines = p.OrganizationId is null ? await MemberLines.ByPhoneAsync(db, fields, mark.Name, mark.Phone, db.Today(), cancel) : [];
            facts.Add(new(p.PartyNo, mark with { Lines = lines }, p.OrganizationId));
        }

        return facts;
    }

    /// <summary>An account that handles or is named.</summary>
    public static async Task<HandlerFacts> HandlerAsync(BaotuanDb db, FieldProtector fields, User user, StandingInterest? interest, CancellationToken cancel)
    {
        var relatives = await db.Set<UserRelation>().AsNoTracking().Where(r => r.UserId == user.Id)
            .Join(db.Set<User>().AsNoTracking(), r => r.RelativeId, u => u.Id, (r, u) => u).OrderBy(u => u.Id).ToListAsync(cancel);
        var kin = new List<PersonMark>();
        foreach (var relative in relatives)
        {
            kin.Add(await AccountAsync(db, fields, relative, cancel));
        }

        if (Register(db) is { } register)
        {
            kin.AddRange((await register.KinAsync(db, fields, user.Id, db.Today(), cancel)).Select(k => new PersonMark(PersonMark.Plain(k.Name), MemberLines.PhoneOf(k.Phone), [])));
        }

        var employers = user.UnitId is { } unit ? (await OrganizationSearch.PageAsync(db, new(null, [], [unit]), 0, 1000, cancel)).Select(o => o.Id).ToHashSet() : [];
        return new(user.Id, await AccountAsync(db, fields, user, cancel), kin, employers, interest is not null);
    }

    /// <summary>The declared interest in a party.</summary>
    public static async Task<StandingInterest?> InterestAsync(BaotuanDb db, LoadedCase found, long userId, CancellationToken cancel) =>
        found.Parties.Select(p => p.OrganizationId).OfType<long>().Distinct().ToArray() is { Length: > 0 } ids && Register(db) is { } register
            ? await register.FindAsync(db, userId, new(ids), db.Today(), cancel)
            : null;

    private static IKnowsInterests? Register(BaotuanDb db) => db.Modules.OfType<IKnowsInterests>().SingleOrDefault();

    private static async Task<PersonMark> AccountAsync(BaotuanDb db, FieldProtector fields, User user, CancellationToken cancel)
    {
        var name = PersonMark.Plain(user.Name);
        return user is { CollectiveId: { } collective, MemberNo: { Length: > 0 } no } && await MemberLines.FindAsync(db, fields, collective, no, db.Today(), cancel) is { } member
            ? member with { Name = name }
            : new(name, "", []);
    }
}
