using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Baotuan.App.Shell;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;

namespace Baotuan.App.Commands;

/// <summary><c>serve</c></summary>
internal static class ServeCommand
{
    public static Option<int> Port() => new("--port") { Description = "端口，0 表示任选空闲的。", DefaultValueFactory = _ => SiteOptions.DefaultPort };

    public static Command Build()
    {
        var port = Port();
        var host = new Option<string?>("--public-host")
        {
            Description = "本机反向代理对外用 https 提供网页时的主机名，例如 baotuan.example；不填则只用本机地址。", HelpName = "HOST",
        };
        var contact = new Option<string?>("--security-contact")
        {
            Description = "发现安全漏洞找谁：mailto: 或 https: 地址，写进 /.well-known/security.txt；不填则没有这个文件。", HelpName = "ADDRESS",
        };
        var root = new Option<string?>("--public-address")
        {
            Description = "印在分红单、公示表二维码里的网址，例如 https://baotuan.example/；不填则用 --public-host，都没有则只印收据码。", HelpName = "URL",
        };
        var allow = new Option<string[]>("--webhook-allow")
        {
            Description = "推送可以发到的内部网段，例如 10.20.0.0/24，可以写几次；不填则只发到公网地址。", HelpName = "CIDR",
        };
        var quiet = new Option<bool>("--no-webhooks") { Description = "不向别的系统推送：用副本或恢复的备份只看数据时。" };
        var command = new Command("serve", "在本机 127.0.0.1 提供网页。") { port, host, root, contact, allow, quiet };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            if (parsed.GetValue(contact) is { } address && !SecurityContact.IsGood(address))
            {
                return session.Answer(new Refusal("contact_not_understood", $"{address} 不是 mailto: 或 https: 地址。请写成 mailto:姓名@单位 或 https://…。"));
            }

            var networks = new List<IPNetwork>();
            foreach (var text in parsed.GetValue(allow) ?? [])
            {
                if (!IPNetwork.TryParse(text, out var network))
                {
                    return session.Answer(new Refusal("network_not_understood", $"{text} 不是网段。请写成 10.20.0.0/24 这样，主机部分为 0。"));
                }

                networks.Add(network);
            }

            return parsed.GetValue(root) is { } typed && PublicAddress.Parse(typed) is null
                ? session.Answer(new Refusal("address_not_understood", $"{typed} 不是网址。请写成 https://baotuan.example/ 这样。"))
                : await RunAsync(
                    session, parsed.GetRequiredValue(port), parsed.GetValue(host), _ => { }, cancel,
                    o => o with { SecurityContact = parsed.GetValue(contact), PublicRoot = PublicAddress.Parse(parsed.GetValue(root) ?? ""), WebhookAllow = networks, Webhooks = !parsed.GetValue(quiet) });
        });
        return command;
    }

    /// <summary>Serves until stopped; <paramref name="started"/> is told the address.</summary>
    /// <param name="more">Options beside port and host.</param>
    public static async Task<int> RunAsync(Session session, int port, string? publicHost, Action<Uri> started, CancellationToken cancel, Func<SiteOptions, SiteOptions> more)
    {
        if (port != 0 && IsTaken(port))
        {
            return session.Answer(Taken(port));
        }

        var app = SiteHost.Build(more(SiteWiring.For(session.Store, session.Importer, port, publicHost)));
        await using (app)
        {
            try
            {
                var address = await SiteHost.StartAsync(app, cancel);
                session.Output.WriteLine($"网址：{address}");
                session.Output.WriteLine("只监听本机 127.0.0.1。按 Ctrl+C 停止。");
                started(address);
            }
            catch (IOException)
            {
                return session.Answer(Taken(port));
            }

            await app.WaitForShutdownAsync(cancel);
            return Cli.Done;
        }
    }

    private static Refusal Taken(int port) => new("port_in_use", $"端口 {port} 已被占用。请用 --port 换一个，例如 --port 0。");

    /// <summary>Asked before the host is built, which tells of a taken port in pages of its own.</summary>
    private static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
