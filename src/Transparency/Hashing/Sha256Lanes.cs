using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Baotuan.Transparency.Hashing;

/// <summary>How many messages are hashed at once.</summary>
public enum LaneWidth
{
    /// <summary>One after another, by the platform.</summary>
    Platform = 1,

    /// <summary>Eight, on AVX2.</summary>
    Eight = 8,

    /// <summary>Sixteen, on AVX-512.</summary>
    Sixteen = 16,
}

/// <summary>
/// SHA-256 of many short messages at once, each in a lane of the processor's vectors; by the platform where there are none. Digests are
/// 32 bytes and packed. What is hashed is public: nothing here hides its timing more than the platform does.
/// </summary>
public static class Sha256Lanes
{
    /// <summary>Bytes of a digest.</summary>
    public const int DigestLength = 32;

    private const int NoPrefix = -1, LeafPrefix = 0, NodePrefix = 1, NodeLength = 2 * DigestLength, OnStack = 1024;

    /// <summary>What this processor can do, widest first.</summary>
    public static IReadOnlyList<LaneWidth> Widths { get; } =
    [
        .. SixteenLanes.Supported ? [LaneWidth.Sixteen] : Array.Empty<LaneWidth>(),
        .. EightLanes.Supported ? [LaneWidth.Eight] : Array.Empty<LaneWidth>(),
        LaneWidth.Platform,
    ];

    /// <summary>Digests of messages of one length, one after another in <paramref name="messages"/>.</summary>
    /// <param name="length">Bytes of each message; of empty ones there are as many as digests.</param>
    public static void HashMany(ReadOnlySpan<byte> messages, int length, Span<byte> digests, LaneWidth? width = null) =>
        HashPacked(NoPrefix, messages, length, digests, width);

    /// <summary>Leaf hashes of RFC 6962, H(0x00 ‖ leaf), of leaves of one length.</summary>
    public static void HashLeaves(ReadOnlySpan<byte> leaves, int length, Span<byte> hashes, LaneWidth? width = null) =>
        HashPacked(LeafPrefix, leaves, length, hashes, width);

    /// <summary>Digests of messages of any length that lie somewhere in <paramref name="bytes"/>.</summary>
    public static void HashMany(ReadOnlySpan<byte> bytes, ReadOnlySpan<Slice> messages, Span<byte> digests, LaneWidth? width = null) =>
        HashSlices(NoPrefix, bytes, messages, digests, width);

    /// <summary>Leaf hashes of RFC 6962, H(0x00 ‖ leaf), of leaves of any length that lie somewhere in <paramref name="bytes"/>.</summary>
    public static void HashLeaves(ReadOnlySpan<byte> bytes, ReadOnlySpan<Slice> leaves, Span<byte> hashes, LaneWidth? width = null) =>
        HashSlices(LeafPrefix, bytes, leaves, hashes, width);

    /// <summary>
    /// Parents of RFC 6962, H(0x01 ‖ left ‖ right), of an even number of packed hashes. The parents may be written over the beginning of the children.
    /// </summary>
    public static void HashNodes(ReadOnlySpan<byte> children, Span<byte> parents, LaneWidth? width = null) =>
        HashPacked(NodePrefix, children, NodeLength, parents, width);

    private static void HashPacked(int prefix, ReadOnlySpan<byte> messages, int length, Span<byte> digests, LaneWidth? width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var (count, rest) = length == 0 ? (digests.Length / DigestLength, messages.Length) : Math.DivRem(messages.Length, length);
        if (rest != 0)
        {
            throw new ArgumentException($"{messages.Length} bytes are no whole number of messages of {length}", nameof(messages));
        }

        Fits((long)count * DigestLength, digests);
        Hash(new PackedMessages(prefix, messages, length), 0, count, Padding.Blocks(length + (prefix < 0 ? 0 : 1)), digests, width);
    }

    private static void HashSlices(int prefix, ReadOnlySpan<byte> bytes, ReadOnlySpan<Slice> messages, Span<byte> digests, LaneWidth? width)
    {
        Fits((long)messages.Length * DigestLength, digests);
        var (blocks, order) = (new int[messages.Length], new int[messages.Length]);
        for (var i = 0; i < order.Length; i++)
        {
            (blocks[i], order[i]) = (Padding.Blocks(messages[i].Length + (prefix < 0 ? 0 : 1)), i);
        }

        if (blocks.AsSpan().ContainsAnyExcept(blocks.FirstOrDefault()))
        {
            Array.Sort(blocks, order);
        }

        for (int from = 0, to = 0; from < order.Length; from = to)
        {
            while (to < order.Length && blocks[to] == blocks[from])
            {
                to++;
            }

            Hash(new SlicedMessages(prefix, bytes, messages, order), from, to, blocks[from], digests, width);
        }
    }

    private static void Hash<TMessages>(TMessages messages, int from, int to, int blocks, Span<byte> digests, LaneWidth? width)
        where TMessages : IMessages, allows ref struct
    {
        var chosen = width ?? Widths[0];
        if (!Widths.Contains(chosen))
        {
            throw new PlatformNotSupportedException($"this processor has no {chosen} lanes");
        }

        // one message alone is faster without lanes
        var alone = (to - from) % (int)chosen == 1;
        var inLanes = chosen == LaneWidth.Platform ? from : to - (alone ? 1 : 0);
        if (chosen == LaneWidth.Sixteen)
        {
            LaneKernel<Vector512<uint>, SixteenLanes>.Hash(messages, from, inLanes, blocks, digests);
        }
        else if (chosen == LaneWidth.Eight)
        {
            LaneKernel<Vector256<uint>, EightLanes>.Hash(messages, from, inLanes, blocks, digests);
        }

        HashEach(messages, inLanes, to, digests);
    }

    private static void HashEach<TMessages>(TMessages messages, int from, int to, Span<byte> digests)
        where TMessages : IMessages, allows ref struct
    {
        var before = messages.Prefix < 0 ? 0 : 1;
        Span<byte> buffer = stackalloc byte[OnStack];
        for (var n = from; n < to; n++)
        {
            var message = messages.Of(n);
            var whole = message.Length + before <= OnStack ? buffer[..(message.Length + before)] : new byte[message.Length + before];
            if (before > 0)
            {
                whole[0] = (byte)messages.Prefix;
            }

            message.CopyTo(whole[before..]);
            SHA256.HashData(whole, digests.Slice(messages.Place(n) * DigestLength, DigestLength));
        }
    }

    private static void Fits(long bytes, Span<byte> digests)
    {
        if (digests.Length < bytes)
        {
            throw new ArgumentException($"the digests need {bytes} bytes, not {digests.Length}", nameof(digests));
        }
    }
}
