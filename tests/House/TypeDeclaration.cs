using System.Text.RegularExpressions;

namespace Baotuan.Tests.House;

/// <summary>A type that a source file declares.</summary>
/// <param name="IsTopLevel">Not inside another type.</param>
/// <param name="Position">Of the declaration's first character in the file.</param>
internal sealed partial record TypeDeclaration(string Name, bool IsPublic, bool IsTopLevel, int Position, string Keyword)
{
    /// <summary>Reads declarations from the code of a file with a file-scoped namespace.</summary>
    public static IEnumerable<TypeDeclaration> In(string source)
    {
        var code = CSharpText.CodeOf(source);
        foreach (Match m in Declaration().Matches(code))
        {
            var before = code.AsSpan(0, m.Index);
            yield return new(
                m.Groups["name"].Value,
                m.Groups["modifiers"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains("public"),
                before.Count('{') == before.Count('}'),
                m.Groups["start"].Index,
                m.Groups["keyword"].Value);
        }
    }

    /// <summary>The text between the declaration and the end of its body.</summary>
    public string BodyIn(string code)
    {
        var depth = 0;
        for (var i = Position; i < code.Length; i++)
        {
            depth += code[i] switch { '{' or '(' => 1, '}' or ')' => -1, _ => 0 };
            if (depth == 0 && (code[i] == '}' || code[i] == ';'))
            {
                return code[Position..(i + 1)];
            }
        }

        return code[Position..];
    }

    [GeneratedRegex("""
        (?<=^|[;{}\]])[ \t\r\n]*(?<start>)(?<modifiers>((public|internal|private|protected|sealed|abstract|static|partial|readonly|ref|unsafe|file|new)\s+)*)(?<keyword>class|struct|interface|enum|record(\s+(class|struct))?|delegate\s+[\w<>\[\],.? ]+?)\s+(?<name>[A-Z_]\w*)
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
