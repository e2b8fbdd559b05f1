using System.CommandLine;
using Baotuan.App.Shell;
using Baotuan.Kernel;

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
        var command = new Command("serve", "在本机 127.0.0.1 提供网页。") { port, host };
        command.SetAction(async (parsed, cancel) =>
            await Session.OpenAsync(parsed, cancel) is { } session ? await RunAsync(session, parsed.GetRequiredValue(port), parsed.GetValue(host), _ => { }, cancel) : Cli.Refused);
        return command;
    }

    /// <summary>Serves until stopped; <paramref name="started"/> is told the address.</summary>
    public static async Task<int> RunAsync(Session session, int port, string? publicHost, Action<Uri> started, CancellationToken cancel)
    {
        var app = SiteHost.Build(SiteWiring.For(session.Store, session.Importer, port, publicHost));
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
                return session.Answer(new Refusal("port_in_use", $"端口 {port} 已被占用。请用 --port 换一个，例如 --port 0。"));
            }

            await app.WaitForShutdownAsync(cancel);
            return Cli.Done;
        }
    }
}
