using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Transparency.Notes;

namespace Baotuan.App.Commands;

/// <summary>The command line: every command with --help, --data or --database, --json, and an exit code.</summary>
internal static class Cli
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Something broke that should not have.</summary>
    public const int Broken = 1;

    /// <summary>Refused for a stated reason; nothing was saved.</summary>
    public const int Refused = 2;

    /// <summary>Of commands that verify, for scripts: what was given does not hold.</summary>
    public const int DoesNotHold = 1;

    /// <summary>Why a new file may not be written there; null when it may.</summary>
    public static Refusal? Stands(string path) => File.Exists(path) ? new("file_exists", $"{path} 已存在，不会覆盖。请换一个文件名。") : null;

    /// <summary>A log's public key as somebody typed it.</summary>
    public static Outcome<VerifierKey> KeyOf(string text) => VerifierKey.Parse(text) is { } key
        ? key
        : new Refusal("key_is_damaged", "公钥写错了：应是“名称+8 位编号+一串字符”，请整行复制。");

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("baotuan 抱团：抱团项目、分红、账簿，精确到分，逐笔可查。");
        foreach (var option in CommonOptions.All)
        {
            root.Options.Add(option);
        }

        foreach (var command in AllCommands())
        {
            root.Subcommands.Add(command);
        }

        var parsed = root.Parse(args);
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error };
        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("已中断；没有保存未完成的内容。");
            return Broken;
        }
        catch (Exception problem) when (Explain(problem) is { } text)
        {
            await error.WriteLineAsync(text);
            return Broken;
        }
    }

    /// <summary>In the order in which they are met in help.</summary>
    private static IEnumerable<Command> AllCommands() =>
    [
        DemoCommand.Build(), ServeCommand.Build(), InitCommand.Build(), InitCommand.Invite(), KeyCommands.Build(), SecondFactorCommand.Build(), WebhookCommands.Build(), ImportCommands.Import(), ImportCommands.Undo(), ImportCommands.Template(),
        DistributionCommands.Build(), PaymentCommands.Build(), CascadeCommands.Build(), BankCommands.Build(), LedgerCommands.Statement(), LedgerCommands.TrialBalance(),
        LedgerCommands.Export(), RegisterCommand.Build(), IndicatorCommands.Reading(), IndicatorCommands.Claims(), BriefingCommands.Build(), ReleaseCommands.Build(), VerifyCommand.Build(), ReceiptCommands.Build(), AuditPackCommands.Build(), LogCommands.Build(), WitnessCommands.Build(), ProofsCommands.Build(),
        CareCommands.Backup(), CareCommands.Restore(), CareCommands.Doctor(),
    ];

    /// <summary>Failures a user can act on; anything else is a defect and shows its stack.</summary>
    private static string? Explain(Exception problem) => problem switch
    {
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 5 or 6 } => "数据库正被另一个程序占用，请稍后再试。",
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 8 or 14 } => "打不开数据库：请检查数据目录是否存在、是否可写。",
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 26 } => "数据目录里的 baotuan.db 不是数据库文件，或已损坏。请从备份恢复。",
        Npgsql.NpgsqlException { InnerException: System.Net.Sockets.SocketException } => "连不上 PostgreSQL：请检查 --database 的地址、端口和账号。",
        Platform.Access.KeyFileException key => key.Message,
        UnauthorizedAccessException denied => $"没有权限：{denied.Message}",
        _ => Platform.Storage.StorageFault.Of(problem)?.Message,
    };
}
