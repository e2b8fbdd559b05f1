using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Baotuan.Transparency.Hashing;

/// <summary>Messages to be hashed, those with equal numbers of blocks side by side.</summary>
internal interface IMessages
{
    /// <summary>A byte before every message; negative when there is none.</summary>
    int Prefix { get; }

    /// <summary>Where among the digests that of the n-th message goes.</summary>
    int Place(int n);

    /// <summary>The n-th message, without the prefix.</summary>
    ReadOnlySpan<byte> Of(int n);
}

/// <summary>The padding of FIPS 180-4 §5.1.1 over an optional first byte and a message.</summary>
internal static class Padding
{
    private const int BlockBytes = 64, LengthBytes = 8;

    /// <summary>Blocks of a message of so many bytes, first byte included: one byte 0x80 and eight of length are added.</summary>
    public static int Blocks(int bytes) => (bytes + LengthBytes) / BlockBytes + 1;

    /// <summary>Writes one block of <paramref name="prefix"/> ‖ <paramref name="message"/> ‖ padding; no prefix when it is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Lay(int prefix, ReadOnlySpan<byte> message, int block, Span<byte> row)
    {
        var before = prefix < 0 ? 0 : 1;
        var (start, total) = (block * BlockBytes, before + message.Length);
        if (start >= before && start + BlockBytes <= total)
        {
            message.Slice(start - before, BlockBytes).CopyTo(row);
            return;
        }

        row.Clear();
        var at = 0;
        if (start < before)
        {
            (row[0], at) = ((byte)prefix, 1);
        }

        var from = Math.Min(message.Length, start + at - before);
        var taken = Math.Min(row.Length - at, message.Length - from);
        message.Slice(from, taken).CopyTo(row[at..]);
        Close(total, start, row);
    }

    private static void Close(int total, int start, Span<byte> row)
    {
        if (total >= start && total < start + BlockBytes)
        {
            row[total - start] = 0x80;
        }

        if (total + LengthBytes < start + BlockBytes)
        {
            BinaryPrimitives.WriteUInt64BigEndian(row[(BlockBytes - LengthBytes)..], (ulong)total * 8);
        }
    }
}

/// <summary>Messages of one length, one after another.</summary>
internal readonly ref struct PackedMessages(int prefix, ReadOnlySpan<byte> packed, int length) : IMessages
{
    private readonly ReadOnlySpan<byte> _packed = packed;

    public int Prefix => prefix;

    public int Place(int n) => n;

    public ReadOnlySpan<byte> Of(int n) => _packed.Slice(n * length, length);
}

/// <summary>Where a message lies among other bytes.</summary>
/// <param name="Start">Index of its first byte.</param>
/// <param name="Length">Number of its bytes.</param>
public readonly record struct Slice(int Start, int Length)
{
    /// <summary>The message itself.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes.Slice(Start, Length);
}

/// <summary>Messages of any length, taken in an order that brings equal numbers of blocks together.</summary>
internal readonly ref struct SlicedMessages(int prefix, ReadOnlySpan<byte> bytes, ReadOnlySpan<Slice> messages, ReadOnlySpan<int> order) : IMessages
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly ReadOnlySpan<Slice> _messages = messages;
    private readonly ReadOnlySpan<int> _order = order;

    public int Prefix => prefix;

    public int Place(int n) => _order[n];

    public ReadOnlySpan<byte> Of(int n) => _messages[_order[n]].Of(_bytes);
}
