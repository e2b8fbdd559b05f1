using System.Text.RegularExpressions;

namespace Baotuan.Tests.House;

/// <summary>What keeps codes of the program out of the operation log that people read. Each rule returns its complaints.</summary>
internal static partial class LogRules
{
    /// <summary>An action that is written out where it is logged has a Chinese word.</summary>
    public static IEnumerable<string> ActionHasAWord(SourceFile file, SourceFile words)
    {
        var known = Word().Matches(words.Text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return Logged().Matches(file.Text).Where(m => !known.Contains(m.Groups[1].Value)).Select(m => $"{file.At(m.Index)}: action `{m.Groups[1].Value}` has no word in {words.Name}");
    }

    [GeneratedRegex(@"\[""([a-z][a-z_.-]*)""\] = """)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:LogAsync|LookedAsync)\(\s*""([a-z][a-z_.-]*)"",")]
    private static partial Regex Logged();
}
