using System.Net;
using System.Text.RegularExpressions;

namespace Baotuan.Tests.Web;

/// <summary>What is reached without signing in stands in docs/asvs.md, with its limits.</summary>
public sealed partial class OpenSurfaceTests(SiteFixture site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Site_opens_nothing_that_the_table_does_not_name()
    {
        var table = File.ReadAllText(Path.Combine(Repository.Root, "docs", "asvs.md"));
        var section = table[table.IndexOf("## Open to everybody", StringComparison.Ordinal)..];
        var rows = Row().Matches(section[..section.IndexOf("\n## V1 ", StringComparison.Ordinal)]).Select(m => m.Groups["address"].Value).ToList();
        var open = site.OpenEndpoints();
        Assert.Equal("", string.Join('\n', open.Where(e => !rows.Any(r => e == r || e.StartsWith($"{r}/", StringComparison.Ordinal))).Select(e => $"no row for {e}")));
    }

    [Fact]
    public async Task Witness_of_the_whole_site_takes_no_large_body_and_watches_nobody_by_itself()
    {
        using var client = site.Client(null);
        using var large = await client.PostAsync("/witness/add-checkpoint", new ByteArrayContent(new byte[100_000]), Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        var body = $"old 0\n\nlog.example\n1\n{Convert.ToBase64String(new byte[32])}\n\n— log.example {Convert.ToBase64String(new byte[68])}\n";
        using var unknown = await client.PostAsync("/witness/add-checkpoint", new StringContent(body), Cancel);
        Assert.Equal((HttpStatusCode.NotFound, "text/plain; charset=utf-8"), (unknown.StatusCode, unknown.Content.Headers.ContentType?.ToString()));
    }

    [GeneratedRegex(@"^\| `(?<address>/[^`]*)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
