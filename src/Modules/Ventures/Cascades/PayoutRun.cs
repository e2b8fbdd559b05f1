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
/// connection of their own, one thread reads and splits, others hash, and this one writes in the order that was read; a small bounded queue keeps
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
            var lot = Split(jobs[w.CollectiveId], w, next);
            next += lot.Parts.Length;
            return lot;
        });
        IReadOnlyList<LeafBlock> Leaves(Lot lot) => inLog ? lot.Leaves(secrets) : [];
        return ownConnection
            ? await WriteQueuedAsync(db, lots, lot => secrets.AreDerived(lot.Job.CollectiveId), Leaves, cancel)
            : await WriteLotsAsync(db, [.. lots.Select(lot => (lot, Leaves(lot)))], cancel);
    }

    private sealed record Lot(PayoutJob Job, CollectiveWeights Members, long[] Parts, long FirstIndex)
    {
        public IReadOnlyList<LeafBlock> Leaves(Secrets secrets) => [.. new PayoutBlocks(Job.CollectiveId, Job.Collective, Job.CascadeId).Make(
            FirstIndex, secrets, new SplitLines(Job.WithholdingPpm, Members, Parts), null)];
    }

    private sealed class SplitLines(long withholdingPpm, CollectiveWeights members, long[] parts) : IPayoutLines
    {
        public int Count => parts.Length;

        public ReadOnlySpan<byte> Member(int i) => members.MemberNoUtf8(i);

        public (long Weight, long AmountFen, long WithheldFen) Figures(int i) => (members.Weights[i], parts[i], Withholding(parts[i], withholdingPpm));
    }

    private static Lot Split(PayoutJob job, CollectiveWeights members, long firstIndex)
    {
        var parts = new long[members.Count];
        Allocation.Split(job.PoolFen, members.Weights, parts);
        return new(job, members, parts, firstIndex);
    }

    /// <param name="anywhere">Whether the leaves of a lot may be made on any thread; secrets that each stand by themselves are found on the reading one.</param>
    private static async Task<Dictionary<long, PayoutSums>> WriteQueuedAsync(
        BaotuanDb db, IEnumerable<Lot> lots, Func<Lot, bool> anywhere, Func<Lot, IReadOnlyList<LeafBlock>> leaves, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var queue = new BlockingCollection<(Lot Lot, Task<IReadOnlyList<LeafBlock>> Leaves)>(QueuedLots);
        var reading = Task.Run(
            () =>
            {
                try
                {
                    foreach (var lot in lots)
                    {
                        queue.Add((lot, anywhere(lot) ? Task.Run(() => leaves(lot), stop.Token) : Task.FromResult(leaves(lot))), stop.Token);
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
            var sums = await WriteLotsAsync(db, queue.GetConsumingEnumerable(stop.Token).Select(q => (q.Lot, q.Leaves.GetAwaiter().GetResult())), cancel);
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

    private static async Task<Dictionary<long, PayoutSums>> WriteLotsAsync(
        BaotuanDb db, IEnumerable<(Lot Lot, IReadOnlyList<LeafBlock> Leaves)> lots, CancellationToken cancel)
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
                    sums.Add(waiting.Current.Lot.Job.CollectiveId, WriteLot(writer, waiting.Current.Lot));
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
