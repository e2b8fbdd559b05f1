using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>Forms as a person without script meets them.</summary>
public sealed class FormTests(SiteFixture site)
{
    [Fact]
    public async Task Refused_form_keeps_the_input_and_links_its_errors()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/test-parts/form");
        await page.GetByLabel("金额").FillAsync("12.345");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();

        Assert.Equal("12.345", await page.GetByLabel("金额").InputValueAsync());
        Assert.Equal(2, await page.Locator(".error-summary li").CountAsync());
        await page.Locator(".error-summary a").First.ClickAsync();
        Assert.EndsWith("/test-parts/form#f-Input-Village", page.Url);
        Assert.Equal("true", await page.GetByLabel("村集体编码").GetAttributeAsync("aria-invalid"));
        await Screenshots.Save(page, "form-refused");
    }

    [Fact]
    public async Task Taken_form_answers_see_other()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        List<int> statuses = [];
        page.Response += (_, response) =>
        {
            if (response.Request.Method == "POST")
                statuses.Add(response.Status);
        };
        await page.GotoAsync("/test-parts/form");
        await page.GetByLabel("村集体编码").FillAsync("330482001");
        await page.GetByLabel("金额").FillAsync("4277777.78");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        Assert.Equal([303], statuses);
        Assert.EndsWith("/test-parts/form?saved=1", page.Url);
    }

    [Fact]
    public async Task Query_keeps_size_and_unit_and_drops_the_page()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/test-parts?page=3&size=10&unit=wan");
        Assert.Contains("1,540.00", await page.Locator("tfoot").First.InnerTextAsync());
        await page.GetByLabel("名称或编码").FillAsync("第一村");
        await page.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();
        Assert.Contains("size=10", page.Url);
        Assert.Contains("unit=wan", page.Url);
        Assert.DoesNotContain("page=", page.Url);
        Assert.Equal("第一村", await page.GetByLabel("名称或编码").InputValueAsync());
        await page.Locator(".pager a[rel=next]").ClickAsync();
        Assert.Contains("q=", page.Url);
        Assert.Equal("11", await page.Locator("tbody td.no").First.InnerTextAsync());
    }
}
