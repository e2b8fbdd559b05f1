using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Baotuan.Transparency.Hashing;
using Baotuan.Transparency.Tree;

namespace Baotuan.Bench.Hashing;

/// <summary>
/// Measures the root over packed leaf hashes on every lane width of this processor beside the limit of a loop of one-shot
/// <see cref="SHA256.HashData(ReadOnlySpan{byte}, Span{byte})"/>, on one core, in turns; medians. All must find the same root.
/// </summary>
internal sealed class LaneBench(int leaves, int runs)
{
    private const int Hash = MerkleTree.HashLength;
    private byte[]? _expected;

    public int Run()
    {
        var packed = LeafHashes();
        var ways = new List<(string Name, Func<byte[]> Root, List<TimeSpan> Times)> { ("one_shot", () => OneShot(packed), []) };
        ways.AddRange(Sha256Lanes.Widths.Where(w => w != LaneWidth.Platform)
            .Select(w => ($"lanes_{(int)w}", (Func<byte[]>)(() => LaneTree.Root(packed, w)), new List<TimeSpan>())));
        for (var run = -1; run < runs; run++)
        {
            foreach (var (name, root, times) in ways)
            {
                var clock = Stopwatch.StartNew();
                var found = root();
                if (run >= 0)
                {
                    times.Add(clock.Elapsed);
                }

                _expected ??= found;
                if (!found.AsSpan().SequenceEqual(_expected))
                {
                    throw new InvalidOperationException($"{name} finds another root");
                }
            }
        }

        Report(ways.Select(w => (w.Name, Median.Of(w.Times))).ToList());
        return 0;
    }

    /// <summary>Leaves are their numbers as text: whatever they say, their hashes look like noise.</summary>
    private byte[] LeafHashes()
    {
        var packed = new byte[(long)leaves * Hash];
        for (var i = 0; i < leaves; i++)
        {
            MerkleTree.LeafHash(BitConverter.GetBytes(i), packed.AsSpan(i * Hash, Hash));
        }

        return packed;
    }

    private static byte[] OneShot(byte[] packed)
    {
        Span<byte> message = stackalloc byte[1 + (2 * Hash)];
        message[0] = 1;
        var level = new byte[(packed.Length + Hash) / 2];
        ReadOnlySpan<byte> below = packed;
        while (below.Length > Hash)
        {
            var at = 0;
            for (; below.Length >= 2 * Hash; below = below[(2 * Hash)..], at += Hash)
            {
                below[..(2 * Hash)].CopyTo(message[1..]);
                SHA256.HashData(message, level.AsSpan(at, Hash));
            }

            below.CopyTo(level.AsSpan(at));
            below = level.AsSpan(0, at + below.Length);
        }

        return below.ToArray();
    }

    private void Report(List<(string Name, TimeSpan Time)> ways)
    {
        var oneShot = ways[0].Time;
        Console.WriteLine($"root over {leaves} leaf hashes, one core, {runs} runs of each in turns, medians");
        var figures = new Dictionary<string, object> { ["leaves"] = leaves };
        foreach (var (name, time) in ways)
        {
            figures[$"{name}_ms"] = time.Ticks / 100 / 100m;
            figures[$"{name}_million_nodes_per_second"] = decimal.Round((decimal)leaves / time.Ticks * 10, 2);
            if (name != ways[0].Name)
            {
                figures[$"{name}_to_one_shot"] = decimal.Round((decimal)oneShot.Ticks / time.Ticks, 2);
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(figures));
    }
}
