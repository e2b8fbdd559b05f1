using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Baotuan.Transparency.Hashing;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Tree;

namespace Baotuan.Proofs.Contracts;

/// <summary>
/// Consecutive leaves about one subject that commit to a record each, made many at once: (1) each record is written with the member whose secret salts it;
/// (2) secrets, salts, commitments and leaf hashes are computed in lanes. What <see cref="OneLeaf"/> says of one leaf holds for each of them.
/// </summary>
/// <param name="type">Of the leaves.</param>
/// <param name="subjectId">Number of the record in its own table.</param>
/// <param name="organizationId">Whose members the leaves are about.</param>
/// <param name="count">Number of leaves.</param>
public sealed class CommittedBlock(string type, long subjectId, long organizationId, int count)
{
    /// <summary>As many as one block should have: what a bundle of the log has, and little enough that its arrays are no large objects to the garbage collector.</summary>
    public const int MostLeaves = TileAt.Full;

    private const int RoomPerLeaf = 160;
    private readonly byte[] _tag = Encoding.UTF8.GetBytes(new Leaf(type, [], null).Tag);
    private readonly ArrayBufferWriter<byte> _members = new(count * 16);
    private readonly Slice[] _memberSlices = new Slice[count];
    private readonly Slice[] _recordSlices = new Slice[count];
    private int _used, _recordsEnd;

    /// <summary>Where the record of the next leaf is written: canonical JSON (RFC 8785).</summary>
    public ArrayBufferWriter<byte> Records { get; } = new(count * RoomPerLeaf);

    /// <summary>The record of a leaf is written whole.</summary>
    /// <param name="member">Whose secret salts it, in UTF-8; empty for the organisation itself.</param>
    public void End(ReadOnlySpan<byte> member)
    {
        _members.Write(member);
        _memberSlices[_used] = new(_members.WrittenCount - member.Length, member.Length);
        _recordSlices[_used++] = new(_recordsEnd, Records.WrittenCount - _recordsEnd);
        _recordsEnd = Records.WrittenCount;
    }

    /// <summary>The block for the indexes from <paramref name="firstIndex"/>.</summary>
    /// <param name="fields">Writes the public lines of a leaf: <c>line 3\n</c>.</param>
    /// <param name="stored">When verifying: the leaves that stand there, of which those are taken over whose secret was erased.</param>
    /// <exception cref="InvalidOperationException">The secret of a new leaf was erased.</exception>
    public LeafBlock Make(long firstIndex, Secrets secrets, Action<ArrayBufferWriter<byte>, int> fields, Func<int, byte[]?>? stored)
    {
        var keys = new byte[count * Commitment.SaltLength];
        var erased = Keys(secrets, firstIndex, keys);
        var (salts, commits) = (new byte[keys.Length], new byte[count * Sha256Lanes.DigestLength]);
        Commitment.Salts(keys, firstIndex, salts);
        Commitment.Of(_tag, salts, Records.WrittenSpan, _recordSlices, commits);
        for (var i = 0; i < count && secrets.Opened is not null; i++)
        {
            if (!erased.Contains(i))
            {
                secrets.Opened(new(firstIndex + i, salts.AsSpan(i * Commitment.SaltLength, Commitment.SaltLength).ToArray(), _recordSlices[i].Of(Records.WrittenSpan).ToArray()));
            }
        }

        return Leaves(firstIndex, commits, fields, erased, stored);
    }

    /// <summary>The secret of each leaf; answers with those that are gone.</summary>
    private HashSet<int> Keys(Secrets secrets, long firstIndex, Span<byte> keys)
    {
        var erased = new HashSet<int>();
        if (secrets.SeedOf(organizationId) is { } seed)
        {
            HmacLanes.Authenticate(seed, _members.WrittenSpan, _memberSlices, keys);
            return erased;
        }

        for (var i = 0; i < count; i++)
        {
            var owner = new LeafOwner(organizationId, Encoding.UTF8.GetString(_memberSlices[i].Of(_members.WrittenSpan)));
            if (secrets.Of(owner, firstIndex + i) is { } secret)
            {
                secret.CopyTo(keys[(i * Commitment.SaltLength)..]);
            }
            else
            {
                erased.Add(i);
            }
        }

        return erased;
    }

    private LeafBlock Leaves(long firstIndex, ReadOnlySpan<byte> commits, Action<ArrayBufferWriter<byte>, int> fields, HashSet<int> erased, Func<int, byte[]?>? stored)
    {
        var (data, slices) = (new ArrayBufferWriter<byte>(count * RoomPerLeaf), new Slice[count]);
        for (var i = 0; i < count; i++)
        {
            data.Write("\0\0"u8); // its length, once it is known
            var from = data.WrittenCount;
            if (erased.Contains(i))
            {
                data.Write(stored is null ? throw new InvalidOperationException("the secret of a new leaf was erased") : stored(i));
            }
            else
            {
                data.Write(_tag);
                fields(data, i);
                WriteCommit(data, commits.Slice(i * Sha256Lanes.DigestLength, Sha256Lanes.DigestLength));
            }

            slices[i] = new(from, data.WrittenCount - from);
        }

        var (bytes, hashes) = (data.WrittenSpan.ToArray(), new byte[count * Sha256Lanes.DigestLength]);
        foreach (var slice in slices)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(slice.Start - sizeof(ushort)), checked((ushort)slice.Length));
        }

        Sha256Lanes.HashLeaves(bytes, slices, hashes);
        return new(type, subjectId, firstIndex, count, bytes, hashes);
    }

    private static void WriteCommit(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> commit)
    {
        to.Write("commit "u8);
        Base64.EncodeToUtf8(commit, to.GetSpan(Base64.GetMaxEncodedToUtf8Length(commit.Length)), out _, out var written);
        to.Advance(written);
        to.Write("\n"u8);
    }
}
