using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Register;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Reading;

/// <summary>Obstacles that come back: same unit, same category, more than once within a year. In the order of units, so that it is no ranking.</summary>
internal static class ReadCauses
{
    private const int Months = 12;

    public static async Task<IReadOnlyList<CauseLine>> RunAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var since = today.AddMonths(-Months);
        var kinds = CaseKinds.All.Where(k => k.RaisedByFirm).Select(k => k.Code).ToArray();
        var seen = (await ReadCases.SeenAsync(db, cancel)).Where(h => kinds.Contains(h.Case.Kind) && h.Case.ReceivedOn > since);
        var cases = await seen.Select(h => new
        {
            h.Case.Kind, h.Case.SubjectId, h.Case.Category, h.Standing.Done, Late = !h.Standing.Done && h.Standing.NextDueOn < today,
            Reopened = db.Set<EventRow>().Count(e => e.CaseId == h.Case.Id && e.Act == "reopen"),
        }).ToListAsync(cancel);
        var repeated = cases.GroupBy(c => (c.Kind, c.SubjectId, c.Category)).Where(g => g.Count() > 1).ToList();
        var units = await Organizations.ByIdsAsync(db, repeated.Select(g => g.Key.SubjectId), cancel);
        return
        [
            .. repeated.Select(g => new CauseLine(
                units[g.Key.SubjectId], g.Key.Kind, g.Key.Category, CaseKinds.Of(g.Key.Kind).CategoryName(g.Key.Category), g.Count(), g.Count(c => !c.Done), g.Count(c => c.Late), g.Sum(c => c.Reopened)))
                .OrderBy(c => c.Unit.Code, StringComparer.Ordinal).ThenBy(c => c.Category, StringComparer.Ordinal),
        ];
    }
}
