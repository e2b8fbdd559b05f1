using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Leaves;
using Baotuan.Ventures.Decided;
using Baotuan.Ventures.Entries;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>What was posted by <see cref="MemberDividends"/>.</summary>
public sealed record MemberDividendSums(int Collectives, long Lines, Money Sum);

/// <summary>
/// Splits decided member pools of many collectives in one transaction: lines, headers and one voucher per collective.
/// Reading goes over a connection of its own while the writer writes; memory does not grow with members. Every one of the
/// collectives must distribute by contract; one that decides for itself is posted by <see cref="CascadeActs"/>.
/// </summary>
public static class MemberDividends
{
    /// <param name="pools">One decided pool per collective id, after reserve.</param>
    /// <returns>Refused with <c>decision_missing</c>, <c>no_shares_on_record_date</c>, or what Ledger refuses; then nothing is posted.</returns>
    public static Task<Outcome<MemberDividendSums>> PostAsync(
        Store store, string actor, Period period, DateOnly recordDate, IReadOnlyDictionary<long, Money> pools, CancellationToken cancel) =>
        PostAsync(store, actor, period, recordDate, pools, inLog: true, cancel);

    /// <param name="inLog">False leaves the members' lines out of the log, to measure what the log costs; <c>verify</c> then misses them.</param>
    internal static Task<Outcome<MemberDividendSums>> PostAsync(
        Store store, string actor, Period period, DateOnly recordDate, IReadOnlyDictionary<long, Money> pools, bool inLog, CancellationToken cancel) =>
        store.WriteAsync<MemberDividendSums>(
            actor,
            async (db, token) =>
            {
                var ids = pools.Keys.Order().ToList();
                if (await StandingAsync(db, ids, period, token) is { } standing)
                {
                    return standing;
                }

                var holders = await Organizations.ByIdsAsync(db, ids, token);
                var passes = await DecisionGate.CheckContractsAsync(
                    db, DecisionKinds.MemberDistribution, id => CascadeDecision.SubjectKey(holders[id].Code, period), ids, db.Today(), token);
                if (!passes.Ok)
                {
                    return Outcome<MemberDividendSums>.Refused(passes.Refusals);
                }

                var first = await db.NextIdsAsync("ventures_cascade", ids.Count, token);
                await db.SaveChangesAsync(token);
                var jobs = ids.Select((id, i) => new PayoutJob(id, holders[id].Code, first + i, pools[id].Fen, 0)).ToDictionary(j => j.CollectiveId);
                await using var reader = store.Open();
                var sums = await PayoutRun.WriteAsync(db, jobs, MemberWeights.Stream(reader, ids, recordDate, long.MaxValue), ownConnection: true, token, inLog);
                if (ids.FirstOrDefault(id => !sums.ContainsKey(id)) is var missing and not 0)
                {
                    return new Refusal("no_shares_on_record_date", $"组织 {missing} 在 {recordDate:yyyy-MM-dd} 没有任何成员份额。");
                }

                var headers = ids.Select(id => Header(db, jobs[id], sums[id], period, recordDate)).ToList();
                Facts.WriteAll(db, headers);
                await VentureLeaves.Cascades.AppendAsync(db, headers, token);
                var posted = await Vouchers.PostAsync(db, await VouchersAsync(db, jobs, period, token), token);
                if (!posted.Ok)
                {
                    return Outcome<MemberDividendSums>.Refused(posted.Refusals);
                }

                await DecisionGate.ExecutedAsync(db, passes.Value, pass => $"cascade/{jobs[pass.OrganizationId].CascadeId}", token);
                await db.LogAsync("member_dividends.post", period.Code, $"{ids.Count} collectives", token);
                return new MemberDividendSums(ids.Count, sums.Values.Sum(s => s.Lines), new Money(sums.Values.Sum(s => s.SumFen)));
            },
            cancel);

    /// <summary>Nothing is distributed twice: refuses when one of the collectives passed this period on already.</summary>
    private static async Task<Refusal?> StandingAsync(BaotuanDb db, List<long> ids, Period period, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var holders = await Distributions.Standing.Cascades(db).Where(c => c.PeriodStart <= end && c.PeriodEnd >= start)
            .Select(c => c.HolderId).Distinct().ToListAsync(cancel);
        return holders.Intersect(ids).Any()
            ? new Refusal("already_passed_on", $"{holders.Intersect(ids).Count()} 个组织在{period.ChineseName}已经分配过。要更正请先冲销。")
            : null;
    }

    private static Cascade Header(BaotuanDb db, PayoutJob job, PayoutSums sums, Period period, DateOnly recordDate) => new()
    {
        Id = job.CascadeId,
        HolderId = job.CollectiveId,
        Kind = CascadePlanning.Collective,
        PeriodStart = period.Start,
        PeriodEnd = period.End,
        RecordDate = recordDate,
        DeclaredOn = period.End,
        ReceivedFen = job.PoolFen,
        PoolFen = job.PoolFen,
        LineCount = sums.Lines,
        WithheldFen = sums.WithheldFen,
        RecordedAtMs = db.RecordedAtMs,
    };

    private static async Task<IReadOnlyList<VoucherDraft>> VouchersAsync(
        BaotuanDb db, Dictionary<long, PayoutJob> jobs, Period period, CancellationToken cancel)
    {
        var books = await Books.FindByOrganizationsAsync(db, [.. jobs.Keys], cancel);
        var summary = $"{period.ChineseName}成员分红";
        return [.. jobs.Values.Where(j => books.ContainsKey(j.CollectiveId)).Select(j => new VoucherDraft(
            books[j.CollectiveId].Id, period.End, summary, $"cascade/{j.CascadeId}",
            [PostingDraft.Debit("32203", j.PoolFen, summary), PostingDraft.Credit("113", j.PoolFen, summary)],
            SourceKind: BookYear.SourceKind(period.Start.Year), SourceId: j.CascadeId))];
    }
}
