using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>backup</c>, <c>restore</c>, <c>doctor</c></summary>
internal static class CareCommands
{
    public static Command Backup()
    {
        var file = new Argument<string?>("FILE") { Description = "备份文件；不填则写到数据目录的 backups。", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("backup", "在线备份：数据库和密钥，写的人不用停。") { file };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            if (session.Location.Engine == DatabaseEngine.Postgres)
            {
                return session.Answer(new Refusal("postgres_backs_itself_up", "PostgreSQL 请用 pg_dump 备份数据库；密钥在数据目录的 keys，请一并保管。"));
            }

            var path = parsed.GetValue(file) ?? Platform.Storage.Backup.AutomaticPath(session.Store, "manual");
            if (File.Exists(path))
            {
                return session.Answer(new Refusal("file_exists", $"{path} 已存在，备份不会覆盖。请换一个文件名。"));
            }

            var manifest = await new Backup(session.Store).WriteAsync(path, cancel);
            return session.Answer(
                new { File = path, Files = manifest.Files.Select(f => new { f.Name, f.Bytes, f.Sha256 }), manifest.Head, manifest.Rows },
                console => console.WriteLine($"已备份到 {path}（{manifest.Files.Sum(f => f.Bytes) / 1024:N0} KB，操作日志到第 {manifest.Head?.Operations} 条 {manifest.Head?.Hash[..16]}）。里面有密钥，请妥善保管。"));
        });
        return command;
    }

    public static Command Restore()
    {
        var file = new Argument<string>("FILE") { Description = "备份文件。" };
        var command = new Command("restore", "恢复到空的数据目录（--data）；绝不覆盖。") { file };
        command.SetAction(async (parsed, cancel) =>
        {
            var location = Session.LocationOf(parsed);
            var restored = await Platform.Storage.Backup.RestoreAsync(parsed.GetRequiredValue(file), location.DataDirectory, cancel);
            if (!restored.Ok)
            {
                foreach (var refusal in restored.Refusals)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(refusal.ToString());
                }

                return Cli.Refused;
            }

            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            return session.Answer(
                new { location.DataDirectory, Files = restored.Value.Files.Count },
                console => console.WriteLine($"已恢复到 {location.DataDirectory}，{restored.Value.Files.Count} 个文件的指纹、各表行数和操作日志末尾都与清单相符。建议再运行 verify。"));
        });
        return command;
    }

    public static Command Doctor()
    {
        var command = new Command("doctor", "体检：目录、权限、时钟、磁盘、数据库设置、触发器、备份。");
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var checks = new List<(string Name, bool Good, string Text)>();
            await using var db = session.Store.Open();
            await LookAsync(session, db, checks, cancel);
            session.Answer(
                checks.Select(c => new { c.Name, Ok = c.Good, c.Text }),
                console =>
                {
                    foreach (var (name, good, text) in checks)
                    {
                        console.WriteLine($"{(good ? "正常" : "注意")}　{name}：{text}");
                    }
                });
            return checks.All(c => c.Good) ? Cli.Done : Cli.Refused;
        });
        return command;
    }

    private static async Task LookAsync(Session session, BaotuanDb db, List<(string, bool, string)> checks, CancellationToken cancel)
    {
        var folder = session.Location.DataDirectory;
        checks.Add(("数据目录", Writable(folder), folder));
        var free = new DriveInfo(folder);
        checks.Add(("磁盘", free.AvailableFreeSpace > free.TotalSize / 20, $"剩余 {free.AvailableFreeSpace >> 20:N0} MB"));
        checks.Add(("数据库版本", true, (await db.Database.GetAppliedMigrationsAsync(cancel)).LastOrDefault() ?? ""));
        var missing = await SchemaGuard.MissingTriggersAsync(db, cancel);
        checks.Add(("只增不改的触发器", missing.Count == 0, missing.Count == 0 ? "齐全" : $"缺少 {string.Join("、", missing)}"));
        if (session.Location.Engine == DatabaseEngine.Sqlite)
        {
            foreach (var (pragma, wanted) in ((string, string)[])[("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("integrity_check", "ok")])
            {
                var found = await PragmaAsync(db, pragma, cancel);
                checks.Add(($"SQLite {pragma}", found == wanted, found));
            }
        }

        var backups = Path.Combine(folder, "backups");
        var last = Directory.Exists(backups) ? Directory.GetFiles(backups, "*.zip").Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max() : default;
        checks.Add(("最近备份", last != default, last == default ? "还没有备份，请运行 baotuan backup" : $"{last:yyyy-MM-dd HH:mm} UTC"));
    }

    private static bool Writable(string folder)
    {
        var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<string> PragmaAsync(BaotuanDb db, string name, CancellationToken cancel)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToString(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
