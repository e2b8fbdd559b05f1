using System.Text;

namespace Baotuan.Transparency.Notes;

/// <summary>
/// A text with signature lines (C2SP signed-note): the text ends with a newline, an empty line follows, then lines
/// <c>— name base64(key id ‖ signature)</c>.
/// </summary>
/// <param name="Text">What is signed, with its last newline.</param>
/// <param name="Signatures">In their order; some of keys that the reader does not know.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>More lines than that are refused; the specification wants 16 at least to be taken.</summary>
    public const int MostSignatures = 100;

    private const int LongestNote = 1_000_000;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a note; null when it is none.</summary>
    public static SignedNote? Parse(string note)
    {
        var cut = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (cut < 0 || note.Length > LongestNote || !note.EndsWith('\n') || !Clean(note))
        {
            return null;
        }

        var lines = note[(cut + 2)..].Split('\n')[..^1];
        var signatures = lines.Select(NoteSignature.Parse).ToList();
        return signatures.Count is 0 or > MostSignatures || signatures.Contains(null)
            ? null
            : new(note[..(cut + 1)], [.. signatures.Select(s => s!)]);
    }

    /// <summary>Reads a note from bytes; null when they are no UTF-8 or no note.</summary>
    public static SignedNote? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Parse(Strict.GetString(utf8));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The note as it is written.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(s => $"{s}\n"))}";

    /// <summary>
    /// Signatures that hold, by the keys that made them. A signature of an unknown key says nothing; a wrong one of a known key makes the note worthless.
    /// </summary>
    /// <returns>Null when a known key's signature is wrong.</returns>
    public IReadOnlyList<VerifierKey>? HeldBy(IEnumerable<VerifierKey> known)
    {
        var held = new List<VerifierKey>();
        foreach (var key in known)
        {
            foreach (var signature in Signatures.Where(key.Made))
            {
                if (!key.Verifies(Text, signature))
                {
                    return null;
                }

                held.Add(key);
            }
        }

        return [.. held.Distinct()];
    }

    // no ASCII control characters but the newline
    private static bool Clean(string note) => !note.Any(c => c is < ' ' and not '\n' or '\x7f') && !note.Contains('\uFFFD');
}

/// <summary>One signature line.</summary>
/// <param name="Name">Of the key: no space, no plus.</param>
/// <param name="KeyId">First four bytes of a hash that depends on the kind of key.</param>
/// <param name="Signature">What follows the key id.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature)
{
    private const string Start = "— ";

    /// <summary>Reads a line without its newline; null when it is none.</summary>
    public static NoteSignature? Parse(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 3 || parts[0] != "—" || !VerifierKey.NameIsGood(parts[1]) || Base64Text.Read(parts[2]) is not { Length: > 4 } bytes)
        {
            return null;
        }

        return new(parts[1], System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..]);
    }

    /// <summary>The line without its newline.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Signature.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes, 4);
        return $"{Start}{Name} {Convert.ToBase64String(bytes)}";
    }
}

/// <summary>Base64 of RFC 4648 §4 with padding, read without tolerance: one text for one value.</summary>
internal static class Base64Text
{
    public static byte[]? Read(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && Convert.ToBase64String(bytes.AsSpan(0, count)) == text ? bytes[..count] : null;
    }

    public static byte[]? ReadHash(string text) => Read(text) is { Length: Tree.MerkleTree.HashLength } hash ? hash : null;
}
