using System.Text.RegularExpressions;

namespace Baotuan.Tests.House;

/// <summary>What keeps a page or an endpoint from reaching the data without being asked who it is for. Each rule returns its complaints.</summary>
internal static partial class AccessRules
{
    /// <summary>A page says what lets somebody in, or that it is for everybody; the gate answers nobody otherwise.</summary>
    public static IEnumerable<string> PageSaysWhoGetsIn(SourceFile page) =>
        Page().IsMatch(page.Text) && !Says().IsMatch(page.Text) ? [$"{page.Path}: a page needs [Needs(…)] or [AllowAnonymous]"] : [];

    /// <summary>An endpoint says so too.</summary>
    public static IEnumerable<string> EndpointSaysWhoGetsIn(SourceFile file) =>
        Endpoint().Matches(CSharpText.CodeOf(file.Text)).Where(m => !m.Value.Contains("NeedsAttribute") && !m.Value.Contains("AllowAnonymous") && !m.Value.Contains("signedIn"))
            .Select(m => $"{file.At(m.Index)}: an endpoint needs NeedsAttribute or AllowAnonymous");

    /// <summary>The store asks nobody; pages and endpoints of modules have a desk, which does.</summary>
    public static IEnumerable<string> NoStoreInPages(SourceFile file) =>
        Store().Matches(file.Text).Select(m => $"{file.At(m.Index)}: `{m.Value.Trim()}` goes around the desk");

    [GeneratedRegex("^@page ", RegexOptions.Multiline)]
    private static partial Regex Page();

    [GeneratedRegex(@"^@attribute \[([\w.]+\.)?(Needs\(|AllowAnonymous)", RegexOptions.Multiline)]
    private static partial Regex Says();

    [GeneratedRegex(@"\.Map(Get|Post|Put|Delete|Patch|Methods)\s*\([^;]*;", RegexOptions.Singleline)]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"@inject\s+([\w.]+\.)?Store\s|\[Inject\][^\n]*\bStore\s|\bstore\.Open\s*\(")]
    private static partial Regex Store();
}
