using System.Security.Cryptography;
using System.Text;

namespace Baotuan.Platform.Access;

/// <summary>
/// Encrypts personal fields at rest (AES-256-GCM) with a key file in the data directory. The key's id and the record the
/// value belongs to are bound in, so a ciphertext copied to another row does not open.
/// Layout: 1 byte format, 4 bytes key id, 12 bytes nonce, 16 bytes tag, ciphertext.
/// </summary>
public sealed class FieldProtector
{
    private const byte Format = 1;
    private const int Header = 1 + 4 + 12 + 16;
    private readonly byte[] _key;
    private readonly byte[] _keyId;

    private FieldProtector(byte[] key) => (_key, _keyId) = (key, SHA256.HashData(key)[..4]);

    /// <summary>Reads <c>keys/fields.key</c>, making it (readable by the owner alone) when the directory is new.</summary>
    public static FieldProtector Open(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "keys", "fields.key");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            try
            {
                using var file = new FileStream(path, options);
                file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n"));
                file.Flush(flushToDisk: true);
            }
            catch (IOException) when (File.Exists(path))
            {
                // another process made the key first; its key is the key
            }
        }

        return new(Convert.FromHexString(File.ReadAllText(path).Trim()));
    }

    /// <param name="record">What the value belongs to, e.g. <c>person/17/0001/phone</c>.</param>
    public byte[] Protect(string plain, string record)
    {
        var text = Encoding.UTF8.GetBytes(plain);
        var sealedBytes = new byte[Header + text.Length];
        sealedBytes[0] = Format;
        _keyId.CopyTo(sealedBytes, 1);
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(5, 12));
        using var aes = new AesGcm(_key, 16);
        aes.Encrypt(sealedBytes.AsSpan(5, 12), text, sealedBytes.AsSpan(Header), sealedBytes.AsSpan(17, 16), Bound(record));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another key, another record, or a changed byte.</exception>
    public string Reveal(byte[] sealedBytes, string record)
    {
        if (sealedBytes.Length < Header || sealedBytes[0] != Format || !sealedBytes.AsSpan(1, 4).SequenceEqual(_keyId))
        {
            throw new CryptographicException("the field was sealed with another key");
        }

        var text = new byte[sealedBytes.Length - Header];
        using var aes = new AesGcm(_key, 16);
        aes.Decrypt(sealedBytes.AsSpan(5, 12), sealedBytes.AsSpan(Header), sealedBytes.AsSpan(17, 16), text, Bound(record));
        return Encoding.UTF8.GetString(text);
    }

    private byte[] Bound(string record) => [.. _keyId, .. Encoding.UTF8.GetBytes(record)];
}
