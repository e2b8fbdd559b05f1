using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Baotuan.Transparency.Notes;

/// <summary>A secret key with a name; what it signs is fixed by its kind.</summary>
public sealed class SignerKey
{
    private readonly byte[] _secret;

    private SignerKey(string name, KeyKind kind, byte[] secret)
    {
        _secret = secret;
        Verifier = new(name, kind, kind == KeyKind.Sm2 ? Sm2.PublicKeyOf(secret) : PublicEd25519(secret));
    }

    /// <summary>The public half.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>The secret, to be kept: 32 bytes.</summary>
    public ReadOnlyMemory<byte> Secret => _secret;

    /// <summary>A key from its 32 secret bytes.</summary>
    /// <exception cref="ArgumentException">The name cannot stand in a signature line, or the secret is not 32 bytes.</exception>
    public static SignerKey From(string name, KeyKind kind, ReadOnlySpan<byte> secret)
    {
        if (!VerifierKey.NameIsGood(name) || secret.Length != Ed25519.SecretKeySize)
        {
            throw new ArgumentException("a key has a name without spaces and plus, and 32 secret bytes");
        }

        return new(name, kind, secret.ToArray());
    }

    /// <summary>A new key.</summary>
    public static SignerKey Make(string name, KeyKind kind) => From(name, kind, RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    /// <summary>Signs the text of a note; a cosignature says when.</summary>
    /// <param name="text">With its last newline.</param>
    /// <param name="unixSeconds">Time of a cosignature; others carry none.</param>
    public NoteSignature Sign(string text, long unixSeconds = 0)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(Verifier.Name, Verifier.KeyId, Verifier.Kind switch
        {
            KeyKind.Ed25519 => SignEd25519(bytes),
            KeyKind.Cosignature => [.. BigEndian(unixSeconds), .. SignEd25519(Cosignature.Message(unixSeconds, text))],
            _ => Sm2.Sign(_secret, bytes),
        });
    }

    private static byte[] PublicEd25519(byte[] secret)
    {
        var key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(secret, 0, key, 0);
        return key;
    }

    private byte[] SignEd25519(byte[] message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_secret, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    private static byte[] BigEndian(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}

/// <summary>C2SP tlog-cosignature v1: who signs says that it saw this checkpoint and no other branch of the log, and when.</summary>
public static class Cosignature
{
    /// <summary>The bytes that are signed.</summary>
    public static byte[] Message(long unixSeconds, string checkpointText) =>
        Encoding.UTF8.GetBytes($"cosignature/v1\ntime {unixSeconds}\n{checkpointText}");

    /// <summary>Unix seconds of a cosignature line.</summary>
    public static long TimeOf(NoteSignature line) => BinaryPrimitives.ReadInt64BigEndian(line.Signature);
}
