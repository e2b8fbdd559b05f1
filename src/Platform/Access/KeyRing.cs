using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Baotuan.Platform.Access;

/// <summary>One key of the ring, in the open: it exists like this in memory only.</summary>
/// <param name="Use"><see cref="Sealing"/> or <see cref="Indexing"/>.</param>
internal sealed record FieldKey(byte[] Bytes, string Use, long MadeAtMs)
{
    public const string Sealing = "seal";
    public const string Indexing = "index";
    private readonly ConcurrentDictionary<string, byte[]> _ofField = new();

    /// <summary>First four bytes of its SHA-256 in hex; stands in front of what it sealed.</summary>
    public string Id { get; } = MasterKey.IdOf(Bytes);

    /// <summary>HMAC-SHA-256 by a key of this field's own, cut to 16 bytes.</summary>
    public byte[] Digest(string field, string plain)
    {
        var key = _ofField.GetOrAdd(field, f => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Bytes, MasterKey.Length, info: Encoding.UTF8.GetBytes("baotuan-index/v1/" + f)));
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(plain))[..16];
    }
}

/// <summary>The keys of an installation as read at one moment: all that ever sealed a value, and those of the search index.</summary>
internal sealed class KeyRing(IReadOnlyList<FieldKey> keys)
{
    private readonly Dictionary<string, FieldKey> _sealing = keys.Where(k => k.Use == FieldKey.Sealing).ToDictionary(k => k.Id);

    public IReadOnlyList<FieldKey> Keys { get; } = keys;

    /// <summary>New values are sealed with the newest.</summary>
    public FieldKey Sealing { get; } = keys.Last(k => k.Use == FieldKey.Sealing);

    /// <summary>One; two while the index is being made anew, the newer last.</summary>
    public IReadOnlyList<FieldKey> Indexing { get; } = [.. keys.Where(k => k.Use == FieldKey.Indexing)];

    public FieldKey? Find(ReadOnlySpan<byte> id) => _sealing.GetValueOrDefault(Convert.ToHexStringLower(id));
}
