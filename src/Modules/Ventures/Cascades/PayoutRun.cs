using System.Collections.Concurrent;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Ventures.Leaves;

namespace Baotuan.Ventures.Cascades;

/// <summary>One collective's member pool, to be split over its members.</summary>
internal readonly record struct PayoutJob(long CollectiveId, string Collective, long CascadeId, long PoolFen, long WithholdingPpm);

/// <summary>What was written for one collective.</summary>
internal readonly record struct PayoutSums(long Lines, long SumFen, long WithheldFen);

/// <summary>
/// From members' weights to committed lines and their leaves in the log: read, split, hash, write, collective by collective. When the weights come over a
/// connection of their own, reading, splitting and hashing run on one core while the other writes; a small bounded queue keeps
/// memory at a few collectives whatever the number of members. Lines and leaves go into their tables in turns.
/// </summary>
internal static class PayoutRun
{
    private const int QueuedLots = 64;
    private const long LinesPerTurn = 65_536;

    /// <param name="weights">In the order of collective ids.</param>
    /// <param name="inLog">False leaves the lines out of the log; for the bench alone.</param>
    /// <param name="ownConnection">True when <paramref name="weights"/> is read over another connection than <paramref name="db"/>'s.</param>
    /// <returns>Sums per collective; a collective without shares on the record date is missing.</returns>
    public static async Task<Dictionary<long, PayoutSums>> WriteAsync(
        BaotuanDb db, IReadOnlyDictionary<long, PayoutJob> jobs, IEnumerable<CollectiveWeights> weights, bool ownConnection, CancellationToken cancel, bool inLog = true)
    {
        var secrets = await Secrets.OfAsync(db, jobs.Keys, cancel);
        await db.SaveChangesAsync(cancel);
        var next = await ProofLog.NextIndexAsync(db, cancel);
        var lots = weights.Select(w =>
        {
            var lot = Split(jobs[w.CollectiveId], w, inLog ? secrets : null, next);
            next += lot.Parts.Length;
            return lot;
        });
        return ownConnection ? await WriteQueuedAsync(db, lots, cancel) : await WriteLotsAsync(db, lots.ToList(), cancel);
    }

    private sealed record Lot(PayoutJob Job, CollectiveWeights Members, long[] Parts, IReadOnlyList<LeafBlock> Leaves);

    private sealed class SplitLines(long withholdingPpm, CollectiveWeights members, long[] parts) : IPayoutLines
    {
        public int Count => parts.Length;

        public ReadOnlySpan<byte> Member(int i) => members.MemberNoUtf8(i);

        public (long Weight, long AmountFen, long WithheldFen) Figures(int i) => (members.Weights[i], parts[i], Withholding(parts[i], withholdingPpm));
    }

    private static Lot Split(PayoutJob job, CollectiveWeights members, Secrets? secrets, long firstIndex)
    {
        var parts = new long[members.Count];
        Allocation.Split(job.PoolFen, members.Weights, parts);
        if (secrets is null)
        {
            return new(job, members, parts, []);
        }

        var leaves = new PayoutBlocks(job.CollectiveId, job.Collective, job.CascadeId).Make(
            firstIndex, secrets, new SplitLines(job.WithholdingPpm, members, parts), null);
        return new(job, members, parts, [.. leaves]);
    }

    private static async Task<Dictionary<long, PayoutSums>> WriteQueuedAsync(BaotuanDb db, IEnumerable<Lot> lots, CancellationToken cancel)
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
            var sums = await WriteLotsAsync(db, queue.GetConsumingEnumerable(stop.Token), cancel);
            await reading;
            return sums;
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAny(reading);
            throw;
        }
    }

    private static async Task<Dictionary<long, PayoutSums>> WriteLotsAsync(BaotuanDb db, IEnumerable<Lot> lots, CancellationToken cancel)
    {
        var sums = new Dictionary<long, PayoutSums>();
        using var waiting = lots.GetEnumerator();
        for (var more = waiting.MoveNext(); more;)
        {
            var leaves = new List<LeafBlock>();
            using (var writer = BulkWriter.Open(db, Payout.Table, Payout.Columns))
            {
                do
                {
                    sums.Add(waiting.Current.Job.CollectiveId, WriteLot(writer, waiting.Current));
                    leaves.AddRange(waiting.Current.Leaves);
                    more = waiting.MoveNext();
                }
                while (more && writer.Rows < LinesPerTurn);
                writer.Complete();
            }

            await ProofLog.AppendBlocksAsync(db, leaves, cancel);
        }

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
