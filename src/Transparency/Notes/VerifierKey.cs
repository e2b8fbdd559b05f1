using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Baotuan.Transparency.Notes;

/// <summary>What a key signs and how.</summary>
public enum KeyKind
{
    /// <summary>0x01: Ed25519 over the text.</summary>
    Ed25519,

    /// <summary>0x04: Ed25519 over time and text (C2SP tlog-cosignature).</summary>
    Cosignature,

    /// <summary>0xff: SM2 with SM3 over the text, by the identifier of <see cref="Sm2.Identifier"/>.</summary>
    Sm2,
}

/// <summary>
/// A public key with a name (vkey, C2SP signed-note): <c>name+hexkeyid+base64(kind ‖ key)</c>.
/// </summary>
/// <param name="Name">No space, no plus; that of a log is its origin.</param>
/// <param name="Kind">Fixes what is signed.</param>
/// <param name="PublicKey">32 bytes of Ed25519, 65 of SM2 (0x04 ‖ x ‖ y).</param>
public sealed record VerifierKey(string Name, KeyKind Kind, byte[] PublicKey)
{
    /// <summary>Tells this key's signatures from others'.</summary>
    public uint KeyId { get; } = IdOf(Name, Kind, PublicKey);

    /// <summary>Reads a vkey; null when it is none, its key id is wrong, or its kind is unknown here.</summary>
    public static VerifierKey? Parse(string vkey)
    {
        var parts = vkey.Split('+', 3); // base64 has a plus of its own
        if (parts.Length != 3 || !NameIsGood(parts[0]) || Base64Text.Read(parts[2]) is not { Length: > 1 } bytes || KindOf(bytes) is not { } kind)
        {
            return null;
        }

        var prefix = Prefix(kind).Length;
        var key = bytes[prefix..];
        if (key.Length != (kind == KeyKind.Sm2 ? Sm2.PublicKeyLength : Ed25519.PublicKeySize))
        {
            return null;
        }

        var read = new VerifierKey(parts[0], kind, key);
        return read.ToString() == vkey ? read : null;
    }

    /// <summary>A name that can stand in a signature line.</summary>
    public static bool NameIsGood(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c == '+' || char.IsControl(c));

    /// <summary>The vkey.</summary>
    public override string ToString() =>
        $"{Name}+{KeyId.ToString("x8", CultureInfo.InvariantCulture)}+{Convert.ToBase64String([.. Prefix(Kind), .. PublicKey])}";

    /// <summary>Whether a line claims to be of this key.</summary>
    public bool Made(NoteSignature signature) => signature.Name == Name && signature.KeyId == KeyId;

    /// <summary>Whether the line is a signature of this key over the text.</summary>
    public bool Verifies(string text, NoteSignature signature) => Made(signature) && Kind switch
    {
        KeyKind.Ed25519 => VerifiesEd25519(Encoding.UTF8.GetBytes(text), signature.Signature),
        KeyKind.Cosignature => signature.Signature.Length == 8 + Ed25519.SignatureSize
            && VerifiesEd25519(Cosignature.Message(Cosignature.TimeOf(signature), text), signature.Signature.AsSpan(8)),
        _ => Sm2.Verifies(PublicKey, Encoding.UTF8.GetBytes(text), signature.Signature),
    };

    /// <summary>Two keys are one when name, kind and bytes are.</summary>
    public bool Equals(VerifierKey? other) => other is not null && other.ToString() == ToString();

    /// <summary>By <see cref="ToString"/>.</summary>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    internal static byte[] Prefix(KeyKind kind) => kind switch
    {
        KeyKind.Ed25519 => [0x01],
        KeyKind.Cosignature => [0x04],
        _ => [0xff, .. Encoding.ASCII.GetBytes(Sm2.Identifier)],
    };

    private static KeyKind? KindOf(byte[] bytes) =>
        Enum.GetValues<KeyKind>().Cast<KeyKind?>().FirstOrDefault(k => bytes.AsSpan().StartsWith(Prefix(k!.Value)));

    private static uint IdOf(string name, KeyKind kind, byte[] key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', .. Prefix(kind), .. key]));

    private bool VerifiesEd25519(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature.ToArray(), 0, PublicKey, 0, message.ToArray(), 0, message.Length);
}
