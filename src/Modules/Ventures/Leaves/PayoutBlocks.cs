using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency;
using Baotuan.Transparency.Hashing;
using Baotuan.Transparency.Leaves;

namespace Baotuan.Ventures.Leaves;

/// <summary>The lines of one collective, in the order of member numbers.</summary>
internal interface IPayoutLines
{
    int Count { get; }

    /// <summary>Member number in UTF-8.</summary>
    ReadOnlySpan<byte> Member(int i);

    (long Weight, long AmountFen, long WithheldFen) Figures(int i);
}

/// <summary>
/// Makes the leaves of one collective's lines, a block of at most <see cref="LinesPerBlock"/> at a time: what <see cref="PayoutLeaves.Record"/>,
/// <see cref="CanonicalJson"/>, <see cref="Commitment"/> and <see cref="Leaf"/> say of one line, written for many at once and hashed in lanes.
/// </summary>
internal sealed class PayoutBlocks(long collectiveId, string collective, long cascadeId)
{
    public const int LinesPerBlock = 4096;
    private const int RoomPerLine = 192;
    private static ReadOnlySpan<byte> NoLengthYet => [0, 0];
    private static readonly string Tag = new Leaf(PayoutLeaves.LeafType, [], null).Tag;
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private readonly byte[] _tag = Encoding.UTF8.GetBytes(Tag);
    private readonly byte[] _head = Encoding.UTF8.GetBytes($"{Tag}cascade {VentureLeaves.Text(cascadeId)}\nline ");
    private readonly byte[] _afterAmount = Encoding.UTF8.GetBytes($",\"cascade\":{Json(RowRecord.Number(cascadeId))},\"collective\":{Json(JsonValue.Create(collective))},\"line\":");

    /// <param name="firstIndex">Of the first line in the log.</param>
    /// <param name="stored">When verifying: what stands in the log, for lines whose secret was erased.</param>
    public IEnumerable<LeafBlock> Make(long firstIndex, Secrets secrets, IPayoutLines lines, Func<int, byte[]?>? stored)
    {
        for (var start = 0; start < lines.Count; start += LinesPerBlock)
        {
            yield return Block(firstIndex + start, secrets, lines, start, Math.Min(LinesPerBlock, lines.Count - start), stored);
        }
    }

    private LeafBlock Block(long firstIndex, Secrets secrets, IPayoutLines lines, int start, int count, Func<int, byte[]?>? stored)
    {
        var (records, members, slices) = (new ArrayBufferWriter<byte>(count * RoomPerLine), new ArrayBufferWriter<byte>(count * 16), new Slice[count]);
        var (recordSlices, keys, erased) = (new Slice[count], new byte[count * Commitment.SaltLength], new HashSet<int>());
        for (var i = 0; i < count; i++)
        {
            slices[i] = Written(members, lines.Member(start + i));
            var from = records.WrittenCount;
            WriteRecord(records, start + i + 1, lines.Member(start + i), lines.Figures(start + i));
            recordSlices[i] = new(from, records.WrittenCount - from);
        }

        if (secrets.SeedOf(collectiveId) is { } seed)
        {
            HmacLanes.Authenticate(seed, members.WrittenSpan, slices, keys);
        }
        else
        {
            erased = OwnKeys(secrets, firstIndex, members.WrittenSpan, slices, keys);
        }

        var (salts, commits) = (new byte[keys.Length], new byte[count * Sha256Lanes.DigestLength]);
        Commitment.Salts(keys, firstIndex, salts);
        Commitment.Of(_tag, salts, records.WrittenSpan, recordSlices, commits);
        for (var i = 0; i < count && secrets.OpensLeaves; i++)
        {
            if (!erased.Contains(i))
            {
                secrets.Open(firstIndex + i, salts.AsSpan(i * Commitment.SaltLength, Commitment.SaltLength), recordSlices[i].Of(records.WrittenSpan));
            }
        }

        return Leaves(firstIndex, start, commits, erased, stored);
    }

    private LeafBlock Leaves(long firstIndex, int start, ReadOnlySpan<byte> commits, HashSet<int> erased, Func<int, byte[]?>? stored)
    {
        var count = commits.Length / Sha256Lanes.DigestLength;
        var (data, slices) = (new ArrayBufferWriter<byte>(count * RoomPerLine), new Slice[count]);
        for (var i = 0; i < count; i++)
        {
            data.Write(NoLengthYet);
            var from = data.WrittenCount;
            if (erased.Contains(i))
            {
                data.Write(stored?.Invoke(start + i));
            }
            else
            {
                WriteLeaf(data, start + i + 1, commits.Slice(i * Sha256Lanes.DigestLength, Sha256Lanes.DigestLength));
            }

            slices[i] = new(from, data.WrittenCount - from);
        }

        var (bytes, hashes) = (data.WrittenSpan.ToArray(), new byte[count * Sha256Lanes.DigestLength]);
        foreach (var slice in slices)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(slice.Start - sizeof(ushort)), checked((ushort)slice.Length));
        }

        Sha256Lanes.HashLeaves(bytes, slices, hashes);
        return new(PayoutLeaves.LeafType, cascadeId, firstIndex, count, bytes, hashes);
    }

    /// <summary>Each member's own secret, where one was erased; answers with those that are gone.</summary>
    private HashSet<int> OwnKeys(Secrets secrets, long firstIndex, ReadOnlySpan<byte> members, ReadOnlySpan<Slice> slices, Span<byte> keys)
    {
        var erased = new HashSet<int>();
        for (var i = 0; i < slices.Length; i++)
        {
            if (secrets.Of(new(collectiveId, Encoding.UTF8.GetString(slices[i].Of(members))), firstIndex + i) is { } secret)
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

    private void WriteRecord(ArrayBufferWriter<byte> to, long line, ReadOnlySpan<byte> member, (long Weight, long AmountFen, long WithheldFen) figures)
    {
        to.Write("{\"amount_fen\":"u8);
        WriteNumber(to, figures.AmountFen);
        to.Write(_afterAmount);
        WriteNumber(to, line);
        to.Write(",\"member\":"u8);
        WriteText(to, member);
        to.Write(",\"weight\":"u8);
        WriteNumber(to, figures.Weight);
        to.Write(",\"withheld_fen\":"u8);
        WriteNumber(to, figures.WithheldFen);
        to.Write("}"u8);
    }

    private void WriteLeaf(ArrayBufferWriter<byte> to, long line, ReadOnlySpan<byte> commit)
    {
        to.Write(_head);
        WriteDigits(to, line);
        to.Write("\ncommit "u8);
        Base64.EncodeToUtf8(commit, to.GetSpan(Base64.GetMaxEncodedToUtf8Length(commit.Length)), out _, out var written);
        to.Advance(written);
        to.Write("\n"u8);
    }

    private static void WriteNumber(ArrayBufferWriter<byte> to, long number)
    {
        if (RowRecord.IsExact(number))
        {
            WriteDigits(to, number);
            return;
        }

        to.Write("\""u8);
        WriteDigits(to, number);
        to.Write("\""u8);
    }

    private static void WriteDigits(ArrayBufferWriter<byte> to, long number)
    {
        const int MostDigits = 20;
        number.TryFormat(to.GetSpan(MostDigits), out var written, provider: System.Globalization.CultureInfo.InvariantCulture);
        to.Advance(written);
    }

    private static void WriteText(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> text)
    {
        if (text.ContainsAny(Escaped))
        {
            to.Write(CanonicalJson.Write(JsonValue.Create(Encoding.UTF8.GetString(text))));
            return;
        }

        to.Write("\""u8);
        to.Write(text);
        to.Write("\""u8);
    }

    private static Slice Written(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        to.Write(bytes);
        return new(to.WrittenCount - bytes.Length, bytes.Length);
    }

    private static string Json(JsonNode node) => Encoding.UTF8.GetString(CanonicalJson.Write(node));
}
