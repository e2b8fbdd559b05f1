using System.Text.RegularExpressions;

namespace Baotuan.Tests.House;

/// <summary>What code says to the outside and what it may not use. Each rule returns its complaints.</summary>
internal static partial class SourceRules
{
    /// <summary>A module shows its contracts, its front door and its pages; everything else is its own affair.</summary>
    public static IEnumerable<string> PublicOnlyInContracts(ModuleRow module, SourceFile file)
    {
        var inside = file.Path[(module.Folder.Length + 1)..];
        var mayShow = inside.StartsWith("Contracts/", StringComparison.Ordinal)
            || inside == $"{module.Name}Module.cs"
            || inside.EndsWith(".razor.cs", StringComparison.Ordinal);
        return mayShow
            ? []
            : TypeDeclaration.In(file.Text).Where(t => t is { IsPublic: true, IsTopLevel: true })
                .Select(t => $"{file.At(t.Position)}: {t.Name} is public outside Contracts");
    }

    /// <summary>Pure code takes days, times and chance from its caller, reads nothing, and counts in whole numbers.</summary>
    public static IEnumerable<string> Pure(SourceFile file)
    {
        var code = CSharpText.CodeOf(file.Text);
        return Impure().Matches(code).Select(m => $"{file.At(m.Index)}: `{m.Value.Trim()}` has no place in Kernel and Engine");
    }

    /// <summary>A name says what a thing is; these endings say only that somebody had no name.</summary>
    public static IEnumerable<string> NoEmptySuffix(SourceFile file) =>
        TypeDeclaration.In(file.Text).Where(t => EmptySuffix().IsMatch(t.Name))
            .Select(t => $"{file.At(t.Position)}: {t.Name} needs a name that says what it is");

    /// <summary>Public types that others build on carry a sentence.</summary>
    public static IEnumerable<string> PublicTypesAreDescribed(SourceFile file) =>
        TypeDeclaration.In(file.Text).Where(t => t.IsPublic && !IsDescribed(file.Text, t.Position))
            .Select(t => $"{file.At(t.Position)}: {t.Name} has no ///");

    /// <summary>One namespace per file, without a level of braces (the other rules count them).</summary>
    public static IEnumerable<string> NamespaceIsFileScoped(SourceFile file)
    {
        var code = CSharpText.CodeOf(file.Text);
        return BlockNamespace().Matches(code).Select(m => $"{file.At(m.Index)}: write the namespace with a semicolon");
    }

    private static bool IsDescribed(string source, int position) =>
        source[..position].Split('\n')[..^1].Reverse()
            .Select(line => line.Trim())
            .SkipWhile(line => line.StartsWith('[') || line.EndsWith(']'))
            .FirstOrDefault("").StartsWith("///", StringComparison.Ordinal);

    [GeneratedRegex("""
        \b(float|double|decimal|Random|RandomNumberGenerator|TimeProvider|Stopwatch|HttpClient)\b
        |\b(DateTime|DateTimeOffset)\s*\.\s*(Now|UtcNow|Today)\b
        |\bGuid\s*\.\s*(NewGuid|CreateVersion7)\b
        |\bMath\s*\.\s*(Round|Floor|Ceiling|Pow|Sqrt|Log|Exp)\b
        |(?<![\w.])(File|Directory|Console|Environment)\s*\.
        |(?<![\w.])\d[\d_]*(\.\d+|[eE][+-]?\d+|[fFdDmM]\b)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Impure();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilit(y|ies)|Services?|Processor|Dto|DTO|Impl)$", RegexOptions.ExplicitCapture)]
    private static partial Regex EmptySuffix();

    [GeneratedRegex(@"^\s*namespace\s+[\w.]+\s*\{", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();
}
