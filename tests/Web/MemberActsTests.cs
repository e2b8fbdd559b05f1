using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>Acts about persons as the clerk does them without script: an inheritance recorded and taken back, an interest declared and ended.</summary>
public sealed class MemberActsTests(SiteFixture site)
{
    private const string Address = "/members/PH30/00001/inheritance";

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task HeirAsync(IPage page, int row, string no, string name, string part)
    {
        await page.Locator($"[name='Input.Heirs[{row}].MemberNo']").FillAsync(no);
        await page.Locator($"[name='Input.Heirs[{row}].Name']").FillAsync(name);
        await page.Locator($"[name='Input.Heirs[{row}].Part']").FillAsync(part);
    }

    [Fact]
    public async Task Inheritance_is_recorded_and_taken_back()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address);
        await page.GetByLabel("身故日期").FillAsync("2024-03-01");
        await page.GetByLabel("依据").FillAsync("全体继承人的协议");
        await page.GetByLabel("材料编号").FillAsync("测试-1");
        await HeirAsync(page, 0, "00002", "邹戊戌", "1/3");
        await HeirAsync(page, 1, "00003", "写错的名", "三分之二");
        await PressAsync(page, "登记继承");
        Assert.Contains("编号 00003 的成员不是这个姓名", await page.Locator(".error-summary").InnerTextAsync());
        Assert.Equal("三分之二", await page.Locator("[name='Input.Heirs[1].Part']").InputValueAsync());
        await Screenshots.Save(page, "inheritance-refused");
        await HeirAsync(page, 1, "00003", "朱癸巳", "1/3");
        await PressAsync(page, "登记继承");
        Assert.NotEqual(0, await page.Locator(".error-summary li").CountAsync()); // two thirds are not the whole
        await HeirAsync(page, 1, "00003", "朱癸巳", "2/3");
        await PressAsync(page, "登记继承");
        Assert.EndsWith("/members/PH30/00001", page.Url);

        await page.GotoAsync(Address);
        Assert.Contains("全体继承人的协议", await page.Locator("main").InnerTextAsync());
        await page.GotoAsync("/members/PH30/00003");
        // 2/3 of one share of RK and of ten of NL beside her own 1 and 24
        Assert.Contains("0.6667", await page.Locator("main").InnerTextAsync());
        await Screenshots.Save(page, "inheritance-heir");

        await page.GotoAsync(Address);
        await PressAsync(page, "撤销这次登记");
        Assert.NotEqual(0, await page.Locator(".error-summary li").CountAsync()); // not without a reason
        await page.GetByLabel("为什么撤销").FillAsync("测试登记，人还在");
        await PressAsync(page, "撤销这次登记");
        Assert.EndsWith("/members/PH30/00001", page.Url);
        await page.GotoAsync(Address);
        Assert.Equal(1, await page.GetByRole(AriaRole.Button, new() { Name = "登记继承", Exact = true }).CountAsync());
    }

    [Fact]
    public async Task Interest_is_declared_by_its_own_and_ended_by_another()
    {
        await using var own = await site.Browse(script: false, login: "trainer.foreign");
        var page = await own.NewPageAsync();
        await page.GotoAsync("/interests");
        await page.GetByLabel("与哪一类").SelectOptionAsync(new SelectOptionValue { Label = "组织" });
        await page.GetByLabel("编码").FillAsync("没有这个");
        await page.GetByLabel("是什么利害关系").FillAsync("配偶在那里任职（测试）");
        await PressAsync(page, "登记");
        Assert.Equal("没有这个", await page.GetByLabel("编码").InputValueAsync());
        Assert.NotEqual(0, await page.Locator(".error-summary li").CountAsync());
        await page.GetByLabel("编码").FillAsync("PH30");
        await PressAsync(page, "登记");
        Assert.EndsWith("/interests?done=1", page.Url);
        Assert.Contains("要回避", await page.Locator("tbody").InnerTextAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "登记结束", Exact = true }).CountAsync()); // nobody ends his own
        await Screenshots.Save(page, "interests-declared");

        await page.GetByLabel("近亲属的姓名").FillAsync("胞弟（测试）");
        await page.GetByLabel("是什么关系").FillAsync("胞弟");
        await PressAsync(page, "登记近亲属");
        Assert.Contains("近亲属 胞弟（测试）", await page.Locator("tbody").InnerTextAsync());

        await using var recorder = await site.Browse(script: false);
        var other = await recorder.NewPageAsync();
        await other.GotoAsync("/interests");
        var choice = other.GetByLabel("哪一条");
        var option = (await choice.Locator("option").AllInnerTextsAsync()).Single(o => !o.Contains("近亲属", StringComparison.Ordinal) && (o.Contains("PH30", StringComparison.Ordinal) || o.Contains("trainer", StringComparison.Ordinal)));
        await choice.SelectOptionAsync(new SelectOptionValue { Label = option });
        await other.GetByLabel("为什么已经没有").FillAsync("配偶已调走（测试）");
        await PressAsync(other, "登记结束");
        Assert.EndsWith("/interests?done=1", other.Url);
        await page.GotoAsync("/interests");
        Assert.Contains("配偶已调走（测试）", await page.Locator("tbody").InnerTextAsync());
    }
}
