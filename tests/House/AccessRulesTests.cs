namespace Baotuan.Tests.House;

public sealed class AccessRulesTests
{
    private static IEnumerable<SourceFile> Pages => Tree.Under("src", ".razor");

    private static IEnumerable<SourceFile> Code => Tree.Under("src", ".cs");

    private static IEnumerable<SourceFile> OfModules => Pages.Concat(Code.Where(f => f.Name.EndsWith("Downloads.cs", StringComparison.Ordinal)))
        .Where(f => f.Path.StartsWith("src/Modules/", StringComparison.Ordinal));

    [Fact]
    public void Tree_has_pages_that_say_who_gets_in() => Complaints.None(Pages.SelectMany(AccessRules.PageSaysWhoGetsIn));

    [Fact]
    public void Page_that_says_nothing_is_refused() =>
        Complaints.One("a page needs", AccessRules.PageSaysWhoGetsIn(new("src/X.razor", "@page \"/x\"\n<p>text</p>\n")));

    [Theory]
    [InlineData("@page \"/x\"\n@attribute [Needs(\"a:b:c\")]\n")]
    [InlineData("@page \"/x\"\n@attribute [Microsoft.AspNetCore.Authorization.AllowAnonymous]\n")]
    [InlineData("<p>no page</p>\n")]
    public void Page_that_says_it_is_accepted(string text) => Complaints.None(AccessRules.PageSaysWhoGetsIn(new("src/X.razor", text)));

    [Fact]
    public void Tree_has_endpoints_that_say_who_gets_in() => Complaints.None(Code.SelectMany(AccessRules.EndpointSaysWhoGetsIn));

    [Fact]
    public void Endpoint_that_says_nothing_is_refused() =>
        Complaints.One("an endpoint needs", AccessRules.EndpointSaysWhoGetsIn(new("src/X.cs", "routes.MapGet(\"/x\", Read);")));

    [Fact]
    public void Tree_reads_for_people_through_the_desk() => Complaints.None(OfModules.SelectMany(AccessRules.NoStoreInPages));

    [Theory]
    [InlineData("@inject Store Store\n", "@inject Store")]
    [InlineData("await using var db = store.Open();", "store.Open(")]
    public void Store_in_a_page_is_refused(string text, string found) => Complaints.One(found, AccessRules.NoStoreInPages(new("src/Modules/X/Y.razor", text)));
}
