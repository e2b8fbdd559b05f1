using Microsoft.Playwright;

namespace Baotuan.Tests.Web.Oversight;

/// <summary>Findings as an inspector comes to them.</summary>
public sealed class FindingPagesTests(SiteFixture site)
{
    [Fact]
    public async Task Page_of_a_record_leads_to_a_finding_on_it()
    {
        await using var inspector = await site.Browse(script: false, login: "inspector.own");
        var page = await inspector.NewPageAsync();
        await page.GotoAsync($"/vouchers/{site.VoucherOfPh06}");
        await page.GetByRole(AriaRole.Link, new() { Name = "对这条记录提出问题" }).ClickAsync();
        Assert.Equal($"voucher/{site.VoucherOfPh06}", await page.GetByLabel("哪条记录").InputValueAsync());
        Assert.Equal("PH06", await page.GetByLabel("由哪个单位答复（编码）").InputValueAsync());

        await using var accountant = await site.Browse(script: false, login: "accountant.own");
        var other = await accountant.NewPageAsync();
        await other.GotoAsync($"/vouchers/{site.VoucherOfPh06}");
        Assert.Equal(0, await other.GetByRole(AriaRole.Link, new() { Name = "对这条记录提出问题" }).CountAsync());
    }
}
