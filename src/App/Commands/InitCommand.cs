using System.CommandLine;
using Spectre.Console;
using Baotuan.App.Accounts;
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
            var invitations = await FirstAccounts.MakeAsync(session.Store, Session.Actor, cancel);
            return session.Answer(
                new
                {
                    session.Location.DataDirectory, Engine = session.Location.Engine.ToString().ToLowerInvariant(),
                    Invitations = invitations.Select(i => new { i.Login, i.Token }),
                },
                console => Text(session, invitations, console));
        });
        return command;
    }

    /// <summary><c>invite</c>: for an account whose person forgot his password, from the machine that holds the data.</summary>
    public static Command Invite()
    {
        var login = new Argument<string>("login") { Description = "账号，例如 system。" };
        var command = new Command("invite", "给一个账号发一次性邀请码，由本人重设口令。") { login };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var made = await FirstAccounts.InviteAsync(session.Store, Session.Actor, parsed.GetRequiredValue(login), cancel);
            return session.Answer(made, i => new { i.Login, i.Token }, (i, console) => One(i, console));
        });
        return command;
    }

    private static void Text(Session session, IReadOnlyList<MadeInvitation> invitations, IAnsiConsole console)
    {
        console.WriteLine($"已就绪：{session.Location.DataDirectory}。");
        if (invitations.Count > 0)
        {
            console.WriteLine("三类管理员的一次性邀请码（七天内有效，只显示这一次，请分别交给三个人）：");
            foreach (var invitation in invitations)
            {
                One(invitation, console);
            }

            console.WriteLine("打开网页（baotuan serve）的 /invitation，输入邀请码，各自设置口令。");
        }

        console.WriteLine("下一步：baotuan template 取模板，填好后 baotuan import。");
    }

    private static void One(MadeInvitation invitation, IAnsiConsole console) => console.WriteLine($"  {invitation.Login}（{invitation.Name}）　{invitation.Token}");
}
