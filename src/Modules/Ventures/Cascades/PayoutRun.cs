using System.Collections.Concurrent;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ventures.Cascades;

/// <summary>One collective's member pool, to be split over its members.</summary>
internal readonly record struct PayoutJob(long CollectiveId, long CascadeId, long PoolFen, long WithholdingPpm);

/// <summary>What was written for one collective.</summary>
internal readonly record struct PayoutSums(long Lines, long SumFen, long WithheldFen);

/// <summary>
/// From members' weights to committed lines: read, split, write, collective by collective. When the weights come over a
/// connection of their own, reading and splitting run on one core while the other writes; a small bounded queue keeps
/// memory at a few collectives whatever the number of members.
/// </summary>
internal static class PayoutRun
{
    private const int QueuedLots = 64;

    /// <param name="weights">In the order of collective ids.</param>
    /// <param name="ownConnection">True when <paramref name="weights"/> is read over another connection than <paramref name="db"/>'s.</param>
    /// <returns>Sums per collective; a collective without shares on the record date is missing.</returns>
    public static Dictionary<long, PayoutSums> Write(
        BaotuanDb db, IReadOnlyDictionary<long, PayoutJob> jobs, IEnumerable<CollectiveWeights> weights, bool ownConnection, CancellationToken cancel)
    {
        var lots = weights.Select(w => Split(jobs[w.CollectiveId], w));
        return ownConnection ? WriteQueued(db, lots, cancel) : WriteLots(db, lots.ToList());
    }

    private sealed record Lot(PayoutJob Job, CollectiveWeights Members, long[] Parts);

    private static Lot Split(PayoutJob job, CollectiveWeights members)
    {
        var parts = new long[members.Count];
        Allocation.Split(job.PoolFen, members.Weights, parts);
        return new(job, members, parts);
    }

    private static Dictionary<long, PayoutSums> WriteQueued(BaotuanDb db, IEnumerable<Lot> lots, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var queue = new BlockingCollection<Lot>(QueuedLots);
        var reading = Task.Run(
            () =>
            {
                try
                {
                    foreach (var lot in lots)
                    {
                        queue.Add(lot, stop.Token);
                    }
                }
                finally
                {
                    queue.CompleteAdding();
                }
            },
            stop.Token);
        try
        {
            var sums = WriteLots(db, queue.GetConsumingEnumerable(stop.Token));
            reading.GetAwaiter().GetResult();
            return sums;
        }
        catch
        {
            stop.Cancel();
            Task.WaitAny(reading);
            throw;
        }
    }

    private static Dictionary<long, PayoutSums> WriteLots(BaotuanDb db, IEnumerable<Lot> lots)
    {
        var sums = new Dictionary<long, PayoutSums>();
        using var writer = BulkWriter.Open(db, Payout.Table, Payout.Columns);
        foreach (var lot in lots)
        {
            sums.Add(lot.Job.CollectiveId, WriteLot(writer, lot));
        }

        writer.Complete();
        return sums;
    }

    private static PayoutSums WriteLot(BulkWriter writer, Lot lot)
    {
        long sum = 0, withheld = 0;
        var weights = lot.Members.Weights;
        var (collective, cascade, ppm) = (lot.Job.CollectiveId, lot.Job.CascadeId, lot.Job.WithholdingPpm);
        for (var i = 0; i < lot.Parts.Length; i++)
        {
            var held = Withholding(lot.Parts[i], ppm);
            writer.Write(collective);
            writer.Write(cascade);
            writer.WriteUtf8(lot.Members.MemberNoUtf8(i));
            writer.Write(weights[i]);
            writer.Write(lot.Parts[i]);
            writer.Write(held);
            writer.EndRow();
            sum += lot.Parts[i];
            withheld += held;
        }

        if (sum != lot.Job.PoolFen)
        {
            throw new InvalidOperationException($"collective {collective}: lines sum to {sum} fen, the pool is {lot.Job.PoolFen}");
        }

        return new(lot.Parts.Length, sum, withheld);
    }

    /// <summary>Half-up to the fen, per line.</summary>
    public static long Withholding(long amountFen, long ppm) =>
        ppm == 0 ? 0 : (long)((((Int128)amountFen * ppm) + 500_000) / 1_000_000);
}
