using System.Buffers.Binary;
using Baotuan.Transparency.Hashing;
using Baotuan.Transparency.Tree;

namespace Baotuan.Proofs.Contracts;

/// <summary>Consecutive leaves about one subject, ready to be appended.</summary>
/// <param name="Type">Of all its leaves.</param>
/// <param name="SubjectId">Number of the record in its own table.</param>
/// <param name="FirstIndex">Index in the log for which they were made.</param>
/// <param name="Count">Number of leaves.</param>
/// <param name="Data">Each leaf after its length in two bytes, big-endian (C2SP tlog-tiles, entry bundle).</param>
/// <param name="LeafHashes">Packed, 32 bytes each.</param>
public sealed record LeafBlock(string Type, long SubjectId, long FirstIndex, int Count, byte[] Data, byte[] LeafHashes)
{
    /// <summary>A block of some leaves.</summary>
    public static LeafBlock Of(string type, long subjectId, long firstIndex, params IReadOnlyList<byte[]> leaves)
    {
        var data = new byte[leaves.Sum(l => l.Length + sizeof(ushort))];
        var at = 0;
        foreach (var leaf in leaves)
        {
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(at), checked((ushort)leaf.Length));
            leaf.CopyTo(data, at + sizeof(ushort));
            at += leaf.Length + sizeof(ushort);
        }

        return new(type, subjectId, firstIndex, leaves.Count, data, HashesOf(data));
    }

    /// <summary>Packed leaf hashes of packed entries.</summary>
    /// <exception cref="InvalidDataException">A length runs past the end.</exception>
    public static byte[] HashesOf(byte[] data)
    {
        Slice[] leaves = [.. LeavesOf(data).Select(range => new Slice(range.Start.Value, range.End.Value - range.Start.Value))];
        var hashes = new byte[leaves.Length * MerkleTree.HashLength];
        Sha256Lanes.HashLeaves(data, leaves, hashes);
        return hashes;
    }

    /// <summary>Where each leaf of packed entries lies.</summary>
    /// <exception cref="InvalidDataException">A length runs past the end.</exception>
    public static IEnumerable<Range> LeavesOf(byte[] data)
    {
        for (var at = 0; at < data.Length;)
        {
            var start = at + sizeof(ushort);
            var end = start > data.Length ? int.MaxValue : start + BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));
            if (end > data.Length)
            {
                throw new InvalidDataException("an entry runs past its end");
            }

            yield return start..end;
            at = end;
        }
    }
}

/// <summary>Whose secret salts a leaf: a member of an organisation, or the organisation itself.</summary>
/// <param name="OrganizationId">0 for what belongs to no organisation.</param>
/// <param name="MemberNo">Empty for the organisation itself.</param>
public readonly record struct LeafOwner(long OrganizationId, string MemberNo = "")
{
    /// <summary>What belongs to nobody in particular.</summary>
    public static LeafOwner House { get; } = new(0, "");
}
