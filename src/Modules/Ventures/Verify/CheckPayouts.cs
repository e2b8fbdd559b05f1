using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Verify;

/// <summary>
/// Splits every member pool again by the shares of its record date as known when it was posted, and compares line by line.
/// Cascades are taken in lots of about <see cref="LotLines"/> lines that share record date and recording time, so that one
/// ordered pass over shares and one over lines serve a whole lot and memory stays that of a lot.
/// </summary>
internal static class CheckPayouts
{
    private const long LotLines = 100_000;
    private const int NamedPerCascade = 20;

    private sealed record Header(
        long Id, long CollectiveId, DateOnly PeriodStart, DateOnly PeriodEnd, DateOnly RecordDate, long PoolFen, long LineCount,
        long WithheldFen, long WithholdingPpm, long RecordedAtMs);

    private sealed record Expected(CollectiveWeights Members, long[] Parts);

    public static async Task RunAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var total = await db.Set<Cascade>().Where(c => c.Kind == CascadePlanning.Collective).SumAsync(c => c.LineCount, cancel);
        var groups = await db.Set<Cascade>().Where(c => c.Kind == CascadePlanning.Collective)
            .Select(c => new { c.RecordDate, c.RecordedAtMs }).Distinct().OrderBy(g => g.RecordedAtMs).ThenBy(g => g.RecordDate).ToListAsync(cancel);
        long done = 0;
        foreach (var group in groups)
        {
            long last = 0;
            while (await LotAsync(db, group.RecordDate, group.RecordedAtMs, last, cancel) is { Count: > 0 } lot)
            {
                await CheckLotAsync(db, lot, findings, cancel);
                done += lot.Sum(h => h.LineCount);
                last = lot[^1].CollectiveId;
                findings.Progress("成员明细", done, total);
            }
        }
    }

    /// <summary>The next cascades by collective; never two of one collective, whose shares are read once per lot.</summary>
    private static async Task<List<Header>> LotAsync(BaotuanDb db, DateOnly recordDate, long recordedAtMs, long after, CancellationToken cancel)
    {
        var lot = new List<Header>();
        long lines = 0;
        var headers = db.Set<Cascade>().AsNoTracking()
            .Where(c => c.Kind == CascadePlanning.Collective && c.RecordDate == recordDate && c.RecordedAtMs == recordedAtMs && c.HolderId > after)
            .OrderBy(c => c.HolderId).ThenBy(c => c.Id).Take(10_000)
            .Select(c => new Header(
                c.Id, c.HolderId, c.PeriodStart, c.PeriodEnd, c.RecordDate, c.PoolFen, c.LineCount, c.WithheldFen, c.WithholdingPpm, c.RecordedAtMs));
        await foreach (var header in headers.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (lines > LotLines && lot[^1].CollectiveId != header.CollectiveId)
            {
                break;
            }

            lot.Add(header);
            lines += header.LineCount;
        }

        return lot;
    }

    private static async Task CheckLotAsync(BaotuanDb db, List<Header> lot, Findings findings, CancellationToken cancel)
    {
        var holders = await Organizations.ByIdsAsync(db, lot.Select(h => h.CollectiveId), cancel);
        var expected = Split(db, lot);
        var first = lot[0].CollectiveId;
        var last = lot[^1].CollectiveId;
        var headers = lot.ToDictionary(h => h.Id);
        var (firstCascade, lastCascade) = (lot.Min(h => h.Id), lot.Max(h => h.Id));
        var lines = db.Set<Payout>().AsNoTracking()
            .Where(p => p.CollectiveId >= first && p.CollectiveId <= last && p.CascadeId >= firstCascade && p.CascadeId <= lastCascade)
            .OrderBy(p => p.CollectiveId).ThenBy(p => p.CascadeId).ThenBy(p => p.MemberNo);
        var seen = new HashSet<long>();
        var stored = new List<Payout>();
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (stored.Count > 0 && stored[0].CascadeId != line.CascadeId)
            {
                Check(stored);
            }

            if (headers.ContainsKey(line.CascadeId))
            {
                stored.Add(line);
            }
        }

        Check(stored);
        foreach (var header in lot.Where(h => !seen.Contains(h.Id)))
        {
            CheckOne(header, expected.GetValueOrDefault(header.Id), [], Subject(header), findings);
        }

        void Check(List<Payout> payouts)
        {
            if (payouts.Count > 0)
            {
                var header = headers[payouts[0].CascadeId];
                seen.Add(header.Id);
                CheckOne(header, expected.GetValueOrDefault(header.Id), payouts, Subject(header), findings);
                payouts.Clear();
            }
        }

        string Subject(Header header) =>
            $"{holders.GetValueOrDefault(header.CollectiveId)?.Code ?? "?"} {new Period(header.PeriodStart, header.PeriodEnd).Code}";
    }

    private static Dictionary<long, Expected> Split(BaotuanDb db, List<Header> lot)
    {
        var jobs = lot.ToLookup(h => h.CollectiveId);
        var expected = new Dictionary<long, Expected>();
        foreach (var weights in MemberWeights.Stream(db, [.. jobs.Select(j => j.Key)], lot[0].RecordDate, lot[0].RecordedAtMs))
        {
            foreach (var header in jobs[weights.CollectiveId])
            {
                var parts = new long[weights.Count];
                Allocation.Split(header.PoolFen, weights.Weights, parts);
                expected[header.Id] = new(weights, parts);
            }
        }

        return expected;
    }

    private static void CheckOne(Header header, Expected? expected, List<Payout> stored, string subject, Findings findings)
    {
        findings.Compare("payout_sum_differs", subject, "成员明细行数", header.LineCount, stored.Count);
        findings.Compare("payout_sum_differs", subject, "成员明细合计（元）", header.PoolFen.Yuan(), stored.Sum(p => p.AmountFen).Yuan());
        findings.Compare("payout_sum_differs", subject, "代扣合计（元）", header.WithheldFen.Yuan(), stored.Sum(p => p.WithheldFen).Yuan());
        var wrong = expected is null
            ? stored.Select(p => (p.MemberNo, $"库中为 {p.AmountFen.Yuan()} 元，权益登记日没有份额，应为 0.00 元。"))
            : Differences(header, expected, stored);
        var named = 0;
        long more = 0;
        foreach (var (member, message) in wrong)
        {
            if (named < NamedPerCascade)
            {
                named++;
                findings.Add("payout_differs", $"{subject} 成员 {member}", message);
            }
            else
            {
                more++;
            }
        }

        if (more > 0)
        {
            findings.Add("payout_differs", subject, $"另有 {more} 名成员的明细不符。");
        }
    }

    private static IEnumerable<(string Member, string Message)> Differences(Header header, Expected expected, List<Payout> stored)
    {
        var places = new Dictionary<string, int>(expected.Members.Count);
        for (var i = 0; i < expected.Members.Count; i++)
        {
            places[expected.Members.MemberNo(i)] = i;
        }

        foreach (var payout in stored)
        {
            if (!places.Remove(payout.MemberNo, out var place))
            {
                yield return (payout.MemberNo, $"库中为 {payout.AmountFen.Yuan()} 元，权益登记日没有份额，应为 0.00 元。");
                continue;
            }

            var part = expected.Parts[place];
            var withheld = PayoutRun.Withholding(part, header.WithholdingPpm);
            if ((payout.AmountFen, payout.WithheldFen, payout.Weight) != (part, withheld, expected.Members.Weights[place]))
            {
                yield return (payout.MemberNo,
                    $"库中为 {payout.AmountFen.Yuan()} 元（代扣 {payout.WithheldFen.Yuan()}，份额 {payout.Weight}），应为 {part.Yuan()} 元（代扣 {withheld.Yuan()}，份额 {expected.Members.Weights[place]}）。");
            }
        }

        foreach (var (member, place) in places.OrderBy(p => p.Value))
        {
            yield return (member, $"应为 {expected.Parts[place].Yuan()} 元，库中没有这一行。");
        }
    }
}
