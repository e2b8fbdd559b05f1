using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Engine.Conflicts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Conflicts;

/// <summary>
/// What parties of a case brought before, within dated days (rules/conflicts.csv; ours, and no law says so): whom they complained of, who stood on the other side, who recused himself. What came
/// by the confidential channel counts only before somebody who may know of it: a refusal would tell of it, and who was complained of does not know.
/// </summary>
internal static class EarlierCases
{
    private static readonly DatedRules<int> LookBackDays = DatedRules<int>.Read<CasesModule>("conflicts", l => RuleFile.Number(l["look_back_days"]));

    private const int Most = 200;
    private const string Recuse = "recuse";

    /// <summary>A party of another case that is, or has the name of, one of this.</summary>
    private sealed record Hit(PartyRow Party, CaseRow Case);

    public static async Task<IReadOnlyList<EarlierFacts>> LoadAsync(
        BaotuanDb db, FieldProtector fields, CaseRow row, IReadOnlyList<PartyRow> parties, IReadOnlyList<PersonMark> marks, CancellationToken cancel)
    {
        var hits = await HitsAsync(db, fields, row, parties, marks, cancel);
        var own = await Sight.ComplainedAsync(db, cancel);
        var brought = hits.Where(h => h.Party.Side == CaseKinds.Of(h.Case.Kind).Sides[0].Code && MayCount(db.Caller, own, h.Case)).GroupBy(h => h.Case.Id).ToList();
        var ids = brought.Select(b => b.Key).ToArray();
        var all = (await db.Set<PartyRow>().AsNoTracking().Where(p => ids.Contains(p.CaseId)).OrderBy(p => p.PartyNo).ToListAsync(cancel)).ToLookup(p => p.CaseId);
        var recused = (await db.Set<EventRow>().AsNoTracking().Where(e => ids.Contains(e.CaseId) && e.Act == Recuse).Select(e => new { e.CaseId, e.UserId }).ToListAsync(cancel)).ToLookup(e => e.CaseId, e => e.UserId);
        return [.. brought.Select(b => Facts(fields, b.First().Case, [.. all[b.Key]], b.Select(h => SameAs(fields, h.Party, parties, marks)).Max(), [.. recused[b.Key]]))];
    }

    private static bool MayCount(Caller caller, IReadOnlyList<long> own, CaseRow earlier) =>
        !earlier.Confidential || caller.May(CasesPermissions.ConfidentialRead, earlier.OwnerId) && !own.Contains(earlier.SubjectId);

    private static EarlierFacts Facts(FieldProtector fields, CaseRow row, IReadOnlyList<PartyRow> parties, Sameness same, IReadOnlyList<long> recused)
    {
        var kind = CaseKinds.Of(row.Kind);
        var opposing = parties.Where(p => p.Side != kind.Sides[0].Code && kind.NeededSides.Contains(p.Side)).ToList();
        long[] complained = [.. kind.SubjectIsComplainedOf ? [row.SubjectId] : Array.Empty<long>(), .. opposing.Select(p => p.OrganizationId).OfType<long>()];
        return new(same, complained, [.. opposing.Where(p => p.OrganizationId is null).Select(p => LoadFacts.Mark(fields, p))], recused);
    }

    private static async Task<IReadOnlyList<Hit>> HitsAsync(
        BaotuanDb db, FieldProtector fields, CaseRow row, IReadOnlyList<PartyRow> parties, IReadOnlyList<PersonMark> marks, CancellationToken cancel)
    {
        var (since, until) = (row.ReceivedOn.AddDays(-LookBackDays.On(row.ReceivedOn)), row.ReceivedOn);
        var before =
            from p in db.Set<PartyRow>().AsNoTracking()
            join c in db.Set<CaseRow>().AsNoTracking() on p.CaseId equals c.Id
            where c.ReceivedOn >= since && (c.ReceivedOn < until || c.ReceivedOn == until && c.Id < row.Id)
                && !db.Set<StandingRow>().Any(s => s.CaseId == c.Id && s.State == Carried.Undone)
            orderby c.Id descending
            select new { Party = p, Case = c };
        var hits = new List<Hit>();
        var organizations = parties.Select(p => p.OrganizationId).OfType<long>().Distinct().ToArray();
        if (organizations.Length > 0)
        {
            hits.AddRange((await before.Where(b => organizations.Contains(b.Party.OrganizationId!.Value)).Take(Most).ToListAsync(cancel)).Select(b => new Hit(b.Party, b.Case)));
        }

        foreach (var digest in marks.Where((m, i) => m.Name.Length > 0 && parties[i].OrganizationId is null).Select(m => m.Name).Distinct().SelectMany(n => fields.Digests(CaseSeals.NameField, n)))
        {
            hits.AddRange((await before.Where(b => b.Party.NameDigest == digest && b.Party.OrganizationId == null).Take(Most).ToListAsync(cancel)).Select(b => new Hit(b.Party, b.Case)));
        }

        return hits;
    }

    private static Sameness SameAs(FieldProtector fields, PartyRow earlier, IReadOnlyList<PartyRow> parties, IReadOnlyList<PersonMark> marks) => earlier.OrganizationId is { } id
        ? parties.Any(p => p.OrganizationId == id) ? Sameness.Yes : Sameness.No
        : marks.Where((_, i) => parties[i].OrganizationId is null).Select(LoadFacts.Mark(fields, earlier).SameAs).DefaultIfEmpty(Sameness.No).Max();
}
