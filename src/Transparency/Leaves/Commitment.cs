using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Baotuan.Transparency.Hashing;

namespace Baotuan.Transparency.Leaves;

/// <summary>
/// What a leaf says without showing it. <c>commit = SHA-256(tag ‖ salt ‖ record)</c>: tag is the leaf's first line with its newline, salt 32 bytes,
/// record the canonical JSON (RFC 8785) of what is not public. A payout line has little entropy and could be guessed without the salt.
/// <c>salt = HMAC-SHA-256(secret, leaf id)</c> with the leaf id as 8 bytes big-endian, its index in the log. Without the secret nobody
/// can open the leaf again, and the tree stays what it is.
/// </summary>
public static class Commitment
{
    /// <summary>Bytes of a salt and of a secret.</summary>
    public const int SaltLength = 32;

    /// <summary>The salt of a leaf.</summary>
    /// <param name="secret">Of the member or organisation that the leaf is about.</param>
    /// <param name="leafIndex">Index in the log.</param>
    public static byte[] Salt(ReadOnlySpan<byte> secret, long leafIndex)
    {
        Span<byte> id = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(id, leafIndex);
        return HMACSHA256.HashData(secret, id);
    }

    /// <summary>The commitment to a record.</summary>
    public static byte[] Of(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(tag);
        hash.AppendData(salt);
        hash.AppendData(record);
        return hash.GetHashAndReset();
    }

    /// <summary>Writes the salts of consecutive leaves, packed.</summary>
    /// <param name="secrets">One for each leaf, packed.</param>
    /// <param name="firstIndex">Of the first in the log.</param>
    public static void Salts(ReadOnlySpan<byte> secrets, long firstIndex, Span<byte> salts)
    {
        var count = secrets.Length / SaltLength;
        var (ids, slices) = (new byte[count * sizeof(long)], new Slice[count]);
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(ids.AsSpan(i * sizeof(long)), firstIndex + i);
            slices[i] = new(i * sizeof(long), sizeof(long));
        }

        HmacLanes.Authenticate(secrets, ids, slices, salts);
    }

    /// <summary>Writes the commitments to many records, packed.</summary>
    /// <param name="salts">One for each record, packed.</param>
    /// <param name="bytes">In which the records lie.</param>
    public static void Of(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> salts, ReadOnlySpan<byte> bytes, ReadOnlySpan<Slice> records, Span<byte> commitments)
    {
        var before = tag.Length + SaltLength;
        var slices = new Slice[records.Length];
        var room = 0;
        for (var i = 0; i < slices.Length; i++)
        {
            slices[i] = new(room, before + records[i].Length);
            room += slices[i].Length;
        }

        var rented = ArrayPool<byte>.Shared.Rent(room);
        for (var i = 0; i < slices.Length; i++)
        {
            var to = rented.AsSpan(slices[i].Start);
            tag.CopyTo(to);
            salts.Slice(i * SaltLength, SaltLength).CopyTo(to[tag.Length..]);
            records[i].Of(bytes).CopyTo(to[before..]);
        }

        Sha256Lanes.HashMany(rented, slices, commitments);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }
}
