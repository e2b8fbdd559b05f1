using System.CommandLine;
using Baotuan.Parties.Contracts;
using Baotuan.Proofs.Contracts;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>proofs erase|purge</c></summary>
internal static class ProofsCommands
{
    public static Command Build() => new("proofs", "日志的开封密钥：按申请删除某位成员的。") { Erase(), Purge() };

    private static Command Erase()
    {
        var village = new Option<string>("--village") { Description = "村集体的编码。", HelpName = "CODE", Required = true };
        var member = new Option<string>("--member") { Description = "成员号。", HelpName = "NO", Required = true };
        var reason = new Option<string>("--reason") { Description = "按谁的什么申请；写进操作日志。", HelpName = "TEXT", Required = true };
        var command = new Command("erase", "删除后谁也不能再打开日志里他的内容，也不能再出以前的收据；账和名册不变。不能恢复。") { village, member, reason };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var erased = await session.WriteAsync(
                (db, token) => MemberOpenings.EraseAsync(db, parsed.GetRequiredValue(village), parsed.GetRequiredValue(member), parsed.GetRequiredValue(reason), token), cancel);
            return erased.Ok ? await PurgeAsync(session, $"已删除成员 {erased.Value} 的开封密钥。", cancel) : session.Answer(erased.Refusals);
        });
        return command;
    }

    private static Command Purge() => LogCommands.Of("purge", "重写数据库文件，不让删掉的密钥留在空白处；erase 已经做过，没做完时再运行。", (session, cancel) => PurgeAsync(session, "", cancel));

    private static async Task<int> PurgeAsync(Session session, string done, CancellationToken cancel)
    {
        var clean = await SecretActs.PurgeAsync(session.Store, cancel);
        session.Answer(new { Purged = clean }, console => console.WriteLine(
            done + (clean ? "数据库文件里已没有它。以前的备份里还有，请一并处理（docs/operating/erasure.md）。" : "有人正在使用数据库，文件还没有清干净：请停掉网站，再运行 baotuan proofs purge。")));
        return clean ? Cli.Done : Cli.Refused;
    }
}
