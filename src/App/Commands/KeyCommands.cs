using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>keys show</c>, <c>keys rotate</c>, <c>keys retire</c>, <c>keys reindex</c></summary>
internal static class KeyCommands
{
    public static Command Build() => new("keys", "个人信息的密钥：查看、更换、停用旧的、重建查人索引。")
    {
        On("show", "列出主密钥和密钥环（只列编号）。", (session, _) => Task.FromResult(KeyActs.Show(session.Store)), "以上只是编号，密钥本身不显示。"),
        On("rotate", "换新的主密钥，今后的号码用新的密钥加密；已有的号码照常能读。",
            (session, cancel) => KeyActs.RotateAsync(session.Store, Who, null, cancel), "已更换。请马上做一次备份，再运行 baotuan keys retire 停用旧的主密钥。"),
        On("retire", "核对以后停用旧的主密钥。", (session, cancel) => KeyActs.RetireAsync(session.Store, Who, null, cancel), "旧的主密钥已停用。"),
        Reindex(),
    };

    private static Caller Who => Caller.Program(Session.Actor);

    private static Command On(string name, string description, Func<Session, CancellationToken, Task<Outcome<KeyRingInfo>>> act, string done)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancel) => await Session.OpenAsync(parsed, cancel) is { } session
            ? session.Answer(await act(session, cancel), info => info, (info, console) => Print(info, console, done))
            : Cli.Refused);
        return command;
    }

    private static Command Reindex()
    {
        var command = new Command("reindex", "用新的密钥重建按完整号码查人的索引；中断了可以再运行。");
        command.SetAction(async (parsed, cancel) => await Session.OpenAsync(parsed, cancel) is { } session
            ? session.Answer(
                await MemberIndexActs.RebuildAsync(session.Store, Who, null, cancel),
                rows => new { Rows = rows }, (rows, console) => console.WriteLine($"索引已重建，共 {rows} 条。"))
            : Cli.Refused);
        return command;
    }

    private static void Print(KeyRingInfo info, IAnsiConsole console, string done)
    {
        foreach (var master in info.Masters)
        {
            console.WriteLine($"主密钥 {master.Id}　{(master.IsCurrent ? "现用" : "旧的")}　能打开 {master.Opens} 把　{master.Place}");
        }

        foreach (var key in info.Keys)
        {
            console.WriteLine($"密钥环 {key.Id}　{(key.Use == "seal" ? "加密" : "查人索引")}　{(key.IsCurrent ? "现用" : "只用来读")}");
        }

        console.WriteLine(done);
    }
}
