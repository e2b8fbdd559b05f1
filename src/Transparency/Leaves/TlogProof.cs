using System.Globalization;
using System.Text;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;

namespace Baotuan.Transparency.Leaves;

/// <summary>
/// A proof that stands by itself (<c>c2sp.org/tlog-proof@v1</c>): index of a leaf, its audit path and the signed checkpoint it leads to.
/// </summary>
/// <param name="Extra">Opaque; not authenticated by itself.</param>
/// <param name="Index">Of the leaf.</param>
/// <param name="Path">Sibling first.</param>
/// <param name="Note">The checkpoint, word for word.</param>
public sealed record TlogProof(byte[]? Extra, long Index, IReadOnlyList<byte[]> Path, SignedNote Note)
{
    /// <summary>First line of the file.</summary>
    public const string Header = "c2sp.org/tlog-proof@v1";

    private const int MostHashes = 63;

    /// <summary>Reads a file; null when it is none.</summary>
    public static TlogProof? Parse(string text)
    {
        var cut = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = cut < 0 ? [] : text[..cut].Split('\n');
        if (lines.Length < 2 || lines[0] != Header)
        {
            return null;
        }

        var extra = lines[1].StartsWith("extra ", StringComparison.Ordinal) ? Base64Text.Read(lines[1]["extra ".Length..]) : null;
        var at = extra is null ? 1 : 2;
        var path = lines.Skip(at + 1).Select(Base64Text.ReadHash).ToList();
        return at < lines.Length && lines[at].StartsWith("index ", StringComparison.Ordinal) && Checkpoint.SizeOf(lines[at]["index ".Length..]) is { } index
            && path.Count <= MostHashes && !path.Contains(null) && SignedNote.Parse(text[(cut + 2)..]) is { } note
            ? new(extra, index, [.. path.Select(p => p!)], note)
            : null;
    }

    /// <summary>The file.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is not null)
        {
            text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path)
        {
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        }

        return text.Append('\n').Append(Note).ToString();
    }

    /// <summary>Whether the leaf is where the proof says; whether the checkpoint is to be believed is asked of a policy.</summary>
    public bool Proves(ReadOnlySpan<byte> leaf) =>
        Checkpoint.Parse(Note.Text) is { } checkpoint && ProofCheck.Inclusion(Index, checkpoint.Size, MerkleTree.LeafHash(leaf), Path, checkpoint.Root);
}
