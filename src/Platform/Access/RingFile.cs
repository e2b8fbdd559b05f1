using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Baotuan.Platform.Access;

/// <summary>A key as it lies in the ring's file: sealed by one master key, or by several while they change.</summary>
internal sealed record SealedKey(string Id, string Use, long MadeAtMs, IReadOnlyList<KeyWrap> Wraps);

/// <summary>The key sealed by one master key: nonce, tag, ciphertext.</summary>
internal sealed record KeyWrap(string By, byte[] Bytes);

/// <summary>The file <c>keys/fields.ring</c>: every key of the ring, sealed (AES-256-GCM) with its id and use bound in.</summary>
internal sealed record RingFile(string Format, IReadOnlyList<SealedKey> Keys)
{
    private const string Current = "baotuan-keyring/v1";
    private const int Nonce = 12, Tag = 16;

    public static RingFile Of(IEnumerable<SealedKey> keys) => new(Current, [.. keys]);

    public static RingFile Parse(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<RingFile>(json, JsonSerializerOptions.Web) is { Format: Current, Keys.Count: > 0 } ring ? ring : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new KeyFileException("密钥环 keys/fields.ring 已损坏，或由更新的版本写成。请从备份里取回这个文件，不要删除重建。");
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, new JsonSerializerOptions(JsonSerializerOptions.Web) { WriteIndented = true });

    /// <summary>Opens every key with one of the masters.</summary>
    /// <exception cref="KeyFileException">A master key is missing, or a byte was changed.</exception>
    public KeyRing Open(IReadOnlyList<MasterKey> masters) => new([.. Keys.Select(k => Open(k, masters))]);

    public static SealedKey Seal(FieldKey key, MasterKey master) => new(key.Id, key.Use, key.MadeAtMs, [Wrap(key, master)]);

    /// <summary>The same key, openable by this master too.</summary>
    public static SealedKey AlsoBy(SealedKey old, FieldKey key, MasterKey master) =>
        old.Wraps.Any(w => w.By == master.Id) ? old : old with { Wraps = [.. old.Wraps, Wrap(key, master)] };

    public static FieldKey Open(SealedKey key, IReadOnlyList<MasterKey> masters)
    {
        var (wrap, master) = key.Wraps.SelectMany(w => masters.Where(m => m.Id == w.By).Select(m => (w, m))).FirstOrDefault();
        return master is not null ? Unwrap(key, wrap, master) : throw new KeyFileException(
            $"缺少编号为 {string.Join(" 或 ", key.Wraps.Select(w => w.By))} 的主密钥，个人信息打不开。请把这个密钥文件放回 keys（从备份里取），或让系统服务带上凭据 {KeyFolder.CredentialName}；不要新建密钥。");
    }

    private static KeyWrap Wrap(FieldKey key, MasterKey master)
    {
        var bytes = new byte[Nonce + Tag + key.Bytes.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, Nonce));
        using var aes = new AesGcm(master.Bytes, Tag);
        aes.Encrypt(bytes.AsSpan(0, Nonce), key.Bytes, bytes.AsSpan(Nonce + Tag), bytes.AsSpan(Nonce, Tag), Bound(key.Id, key.Use, master.Id));
        return new(master.Id, bytes);
    }

    private static FieldKey Unwrap(SealedKey key, KeyWrap wrap, MasterKey master)
    {
        try
        {
            var plain = new byte[wrap.Bytes.Length - Nonce - Tag];
            using var aes = new AesGcm(master.Bytes, Tag);
            aes.Decrypt(wrap.Bytes.AsSpan(0, Nonce), wrap.Bytes.AsSpan(Nonce + Tag), wrap.Bytes.AsSpan(Nonce, Tag), plain, Bound(key.Id, key.Use, master.Id));
            return new(plain, key.Use, key.MadeAtMs);
        }
        catch (Exception e) when (e is CryptographicException or OverflowException)
        {
            throw new KeyFileException($"密钥环 keys/fields.ring 里编号为 {key.Id} 的密钥被改动过，打不开。请从备份里取回这个文件。");
        }
    }

    private static byte[] Bound(string id, string use, string master) => Encoding.ASCII.GetBytes($"baotuan-key/v1|{id}|{use}|{master}");
}
