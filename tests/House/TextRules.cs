using System.Text.RegularExpressions;

namespace Baotuan.Tests.House;

/// <summary>What no committed file may hold, and links that lead somewhere. Each rule returns its complaints.</summary>
internal static partial class TextRules
{
    /// <summary>A path of somebody's machine helps nobody else.</summary>
    public static IEnumerable<string> NoMachinePaths(SourceFile file) =>
        MachinePath().Matches(file.Text).Select(m => $"{file.At(m.Index)}: `{m.Value}` is a path of one machine");

    /// <summary>Where packages come from is each machine's own setting; a committed host breaks every mirror.</summary>
    public static IEnumerable<string> NoRegistryHosts(SourceFile file) =>
        RegistryHost().Matches(file.Text).Select(m => $"{file.At(m.Index)}: `{m.Value}` names a package registry");

    /// <summary>A link to a file of ours leads to a file that is there.</summary>
    public static IEnumerable<string> LinksResolve(SourceFile markdown, Func<string, bool> exists)
    {
        var text = WithoutCode(markdown.Text);
        foreach (Match m in Link().Matches(text))
        {
            var target = Uri.UnescapeDataString(m.Groups["target"].Value.Split('#')[0]);
            if (target.Length == 0 || Scheme().IsMatch(target))
            {
                continue;
            }

            var path = Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(markdown.Path)!, target))[1..].TrimEnd('/');
            if (!exists(path))
            {
                yield return $"{markdown.At(m.Index)}: the link to {target} leads nowhere";
            }
        }
    }

    /// <summary>Blanks code blocks and code words: what looks like a link in them is an example.</summary>
    private static string WithoutCode(string markdown) =>
        Code().Replace(markdown, m => Regex.Replace(m.Value, "[^\n]", " "));

    [GeneratedRegex(@"(?<![\w.:/~-])/(home|root|tmp|work|Users|private/var)/[\w.-]+|(?<!\w)[A-Z]:\\\\?(Users|Windows|Temp)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex MachinePath();

    // Put together from pieces, or this file would break its own rule.
    [GeneratedRegex("(?<![\\w.-])((registry|proxy|mirrors?)\\.[a-z][\\w-]*\\.(org|com|net|io|cn|dev)|[\\w.-]*(nu" + "get|npm" + "js|npm" + "mirror|py" + "pi|artifac" + "tory|nex" + "us)[\\w.-]*\\.(org|com|net|io|cn|local|internal)|deb\\." + "debian\\.org)(?![\\w-])", RegexOptions.ExplicitCapture)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"(?<!\\)\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)|^\[[^\]]+\]:\s*(?<target>\S+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex("^```.*?^```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
