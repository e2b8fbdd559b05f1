using Baotuan.Cases.Alliance;
using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Indicators.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Computations;

/// <summary>
/// Numbers over cases: what came in, what was ended well, which units work on them. A case is its subject's. Looking (排查) and settling (调处) are kinds of their own and
/// never added by themselves; a definition that wants both names both. What came by the confidential channel is in no number: the unit complained of would see it grow.
/// </summary>
internal static class CaseComputations
{
    public static readonly IReadOnlyList<Computation> All =
    [
        Of("cases_received", (q, cancel) => CountedAsync(q, h => h.Case.ReceivedOn, onlyWell: false, cancel)),
        Of("cases_ended_well", (q, cancel) => CountedAsync(q, h => h.Standing.LastOn, onlyWell: true, cancel)),
        Of("case_units", UnitsAsync),
        new ListComputation("alliance_units", [Computation.Place], Aggregate.Count, AllianceAsync) { CheckArgument = a => a.Count == 0 ? null : "这个算法没有参数，请留空。" },
    ];

    private static ListComputation Of(string code, Func<Question, CancellationToken, Task<IReadOnlyList<CountedRecord>>> records) =>
        new(code, [Computation.Place], Aggregate.Count, records) { CheckArgument = ArgumentProblem };

    private static string? ArgumentProblem(IReadOnlyDictionary<string, string> argument) =>
        argument.Count == 1 && argument.TryGetValue("kinds", out var kinds) && kinds.Split('+').All(k => CaseKinds.Find(k) is not null)
            ? null
            : $"参数要写种类：kinds={string.Join('、', CaseKinds.All.Select(k => k.Code))}（几个用 + 相连）。";

    private static async Task<IReadOnlyList<CountedRecord>> CountedAsync(Question q, Func<ReadCases.Head, DateOnly> day, bool onlyWell, CancellationToken cancel) =>
    [
        .. (await HeadsAsync(q, cancel)).Where(h => h.Standing.State != Carried.Undone && (!onlyWell || CaseKinds.Of(h.Case.Kind).WellEnded.Contains(h.Standing.State)))
            .Where(h => q.Period.Start <= day(h) && day(h) <= q.Period.End).OrderBy(h => h.Case.Id)
            .Select(h => new CountedRecord($"{h.Case.Number}，{CaseKinds.Of(h.Case.Kind).Chinese}", h.Case.SubjectId, day(h), 1, $"/cases/{h.Case.Id}", h.Case.RecordedAtMs)),
    ];

    // every unit that took a case, whatever became of it
    private static async Task<IReadOnlyList<CountedRecord>> UnitsAsync(Question q, CancellationToken cancel)
    {
        var ids = (await HeadsAsync(q, cancel)).Select(h => h.Case.Id).ToArray();
        var accepted = await q.Db.Set<EventRow>().AsNoTracking()
            .Where(e => ids.Contains(e.CaseId) && (e.Act == "accept" || e.Act == "join") && e.FactOn <= q.Period.End && e.FactOn >= q.Period.Start && e.RecordedAtMs <= q.KnownAtMs)
            .OrderBy(e => e.FactOn).ThenBy(e => e.CaseId).ThenBy(e => e.SequenceNo).ToListAsync(cancel);
        var first = accepted.GroupBy(e => e.ActingId).Select(g => g.First()).OrderBy(e => e.ActingId).ToList();
        var names = await Parties.Contracts.Organizations.ByIdsAsync(q.Db, first.Select(e => e.ActingId), cancel);
        return [.. first.Select(e => new CountedRecord(names[e.ActingId].Name, e.ActingId, e.FactOn, 1, "", e.RecordedAtMs))];
    }

    // an alliance is its convener's
    private static async Task<IReadOnlyList<CountedRecord>> AllianceAsync(Question q, CancellationToken cancel)
    {
        q.RequireAll(CasesPermissions.CaseRead, "cases");
        var rows = (await AllianceBook.OnAsync(q.Db, q.Period.End, q.KnownAtMs, cancel)).Where(r => q.Scope.Organizations is not { } scope || scope.Contains(r.ConvenerId))
            .DistinctBy(r => r.OrganizationId).ToList();
        var names = await Parties.Contracts.Organizations.ByIdsAsync(q.Db, rows.Select(r => r.OrganizationId), cancel);
        return [.. rows.Select(r => new CountedRecord(names[r.OrganizationId].Name, r.OrganizationId, r.ValidFrom, 1, "", r.RecordedAtMs))];
    }

    private static async Task<IReadOnlyList<ReadCases.Head>> HeadsAsync(Question q, CancellationToken cancel)
    {
        q.RequireAll(CasesPermissions.CaseRead, "cases");
        return await ReadCases.CountedAsync(q.Db, [.. q.Values("kinds")], q.Scope.Organizations, q.KnownAtMs, cancel);
    }
}
