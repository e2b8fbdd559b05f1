using Baotuan.Platform.Webhooks;
using Baotuan.Tests.Modules.Webhooks;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>Two administrators let another system hear of cases; it gets what it can check.</summary>
public sealed class WebhookPagesTests(SiteFixture site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Administrator_makes_one_another_lets_it_and_a_test_arrives_signed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var one = await site.Browse(login: "system-admin.own");
        await using var other = await site.Browse(script: false, login: "security-admin.own");
        var (makes, lets) = (await one.NewPageAsync(), await other.NewPageAsync());

        await makes.GotoAsync("/webhooks/new");
        await makes.Locator("#f-Input-Name").FillAsync("大屏");
        await makes.Locator("#f-Input-Login").FillAsync("nobody-here");
        await makes.Locator("#f-Input-Address").FillAsync(receiver.Address);
        await Press(makes, "新建");
        Assert.Contains("没有账号 nobody-here", await makes.InnerTextAsync("main"));
        await makes.Locator("#f-Input-Login").FillAsync("county-office.own");
        await Press(makes, "新建");
        var secret = await makes.InnerTextAsync("pre.secret");
        Assert.StartsWith("whsec_", secret);
        Assert.Empty(await Axe.FindAsync(makes, ["wcag2aa"])); // what is shown once can be read
        await Screenshots.Save(makes, "webhook-secret-1280");
        await makes.GetByRole(AriaRole.Link, new() { Name = "抄好了" }).ClickAsync();
        Assert.Contains("待安全管理员同意", await makes.InnerTextAsync("h1"));
        Assert.DoesNotContain(secret, await makes.ContentAsync());
        var address = new Uri(makes.Url).AbsolutePath;

        await lets.GotoAsync(address);
        await lets.GetByRole(AriaRole.Link, new() { Name = "同意推送" }).ClickAsync();
        await Press(lets, "同意推送");
        Assert.Contains("推送中", await lets.InnerTextAsync("h1"));
        Assert.Equal(0, await lets.GetByRole(AriaRole.Link, new() { Name = "试发一条" }).CountAsync());

        await makes.GotoAsync(address + "?act=test");
        await Press(makes, "试发一条");
        while (receiver.Messages.IsEmpty || await makes.Locator(".tag-good").CountAsync() < 2)
        {
            await Task.Delay(300, Cancel);
            await makes.GotoAsync(address);
        }

        var message = Assert.Single(receiver.Messages);
        Assert.Equal(WebhookSignature.Of(secret, message.Id, long.Parse(message.Timestamp), message.Body), message.Signature);
        await makes.Locator("td a[href*=deliveries]").ClickAsync();
        Assert.Contains("收到", await makes.InnerTextAsync("main"));
        await Screenshots.Save(makes, "webhook-delivered-1280");

        await makes.GotoAsync(address + "?act=remove");
        await makes.Locator("#f-Chosen-Reason").FillAsync("测试完了");
        await Press(makes, "删除");
        Assert.Contains("已删除", await makes.InnerTextAsync("h1"));
    }

    private static Task Press(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
