using System.Buffers.Binary;
using System.Security.Cryptography;

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
}
