using System.CommandLine;
using Spectre.Console;
using Baotuan.Platform.Access;

namespace Baotuan.App.Commands;

/// <summary><c>init</c></summary>
internal static class InitCommand
{
    public static Command Build()
    {
        var command = new Command("init", "建立空的数据目录、数据库和密钥。");
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            FieldProtector.Open(session.Location.DataDirectory);
            return session.Answer(
                new { session.Location.DataDirectory, Engine = session.Location.Engine.ToString().ToLowerInvariant() },
                console => console.WriteLine($"已就绪：{session.Location.DataDirectory}。下一步：baotuan template 取模板，填好后 baotuan import。"));
        });
        return command;
    }
}
