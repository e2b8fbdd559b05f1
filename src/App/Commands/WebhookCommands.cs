using System.CommandLine;
using Baotuan.Platform.Webhooks;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>webhook list</c></summary>
internal static class WebhookCommands
{
    public static Command Build() => new("webhook", "向别的系统的推送。新建、同意、暂停、删除在网页上办。")
    {
        LogCommands.Of("list", "列出推送：发到哪里、用谁的权限、待发和放弃了多少。", async (session, cancel) =>
        {
            var webhooks = await session.ReadAsync(ReadWebhooks.ListAsync, cancel);
            return session.Answer(new { Webhooks = webhooks }, console => Print(webhooks, console));
        }),
    };

    private static void Print(IReadOnlyList<WebhookInfo> webhooks, IAnsiConsole console)
    {
        if (webhooks.Count == 0)
        {
            console.WriteLine("没有推送。");
            return;
        }

        var table = Session.Table(("推送给", false), ("网址", false), ("账号", false), ("状态", false), ("待发", true), ("已放弃", true), ("已送达", true));
        foreach (var w in webhooks)
        {
            table.AddRow(new[] { w.Name, w.Address, w.Login, WebhookActs.StateName(w.State), $"{w.Waiting}", $"{w.GivenUp}", $"{w.Delivered}" }.Select(Markup.Escape).ToArray());
        }

        console.Write(table);
    }
}
