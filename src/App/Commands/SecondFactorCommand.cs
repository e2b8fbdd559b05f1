using System.CommandLine;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>second-factor on|off</c></summary>
internal static class SecondFactorCommand
{
    public static Command Build() => new("second-factor", "系统、安全、审计三类管理员登录时是否必须有第二种验证（动态码或通行密钥）。出厂是必须。")
    {
        Set("on", "从某天起必须。", true), Set("off", "从某天起不必须；请写明原因。", false),
    };

    private static Command Set(string name, string description, bool demanded)
    {
        var from = CommonOptions.Date("--from", "从哪天起，不写就是今天。", required: false);
        var reason = new Option<string?>("--reason") { Description = "原因，记入操作日志。" };
        var command = new Command(name, description) { from, reason };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var day = parsed.GetValue(from) ?? session.Store.Time.Today();
            var done = await session.WriteAsync<bool>(
                (db, token) => SecondFactor.SetAsync(db, demanded, day, parsed.GetValue(reason), token), cancel);
            return session.Answer(
                done, on => new { Demanded = on, From = day.ToString("yyyy-MM-dd") },
                (on, console) => console.WriteLine(on ? $"从 {day:yyyy-MM-dd} 起，三类管理员必须有第二种验证。" : $"从 {day:yyyy-MM-dd} 起，三类管理员可以只用口令登录。"));
        });
        return command;
    }
}
