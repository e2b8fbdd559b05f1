using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Engine.Conflicts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Intake;

/// <summary>
/// Cases that may be the same one: of the kind, not done or ended within the last days, with a party of the same name; where the kind is open also of the same subject,
/// category and title. Only those that who takes in may know of: the others do not show by being alike.
/// </summary>
internal static class FindDuplicates
{
    private const int Days = 60;
    private const int Most = 10;

    public static async Task<IReadOnlyList<CaseLine>> RunAsync(BaotuanDb db, FieldProtector fields, CaseDraft draft, DateOnly today, CancellationToken cancel)
    {
        var ids = await WithSamePartyAsync(db, fields, draft, cancel);
        var (since, title, category) = (today.AddDays(-Days), draft.Title.Trim(), draft.Category);
        var subject = (await Organizations.ByCodeAsync(db, draft.SubjectCode.Trim(), cancel))?.Id;
        var open = CaseKinds.Find(draft.Kind)?.Confidentiality == Confidentiality.Open;
        var seen = await ReadCases.SeenAsync(db, cancel);
        var found = await seen.Where(h => h.Case.Kind == draft.Kind && h.Case.ClientId != draft.ClientId && (!h.Standing.Done || h.Standing.LastOn >= since)
            && (ids.Contains(h.Case.Id) || (open && h.Case.SubjectId == subject && h.Case.Category == category && h.Case.Title == title)))
            .OrderByDescending(h => h.Case.Id).Take(Most).ToListAsync(cancel);
        return await ReadCases.LinesAsync(db, [.. found.Select(h => (h.Case, h.Standing))], today, cancel);
    }

    private static async Task<long[]> WithSamePartyAsync(BaotuanDb db, FieldProtector fields, CaseDraft draft, CancellationToken cancel)
    {
        var all = new HashSet<long>();
        foreach (var party in draft.Parties.Where(p => p.OrganizationCode is null && p.Name.Trim().Length > 0))
        {
            foreach (var digest in fields.Digests(CaseSeals.NameField, PersonMark.Plain(party.Name)))
            {
                all.UnionWith(await db.Set<PartyRow>().AsNoTracking().Where(p => p.NameDigest == digest).Select(p => p.CaseId).ToListAsync(cancel));
            }
        }

        foreach (var code in draft.Parties.Select(p => p.OrganizationCode?.Trim()).OfType<string>().Distinct())
        {
            if (await Organizations.ByCodeAsync(db, code, cancel) is { } organization)
            {
                all.UnionWith(await db.Set<PartyRow>().AsNoTracking().Where(p => p.OrganizationId == organization.Id).Select(p => p.CaseId).ToListAsync(cancel));
            }
        }

        return [.. all];
    }
}
