namespace Baotuan.Tests.House;

public sealed class TextRulesTests
{
    // This file holds the bad samples themselves.
    private const string Samples = "tests/House/TextRulesTests.cs";

    private static IEnumerable<SourceFile> Texts => Tree.Texts().Where(f => f.Path != Samples);

    [Fact]
    public void Tree_names_no_path_of_one_machine() => Complaints.None(Texts.SelectMany(TextRules.NoMachinePaths));

    [Theory]
    [InlineData("see /home/wang/notes")]
    [InlineData("\"/root/.nuget\"")]
    [InlineData("data in /tmp/x")]
    [InlineData("/Users/li/src")]
    [InlineData("C:\\Users\\li")]
    public void Path_of_one_machine_is_refused(string text) => Complaints.One("path of one machine", TextRules.NoMachinePaths(new("a.md", text)));

    [Theory]
    [InlineData("https://example.org/home/page")]
    [InlineData("src/tmp/x")]
    [InlineData("/usr/lib/postgresql")]
    public void Path_of_everybody_is_accepted(string text) => Complaints.None(TextRules.NoMachinePaths(new("a.md", text)));

    [Fact]
    public void Tree_names_no_package_registry() => Complaints.None(Texts.SelectMany(TextRules.NoRegistryHosts));

    [Theory]
    [InlineData("\"resolved\": \"https://registry.npmjs.org/x.tgz\"")]
    [InlineData("https://api.nuget.org/v3/index.json")]
    [InlineData("https://nexus.county.local/repository")]
    [InlineData("deb http://deb.debian.org/debian")]
    public void Package_registry_is_refused(string text) => Complaints.One("package registry", TextRules.NoRegistryHosts(new("package-lock.json", text)));

    [Fact]
    public void Names_of_our_own_code_are_no_registry() =>
        Complaints.None(TextRules.NoRegistryHosts(new("a.cs", "using NuGet; var index = register.Index.Company; registry.Register.Net(); http://localhost:5080")));

    [Fact]
    public void Tree_has_links_that_lead_somewhere() =>
        Complaints.None(Tree.Paths.Where(p => p.EndsWith(".md", StringComparison.Ordinal)).Select(Tree.Read)
            .SelectMany(f => TextRules.LinksResolve(f, p => File.Exists(Tree.Full(p)) || Directory.Exists(Tree.Full(p)))));

    [Theory]
    [InlineData("[x](missing.md)", "missing.md")]
    [InlineData("![x](../img/missing.png \"title\")", "../img/missing.png")]
    [InlineData("[x][y]\n\n[y]: missing.md#part", "missing.md")]
    public void Link_that_leads_nowhere_is_refused(string markdown, string target) =>
        Complaints.One($"the link to {target} leads nowhere", TextRules.LinksResolve(new("docs/a.md", markdown), _ => false));

    [Fact]
    public void Link_to_a_file_a_site_or_a_heading_is_accepted() =>
        Complaints.None(TextRules.LinksResolve(
            new("docs/guide/a.md", "[a](../b.md#part) [c](https://example.org/x) [d](#heading) `[e](nowhere.md)`\n```\n[f](nowhere.md)\n```\n"), p => p == "docs/b.md"));
}
