using System.Security.Cryptography;
using System.Text;

namespace Baotuan.Platform.Access;

/// <summary>
/// Encrypts personal fields at rest (AES-256-GCM) and makes the digests that they are found by. Values are sealed with keys of
/// the ring in <c>keys/fields.ring</c>, which are themselves sealed by the master key (a file, or a systemd credential): a new
/// master key touches no value. The key's id and the record the value belongs to are bound in, so a ciphertext copied to
/// another row does not open. Layout: 1 byte format, 4 bytes key id, 12 bytes nonce, 16 bytes tag, ciphertext.
/// </summary>
public sealed class FieldProtector
{
    private const byte Format = 1;
    private const int Header = 1 + 4 + 12 + 16;
    private const long LookAgainMs = 5_000;
    private readonly KeyFolder _folder;
    private readonly Lock _gate = new();
    private volatile KeyRing _ring;
    private DateTime _writtenUtc;
    private long _lookedMs;

    private FieldProtector(KeyFolder folder)
    {
        _folder = folder;
        _writtenUtc = File.GetLastWriteTimeUtc(folder.RingPath);
        _ring = OpenRing.Existing(folder);
        _lookedMs = Environment.TickCount64;
    }

    /// <summary>Reads the keys of a data directory; makes them (readable by the owner alone) when the directory is new.</summary>
    /// <exception cref="KeyFileException">The keys cannot be used; nothing is made in their place.</exception>
    public static FieldProtector Open(string dataDirectory)
    {
        var folder = new KeyFolder(dataDirectory);
        if (!File.Exists(folder.RingPath))
        {
            OpenRing.MakeFirst(folder);
        }

        return new(folder);
    }

    /// <param name="record">What the value belongs to, e.g. <c>person/17/0001/phone</c>.</param>
    public byte[] Protect(string plain, string record) => Protect(Encoding.UTF8.GetBytes(plain), record);

    /// <summary>As the other form, of bytes.</summary>
    public byte[] Protect(ReadOnlySpan<byte> text, string record)
    {
        var key = RingOfNow().Sealing;
        var sealedBytes = new byte[Header + text.Length];
        sealedBytes[0] = Format;
        Convert.FromHexString(key.Id, sealedBytes.AsSpan(1, 4), out _, out _);
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(5, 12));
        using var aes = new AesGcm(key.Bytes, 16);
        aes.Encrypt(sealedBytes.AsSpan(5, 12), text, sealedBytes.AsSpan(Header), sealedBytes.AsSpan(17, 16), Bound(sealedBytes, record));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">A key that is not in the ring, another record, or a changed byte.</exception>
    public string Reveal(byte[] sealedBytes, string record) => Encoding.UTF8.GetString(RevealBytes(sealedBytes, record));

    /// <summary>As <see cref="Reveal"/>, of bytes.</summary>
    /// <exception cref="CryptographicException">A key that is not in the ring, another record, or a changed byte.</exception>
    public byte[] RevealBytes(byte[] sealedBytes, string record)
    {
        if (sealedBytes.Length < Header || sealedBytes[0] != Format)
        {
            throw new CryptographicException("this is no sealed field");
        }

        var key = _ring.Find(sealedBytes.AsSpan(1, 4)) ?? Look().Find(sealedBytes.AsSpan(1, 4))
            ?? throw new CryptographicException("the field was sealed with a key that is not in the ring");
        var text = new byte[sealedBytes.Length - Header];
        using var aes = new AesGcm(key.Bytes, 16);
        aes.Decrypt(sealedBytes.AsSpan(5, 12), sealedBytes.AsSpan(Header), sealedBytes.AsSpan(17, 16), text, Bound(sealedBytes, record));
        return text;
    }

    /// <summary>
    /// What an exact value of a field is found by: 16 bytes of an HMAC by a key of that field's own. Equal values have equal
    /// digests; without the key nothing follows from one.
    /// </summary>
    public byte[] Digest(string field, string plain) => RingOfNow().Indexing[^1].Digest(field, plain);

    /// <summary>The digests that a value may stand in the index under: two while the index is being made anew.</summary>
    public IReadOnlyList<byte[]> Digests(string field, string plain) => [.. RingOfNow().Indexing.Select(k => k.Digest(field, plain))];

    // another process may have changed the keys
    private KeyRing RingOfNow() => Environment.TickCount64 - Volatile.Read(ref _lookedMs) > LookAgainMs ? Look() : _ring;

    private KeyRing Look()
    {
        lock (_gate)
        {
            Volatile.Write(ref _lookedMs, Environment.TickCount64);
            var written = File.GetLastWriteTimeUtc(_folder.RingPath);
            if (written != _writtenUtc)
            {
                _ring = OpenRing.Existing(_folder);
                _writtenUtc = written;
            }

            return _ring;
        }
    }

    private static byte[] Bound(byte[] sealedBytes, string record) => [.. sealedBytes.AsSpan(1, 4), .. Encoding.UTF8.GetBytes(record)];
}
