using System.Text;
using Baotuan.Transparency.Notes;

namespace Baotuan.Transparency.Leaves;

/// <summary>
/// The text of a leaf: <c>type/v1</c>, then one line <c>name value</c> per public field, then <c>commit base64</c> when something is not public.
/// </summary>
/// <param name="Type">What it is about: <c>payout-line</c>.</param>
/// <param name="Fields">Public, in their order; no newline in any.</param>
/// <param name="Commit">32 bytes, or null when the leaf is public whole.</param>
public sealed record Leaf(string Type, IReadOnlyList<(string Name, string Value)> Fields, byte[]? Commit)
{
    /// <summary>More does not fit into an entry bundle.</summary>
    public const int MostBytes = ushort.MaxValue;

    private const string CommitName = "commit";

    /// <summary>First line with its newline; also the tag of the commitment.</summary>
    public string Tag => $"{Type}/v1\n";

    /// <summary>The bytes that are hashed as a leaf.</summary>
    /// <exception cref="InvalidOperationException">A newline in a field, or too long.</exception>
    public byte[] ToBytes()
    {
        if (Type.AsSpan().ContainsAny(" \n") || Fields.Any(f => f.Name.AsSpan().ContainsAny(" \n") || f.Name is "" or CommitName || f.Value.Contains('\n')))
        {
            throw new InvalidOperationException($"a leaf of type {Type} has a newline or a space where none may be");
        }

        var bytes = Encoding.UTF8.GetBytes(ToString());
        return bytes.Length <= MostBytes ? bytes : throw new InvalidOperationException($"a leaf of type {Type} has {bytes.Length} bytes");
    }

    /// <summary>The leaf as text.</summary>
    public override string ToString() =>
        Tag + string.Concat(Fields.Select(f => $"{f.Name} {f.Value}\n")) + (Commit is null ? "" : $"{CommitName} {Convert.ToBase64String(Commit)}\n");

    /// <summary>Value of a public field, or null.</summary>
    public string? Field(string name) => Fields.Where(f => f.Name == name).Select(f => f.Value).FirstOrDefault();

    /// <summary>Reads a leaf; null when it is none.</summary>
    public static Leaf? Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines.Length < 2 || lines[^1].Length > 0 || !lines[0].EndsWith("/v1", StringComparison.Ordinal))
        {
            return null;
        }

        var fields = lines[1..^1].Select(l => l.Split(' ', 2)).ToList();
        if (fields.Any(f => f.Length != 2))
        {
            return null;
        }

        var commit = fields.Count > 0 && fields[^1][0] == CommitName ? Base64Text.ReadHash(fields[^1][1]) : null;
        var leaf = new Leaf(lines[0][..^3], [.. fields.Take(fields.Count - (commit is null ? 0 : 1)).Select(f => (f[0], f[1]))], commit);
        return leaf.Fields.Any(f => f.Name == CommitName) || !bytes.SequenceEqual(Encoding.UTF8.GetBytes(leaf.ToString())) ? null : leaf;
    }
}
