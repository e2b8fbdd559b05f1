using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Baotuan.Bench.Dividends;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Bench.Proofs;

/// <summary>
/// Measures a log of many members' lines, shares and memberships: (a) how long a full verification takes beside bare one-shot hashes, two for each leaf, on as
/// many threads as the machine has cores; (b) how long one receipt takes, warm.
/// </summary>
internal sealed class LogBench(DatabaseEngine engine, int members, int receipts, ulong seed)
{
    private const int RecordBytes = 180, LeafBytes = 90, WarmUps = 20;

    public async Task<int> RunAsync()
    {
        using var database = BenchDatabase.Start(engine);
        var register = new BenchRegister(seed, members);
        var location = await database.CreateAsync("log");
        await register.WriteAsync(location);
        await register.WriteMembershipsAsync(location);
        var store = Databases.OpenStore(location, TimeProvider.System);
        _ = (await MemberDividends.PostAsync(store, "bench", BenchRegister.Year, BenchRegister.Year.End, register.Pools(), CancellationToken.None)).Value;
        database.Seal(location);
        var leaves = (await LogCheckpoints.AdvanceAsync(store, CancellationToken.None)).Value is null ? 0 : await SizeAsync(store);
        Console.WriteLine($"{engine}: {members:N0} members' lines, {leaves:N0} leaves");

        var (verified, hashed) = (await VerifyAsync(store), Hash(leaves));
        Console.WriteLine($"verification {Milliseconds(verified):N0} ms, bare hashes {Milliseconds(hashed):N0} ms: {hashed / verified:N2} of their speed");
        var times = receipts > 0 ? await ReceiptsAsync(store, register) : [];
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            engine = Name,
            members,
            leaves,
            verify_ms = Milliseconds(verified),
            bare_hashes_ms = Milliseconds(hashed),
            receipt_ms = At(times, 50),
            receipt_p95_ms = At(times, 95),
            slowest_receipt_ms = At(times, 100),
            cores = Environment.ProcessorCount,
        }));
        return 0;
    }

    private string Name => engine.ToString().ToLowerInvariant();

    private static async Task<TimeSpan> VerifyAsync(Store store)
    {
        await using var db = store.Open();
        var clock = Stopwatch.StartNew();
        var problems = await ProofsVerify.CheckAsync(db, store, [], CancellationToken.None);
        var taken = clock.Elapsed;
        return problems.Count == 0 ? taken : throw new InvalidOperationException(problems[0].ToString());
    }

    /// <summary>What nobody can be faster than without lanes: the commitment and the hash of each leaf.</summary>
    private static TimeSpan Hash(long leaves)
    {
        var clock = Stopwatch.StartNew();
        Parallel.For(0, Environment.ProcessorCount, part =>
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            var (record, leaf) = (new byte[RecordBytes], new byte[LeafBytes]);
            for (long i = part; i < leaves; i += Environment.ProcessorCount)
            {
                SHA256.HashData(record, digest);
                SHA256.HashData(leaf, digest);
            }
        });
        return clock.Elapsed;
    }

    private async Task<List<TimeSpan>> ReceiptsAsync(Store store, BenchRegister register)
    {
        var (random, times) = (new Random((int)seed), new List<TimeSpan>());
        for (var run = -WarmUps; run < receipts; run++)
        {
            var (collective, member) = (random.Next(register.Collectives) + 1, $"{random.Next(BenchRegister.MembersOf(1, members)) + 1:00000}");
            var clock = Stopwatch.StartNew();
            await using (var db = store.Open())
            {
                _ = (await ReceiptActs.OfMemberAsync(db, collective, member, CancellationToken.None)).Value;
            }

            if (run >= 0)
            {
                times.Add(clock.Elapsed);
            }
        }

        return [.. times.Order()];
    }

    private static async Task<long> SizeAsync(Store store)
    {
        await using var db = store.Open();
        return await ProofLog.SizeAsync(db, CancellationToken.None);
    }

    private static decimal? At(List<TimeSpan> times, int percent) => times.Count == 0 ? null : Milliseconds(Median.Within(times, percent));

    private static decimal Milliseconds(TimeSpan time) => time.Ticks / 100 / 100m;
}
