using System.Security.Cryptography;
using Baotuan.Transparency.Hashing;
using Baotuan.Transparency.Tree;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Transparency;

/// <summary>Held against the platform's SHA-256 on every width that this processor has.</summary>
public sealed class Sha256LanesTests
{
    private const int Longest = 300;

    // that fill no lane, one, all but one, all, and one too many
    private static readonly int[] Counts = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 18, 31, 33, 50];

    public static TheoryData<LaneWidth> Widths => [.. Sha256Lanes.Widths];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryLength_EqualsThePlatform(LaneWidth width)
    {
        var bytes = Noise(Counts.Max() * Longest);
        for (var length = 0; length <= Longest; length++)
        {
            foreach (var count in Counts)
            {
                var messages = bytes.AsSpan(0, count * length);
                var (plain, leaves) = (new byte[count * 32], new byte[count * 32]);
                Sha256Lanes.HashMany(messages, length, plain, width);
                Sha256Lanes.HashLeaves(messages, length, leaves, width);
                for (var i = 0; i < count; i++)
                {
                    var message = messages.Slice(i * length, length);
                    var at = new Range(i * 32, (i * 32) + 32);
                    Assert.True(SHA256.HashData(message).AsSpan().SequenceEqual(plain.AsSpan(at)), $"{width}: message {i} of {count}, {length} bytes");
                    Assert.True(SHA256.HashData([0, .. message]).AsSpan().SequenceEqual(leaves.AsSpan(at)), $"{width}: leaf {i} of {count}, {length} bytes");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LeavesOfAnyLength_EqualThePlatform(LaneWidth width)
    {
        var length = Gen.Frequency((8, Gen.Int[0, 130]), (2, Gen.Int[0, Longest]), (1, Gen.Int[0, 70_000]));
        length.Array[0, 60].Sample(
            lengths =>
            {
                var (bytes, slices) = Pack(lengths.Select((l, i) => Noise(l, i % 256)));
                var (hashes, digests) = (new byte[slices.Length * 32], new byte[slices.Length * 32]);
                Sha256Lanes.HashLeaves(bytes, slices, hashes, width);
                Sha256Lanes.HashMany(bytes, slices, digests, width);
                return slices.Select((s, i) => SHA256.HashData([0, .. s.Of(bytes)]).AsSpan().SequenceEqual(hashes.AsSpan(i * 32, 32))
                    && SHA256.HashData(s.Of(bytes)).AsSpan().SequenceEqual(digests.AsSpan(i * 32, 32))).All(same => same);
            },
            iter: 100);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Codes_EqualThePlatforms_WithOneKeyAndWithOneForEach(LaneWidth width) =>
        Gen.Int[0, Longest].Array[0, 600].Sample(
            lengths =>
            {
                var (bytes, slices) = Pack(lengths.Select((l, i) => Noise(l, i % 256)));
                var (keys, one, each) = (Noise(slices.Length * 32, 7), new byte[slices.Length * 32], new byte[slices.Length * 32]);
                HmacLanes.Authenticate(Noise(32), bytes, slices, one, width);
                HmacLanes.Authenticate(keys, bytes, slices, each, width);
                return slices.Select((s, i) => HMACSHA256.HashData(Noise(32), s.Of(bytes)).AsSpan().SequenceEqual(one.AsSpan(i * 32, 32))
                    && HMACSHA256.HashData(keys.AsSpan(i * 32, 32), s.Of(bytes)).AsSpan().SequenceEqual(each.AsSpan(i * 32, 32))).All(same => same);
            },
            iter: 60);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Nodes_EqualThePlatform_AlsoWrittenOverTheirChildren(LaneWidth width)
    {
        foreach (var count in Counts)
        {
            var children = Noise(count * 64, count);
            var expected = Enumerable.Range(0, count).SelectMany(i => SHA256.HashData([1, .. children.AsSpan(i * 64, 64)])).ToArray();
            var parents = new byte[count * 32];
            Sha256Lanes.HashNodes(children, parents, width);
            Assert.Equal(expected, parents);
            Sha256Lanes.HashNodes(children, children, width);
            Assert.Equal(expected, children[..(count * 32)]);
        }
    }

    /// <summary>The published roots over the eight inputs of the RFC 6962 test suites.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Root_IsThePublishedOne(LaneWidth width)
    {
        string[] inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        string[] roots =
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        var hashes = new byte[inputs.Length * 32];
        var (bytes, slices) = Pack(inputs.Select(Convert.FromHexString));
        Sha256Lanes.HashLeaves(bytes, slices, hashes, width);
        for (var n = 1; n <= inputs.Length; n++)
        {
            Assert.Equal(roots[n - 1], Convert.ToHexStringLower(LaneTree.Root(hashes.AsSpan(0, n * 32), width)));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Root_IsThatOfTheDefinition(LaneWidth width)
    {
        var hashes = Noise(12_289 * 32);
        foreach (var n in Enumerable.Range(1, 130).Concat([255, 256, 257, 1000, 4095, 4096, 4097, 8191, 8192, 8193, 12_288, 12_289]))
        {
            Assert.Equal(ByDefinition(hashes.AsSpan(0, n * 32)), LaneTree.Root(hashes.AsSpan(0, n * 32), width));
        }
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Sha256Lanes.HashNodes(new byte[96], new byte[64]));
        Assert.Throws<ArgumentException>(() => Sha256Lanes.HashNodes(new byte[128], new byte[63]));
        Assert.Throws<ArgumentException>(() => Sha256Lanes.HashLeaves([], new Slice[1], new byte[31]));
        Assert.Throws<ArgumentException>(() => HmacLanes.Authenticate(new byte[31], [], new Slice[1], new byte[32]));
        Assert.Throws<ArgumentException>(() => HmacLanes.Authenticate(new byte[64], [], new Slice[3], new byte[96]));
        Assert.Throws<ArgumentException>(() => LaneTree.Root([]));
        Assert.Throws<ArgumentException>(() => LaneTree.Root(new byte[33]));
        Assert.Throws<PlatformNotSupportedException>(() => Sha256Lanes.HashNodes([], [], (LaneWidth)4));
        Assert.Contains(LaneWidth.Platform, Sha256Lanes.Widths);
    }

    // one after another, with a byte between them that belongs to none
    private static (byte[] Bytes, Slice[] Slices) Pack(IEnumerable<byte[]> messages)
    {
        var (bytes, slices) = (new List<byte>(), new List<Slice>());
        foreach (var message in messages)
        {
            bytes.Add(0xee);
            slices.Add(new(bytes.Count, message.Length));
            bytes.AddRange(message);
        }

        return ([.. bytes], [.. slices]);
    }

    private static byte[] ByDefinition(ReadOnlySpan<byte> packed)
    {
        var count = packed.Length / 32;
        if (count == 1)
        {
            return packed.ToArray();
        }

        var left = (int)MerkleTree.Split(count) * 32;
        return SHA256.HashData([1, .. ByDefinition(packed[..left]), .. ByDefinition(packed[left..])]);
    }

    /// <summary>Bytes without a pattern, the same from the same seed.</summary>
    private static byte[] Noise(int length, int seed = 0)
    {
        var bytes = new byte[length];
        for (var (i, block) = (0, SHA256.HashData([(byte)seed])); i < length; i += 32, block = SHA256.HashData(block))
        {
            block.AsSpan(0, Math.Min(32, length - i)).CopyTo(bytes.AsSpan(i));
        }

        return bytes;
    }
}
