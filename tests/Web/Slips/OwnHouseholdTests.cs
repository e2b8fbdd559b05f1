using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Baotuan.Tests.Web;

/// <summary>What a member finds after signing in: his own years with slip and receipt, who looked, and an objection in two taps.</summary>
public sealed class OwnHouseholdTests(SiteFixture site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<IDocument> PageAsync(HttpClient client, string address) => await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Cancel));

    [Fact]
    public async Task Member_goes_from_the_workbench_to_his_years_to_slip_and_receipt()
    {
        using var member = site.Client("member.foreign");
        var home = await PageAsync(member, "/");
        Assert.NotNull(home.QuerySelector("main a[href='/members/PH01/00001']"));
        var own = await PageAsync(member, "/members/PH01/00001");
        Assert.NotNull(own.QuerySelector("a[href='/members/PH01/00001/looks']"));
        var slips = own.QuerySelectorAll("a[href^='/slips/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains("/slips/2/H0001", slips);
        foreach (var address in slips)
        {
            var slip = await PageAsync(member, address);
            Assert.Single(slip.QuerySelectorAll(".slip"));
            Assert.Empty(slip.QuerySelectorAll(".slip .negative"));
            var receipt = slip.QuerySelectorAll(".page-actions a").Single(a => a.TextContent == "收据和核对").GetAttribute("href")!;
            using var answer = await member.GetAsync(receipt, Cancel);
            Assert.Equal(200, (int)answer.StatusCode);
        }
    }

    /// <summary>Tap one: the link on his own page. Tap two: the button of the form it leads to.</summary>
    [Fact]
    public async Task Objection_is_two_taps_from_ones_own_page()
    {
        using var member = site.Client("member.own");
        var own = await PageAsync(member, "/members/PH06/00001");
        var link = own.QuerySelectorAll("main a").First(a => a.TextContent == "提异议").GetAttribute("href")!;
        Assert.Equal($"/proposals/{PublicSample.PostedProposal}#objection", link);
        var proposal = await PageAsync(member, link.Split('#')[0]);
        Assert.NotNull(proposal.QuerySelector("#objection form textarea[name='Objecting.Text']"));
        Assert.Equal("提出异议", proposal.QuerySelector("#objection form button[type=submit]")!.TextContent.Trim());
    }

    [Fact]
    public async Task Somebody_elses_page_offers_no_objection_in_his_name()
    {
        using var accountant = site.Client("accountant.own");
        var page = await PageAsync(accountant, "/members/PH06/00001");
        Assert.DoesNotContain(page.QuerySelectorAll("main a"), a => a.TextContent == "提异议");
    }
}
