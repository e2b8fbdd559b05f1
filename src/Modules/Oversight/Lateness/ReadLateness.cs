using Baotuan.Cases.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Oversight.Rectification;
using Baotuan.Oversight.ThreeQuestions;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Lateness;

/// <summary>Gathers what is late by unit: cases, findings, and what overseers owe. Computed when somebody looks.</summary>
internal static class ReadLateness
{
    /// <summary>What somebody owes: cases, findings, verifications, acceptances, reviews.</summary>
    private enum Owed { Cases, Findings, Verifications, Acceptances, Reviews }

    private const int Most = 100_000;

    public static (int VerifyDays, int AcceptDays) Limits(DateOnly today)
    {
        var rules = ReviewRules.On(today);
        return (rules.VerifyDays, rules.AcceptDays);
    }

    public static async Task<IReadOnlyList<UnitBoardLine>> RunAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var late = await FindingsAsync(db, today, cancel);
        late.AddRange(await VerificationsAsync(db, today, cancel));
        var (cases, reviews) = (db.Caller.Holds(CasesPermissions.CaseRead), db.Caller.Holds(OversightPermissions.ReviewHold));
        late.AddRange(cases ? await CasesAsync(db, today, cancel) : []);
        late.AddRange(reviews && cases ? (await ReviewActs.ListAsync(db, today, cancel)).Where(r => r.Overdue).Select(r => (Owed.Reviews, r.Unit.Id, 1, today.DayNumber - r.DueOn.DayNumber)) : []);
        var units = await OrgUnitTree.ByIdsAsync(db, late.Select(l => l.UnitId).Distinct(), cancel);
        return
        [
            .. late.GroupBy(l => l.UnitId).Where(g => units.ContainsKey(g.Key)).Select(g =>
            {
                LateCount Of(Owed owed) => new(g.Where(l => l.Owed == owed).Sum(l => l.Count), g.Where(l => l.Owed == owed).Select(l => l.Days).DefaultIfEmpty(0).Max());
                return new UnitBoardLine(
                    units[g.Key], cases ? Of(Owed.Cases) : null, Of(Owed.Findings), Of(Owed.Verifications), cases ? Of(Owed.Acceptances) : null, reviews && cases ? Of(Owed.Reviews) : null);
            }).OrderBy(l => l.Unit.Code, StringComparer.Ordinal),
        ];
    }

    private static async Task<List<(Owed Owed, long UnitId, int Count, int Days)>> FindingsAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var reach = db.Access.Reach(OversightPermissions.FindingRead);
        var page = await ReadFindings.PageAsync(db, reach, new(Overdue: true, Take: Most), today, cancel);
        return [.. page.Findings.Where(f => f.Organization.UnitId is not null).Select(f => (Owed.Findings, f.Organization.UnitId!.Value, 1, today.DayNumber - f.DueOn.DayNumber))];
    }

    // of whose inspectors it is: the unit that raised it
    private static async Task<IEnumerable<(Owed Owed, long UnitId, int Count, int Days)>> VerificationsAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var reach = db.Access.Reach(OversightPermissions.FindingRead);
        var answered = await ReadFindings.PageAsync(db, reach, new(FindingStates.Answered, Take: Most), today, cancel);
        var ids = answered.Findings.Select(f => f.Id).ToArray();
        var raisers = await db.Set<Finding>().AsNoTracking().Where(f => ids.Contains(f.Id) && f.UnitId != null).ToDictionaryAsync(f => f.Id, f => f.UnitId!.Value, cancel);
        var last = (await ReadFindings.EventsAsync(db, ids, cancel)).Where(e => e.Kind == FindingEvents.Answer).GroupBy(e => e.FindingId).Select(g => g.MaxBy(e => e.SequenceNo)!);
        return last.Where(e => raisers.ContainsKey(e.FindingId)).Select(e => (e.FindingId, Days: today.DayNumber - ChinaTime.Day(e.RecordedAtMs).DayNumber - Limits(today).VerifyDays))
            .Where(e => e.Days > 0).Select(e => (Owed.Verifications, raisers[e.FindingId], 1, e.Days));
    }

    private static async Task<IEnumerable<(Owed Owed, long UnitId, int Count, int Days)>> CasesAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var accept = Limits(today).AcceptDays;
        var lines = (await CaseWatch.LatenessAsync(db, today, accept, cancel)).Where(l => l.Organization.UnitId is not null).ToList();
        return lines.Where(l => l.Late > 0).Select(l => (Owed.Cases, l.Organization.UnitId!.Value, l.Late, l.DaysLate))
            .Concat(lines.Where(l => l.Waiting > 0).Select(l => (Owed.Acceptances, l.Organization.UnitId!.Value, l.Waiting, l.DaysWaiting - accept)));
    }
}
