using System.Globalization;
using Baotuan.Transparency.Tree;

namespace Baotuan.Transparency.Notes;

/// <summary>How large a log is and what its root is (C2SP tlog-checkpoint), as the text of a signed note.</summary>
/// <param name="Origin">Name of the log and of its key.</param>
/// <param name="Size">Number of leaves.</param>
/// <param name="Root">32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>The three lines that are signed.</summary>
    public string Text => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Convert.ToBase64String(Root)}\n";

    /// <summary>Reads the text of a note; lines after the third are extensions and are skipped. Null when it is no checkpoint.</summary>
    public static Checkpoint? Parse(string text)
    {
        var lines = text.Split('\n');
        return lines.Length >= 4 && lines[^1].Length == 0 && !lines[..^1].Contains("") && SizeOf(lines[1]) is { } size && Base64Text.ReadHash(lines[2]) is { } root
            ? new(lines[0], size, root)
            : null;
    }

    /// <summary>Same tree.</summary>
    public bool Equals(Checkpoint? other) => other is not null && other.Text == Text;

    /// <summary>By <see cref="Text"/>.</summary>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>A whole number as these formats write it: no sign, no leading zero; null otherwise.</summary>
    internal static long? SizeOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size.ToString(CultureInfo.InvariantCulture) == text ? size : null;
}
