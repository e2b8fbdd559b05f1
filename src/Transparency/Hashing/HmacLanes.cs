using System.Buffers;

namespace Baotuan.Transparency.Hashing;

/// <summary>HMAC-SHA-256 (RFC 2104, FIPS 198-1) of many short messages at once, each in a lane as in <see cref="Sha256Lanes"/>.</summary>
public static class HmacLanes
{
    /// <summary>Bytes of a key here; a digest, so that it needs no hashing of its own.</summary>
    public const int KeyLength = Sha256Lanes.DigestLength;

    private const int BlockBytes = 64, AtOnce = 256;
    private const byte InnerPad = 0x36, OuterPad = 0x5c;

    /// <summary>Writes the codes of messages that lie somewhere in <paramref name="bytes"/>, packed, 32 bytes each.</summary>
    /// <param name="keys">One key for all messages, or one for each, packed.</param>
    /// <exception cref="ArgumentException">Keys for another number of messages, or too little room.</exception>
    public static void Authenticate(ReadOnlySpan<byte> keys, ReadOnlySpan<byte> bytes, ReadOnlySpan<Slice> messages, Span<byte> codes, LaneWidth? width = null)
    {
        if (keys.Length != KeyLength && keys.Length != (long)messages.Length * KeyLength)
        {
            throw new ArgumentException($"{keys.Length} bytes are neither one key nor one for each of {messages.Length} messages", nameof(keys));
        }

        var each = keys.Length == KeyLength ? 0 : KeyLength;
        var slices = new Slice[Math.Min(AtOnce, messages.Length)];
        for (var start = 0; start < messages.Length; start += AtOnce)
        {
            var some = messages.Slice(start, Math.Min(AtOnce, messages.Length - start));
            Part(keys[(start * each)..], each, bytes, some, slices, codes.Slice(start * Sha256Lanes.DigestLength, some.Length * Sha256Lanes.DigestLength), width);
        }
    }

    private static void Part(
        ReadOnlySpan<byte> keys, int each, ReadOnlySpan<byte> bytes, ReadOnlySpan<Slice> messages, Slice[] slices, Span<byte> codes, LaneWidth? width)
    {
        var room = messages.Length * (BlockBytes + KeyLength);
        foreach (var message in messages)
        {
            room += message.Length;
        }

        var rented = ArrayPool<byte>.Shared.Rent(room);
        var at = 0;
        for (var i = 0; i < messages.Length; i++)
        {
            at = Lay(keys.Slice(i * each, KeyLength), InnerPad, messages[i].Of(bytes), rented, at, out slices[i]);
        }

        Sha256Lanes.HashMany(rented, slices.AsSpan(0, messages.Length), codes, width);
        at = 0;
        for (var i = 0; i < messages.Length; i++)
        {
            at = Lay(keys.Slice(i * each, KeyLength), OuterPad, codes.Slice(i * Sha256Lanes.DigestLength, Sha256Lanes.DigestLength), rented, at, out _);
        }

        Sha256Lanes.HashMany(rented.AsSpan(0, at), BlockBytes + Sha256Lanes.DigestLength, codes, width);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    /// <summary>Writes a padded key and a message; where the next may begin.</summary>
    private static int Lay(ReadOnlySpan<byte> key, byte pad, ReadOnlySpan<byte> message, byte[] to, int at, out Slice slice)
    {
        var block = to.AsSpan(at, BlockBytes);
        block.Fill(pad);
        for (var i = 0; i < key.Length; i++)
        {
            block[i] ^= key[i];
        }

        message.CopyTo(to.AsSpan(at + BlockBytes));
        slice = new(at, BlockBytes + message.Length);
        return at + slice.Length;
    }
}
