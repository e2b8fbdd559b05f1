using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Rectification;

/// <summary>Reads findings with the state that their events give them.</summary>
internal static class ReadFindings
{
    private sealed class Head
    {
        public Finding Finding { get; init; } = null!;

        /// <summary>The last event that changes the state; null while none did.</summary>
        public string? Last { get; init; }
        public DateOnly DueOn { get; init; }
    }

    private static readonly string?[] DoneAfter = [FindingEvents.Verify, FindingEvents.Close];

    public static async Task<FindingPage> PageAsync(BaotuanDb db, OrganizationSet reach, FindingQuery query, DateOnly today, CancellationToken cancel)
    {
        var heads = Narrowed(Heads(db, reach), query, today).OrderByDescending(h => h.Finding.Id);
        if (query.ClimbedToUnitId is { } unit)
        {
            // how far one has climbed is no column; those that climbed are few
            var climbed = (await RowsAsync(db, await heads.ToListAsync(cancel), today, cancel)).Where(r => r.Climb?.To?.Id == unit).ToList();
            return new(climbed.Count, [.. climbed.Skip(query.Skip).Take(query.Take)]);
        }

        var count = await heads.CountAsync(cancel);
        return new(count, await RowsAsync(db, await heads.Skip(query.Skip).Take(query.Take).ToListAsync(cancel), today, cancel));
    }

    public static Task<int> CountAsync(BaotuanDb db, OrganizationSet reach, FindingQuery query, DateOnly today, CancellationToken cancel) =>
        Narrowed(Heads(db, reach), query, today).CountAsync(cancel);

    public static async Task<FindingInfo> InfoAsync(BaotuanDb db, Finding finding, DateOnly today, CancellationToken cancel)
    {
        var head = new Head { Finding = finding };
        var row = (await RowsAsync(db, [head], today, cancel))[0];
        var events = await EventsAsync(db, [finding.Id], cancel);
        var users = events.Select(e => e.UserId).Append(finding.UserId).Distinct().ToArray();
        var people = await UserNames.OfAsync(db, users, cancel);
        var units = await OrgUnitTree.ByIdsAsync(db, events.Select(e => e.UnitId).Append(finding.UnitId).OfType<long>(), cancel);
        var subjects = await SubjectNames.LoadAsync(db, [finding.Subject], [], cancel);
        string Unit(long? id) => id is { } known && units.TryGetValue(known, out var unit) ? unit.Name : "";
        string Person(long id) => people.GetValueOrDefault(id, $"{id}");
        return new(
            row, finding.Text, subjects.Href(finding.Subject), finding.UserId, Person(finding.UserId), Unit(finding.UnitId), finding.DueOn,
            finding.RecordedAtMs,
            [.. events.Select(e => new FindingStep(e.SequenceNo, e.Kind, e.Text, e.DueOn, e.UserId, Person(e.UserId), Unit(e.UnitId), e.RecordedAtMs))]);
    }

    public static async Task<List<FindingEvent>> EventsAsync(BaotuanDb db, long[] findingIds, CancellationToken cancel) =>
        await db.Set<FindingEvent>().AsNoTracking().Where(e => findingIds.Contains(e.FindingId))
            .OrderBy(e => e.FindingId).ThenBy(e => e.SequenceNo).ToListAsync(cancel);

    private static async Task<IReadOnlyList<FindingRow>> RowsAsync(BaotuanDb db, IReadOnlyList<Head> heads, DateOnly today, CancellationToken cancel)
    {
        var events = (await EventsAsync(db, [.. heads.Select(h => h.Finding.Id)], cancel)).ToLookup(e => e.FindingId);
        var organizations = await Organizations.ByIdsAsync(db, heads.Select(h => h.Finding.OrganizationId), cancel);
        var subjects = await SubjectNames.LoadAsync(db, heads.Select(h => h.Finding.Subject), [], cancel);
        var climbing = await Climbing.LoadAsync(db, organizations.Values, cancel);
        return [.. heads.Select(h =>
        {
            var (f, standing) = (h.Finding, FindingStanding.Of(h.Finding, events[h.Finding.Id]));
            var organization = organizations[f.OrganizationId];
            return new FindingRow(
                f.Id, f.Subject, subjects.Text(f.Subject), organization, f.Title, f.Severity, ChinaTime.Day(f.RecordedAtMs), standing.DueOn,
                standing.State, standing.IsOverdue(today), climbing.Of(standing, organization, today));
        })];
    }

    private static IQueryable<Head> Heads(BaotuanDb db, OrganizationSet reach)
    {
        var findings = db.Set<Finding>().AsNoTracking();
        if (reach.Among is { } ids)
        {
            findings = findings.Where(f => EF.Parameter(ids).Contains(f.OrganizationId));
        }

        return findings.Select(f => new Head
        {
            Finding = f,
            Last = db.Set<FindingEvent>()
                .Where(e => e.FindingId == f.Id && e.Kind != FindingEvents.Extend && e.Kind != FindingEvents.Escalate)
                .OrderByDescending(e => e.SequenceNo).Select(e => e.Kind).FirstOrDefault(),
            DueOn = db.Set<FindingEvent>().Where(e => e.FindingId == f.Id && e.DueOn != null)
                .OrderByDescending(e => e.SequenceNo).Select(e => e.DueOn).FirstOrDefault() ?? f.DueOn,
        });
    }

    private static IQueryable<Head> Narrowed(IQueryable<Head> heads, FindingQuery query, DateOnly today)
    {
        if (query.State is { } state)
        {
            var last = LastOf(state);
            heads = heads.Where(h => h.Last == last);
        }

        if (query.Waiting)
        {
            heads = heads.Where(h => h.Last == null || !DoneAfter.Contains(h.Last));
        }

        if (query.Overdue)
        {
            heads = heads.Where(h => h.DueOn < today && (h.Last == null || h.Last == FindingEvents.SendBack));
        }

        if (query.OrganizationId is { } organization)
        {
            heads = heads.Where(h => h.Finding.OrganizationId == organization);
        }

        if (query.Subject is { } subject)
        {
            heads = heads.Where(h => h.Finding.Subject == subject);
        }

        return query.Text is { } text ? heads.Where(h => h.Finding.Title.Contains(text) || h.Finding.Text.Contains(text)) : heads;
    }

    /// <summary>The event after which a finding is in this state; null for one that just was raised, an empty text for an unknown state.</summary>
    private static string? LastOf(string state) => state switch
    {
        FindingStates.Open => null,
        FindingStates.Answered => FindingEvents.Answer,
        FindingStates.SentBack => FindingEvents.SendBack,
        FindingStates.Verified => FindingEvents.Verify,
        FindingStates.Closed => FindingEvents.Close,
        _ => "",
    };
}
