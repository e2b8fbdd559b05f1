using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Storage;

/// <summary>What a backup holds and by which fingerprints it is known.</summary>
/// <param name="Head">The end of the operation log in the copy: a witness of what stood there, to be kept elsewhere too. Null without a database.</param>
/// <param name="Rows">How many rows each table has in the copy.</param>
public sealed record BackupManifest(
    string Format, long WrittenAtMs, string Engine, IReadOnlyList<BackupFile> Files, BackupHead? Head = null, IReadOnlyDictionary<string, long>? Rows = null)
{
    public const string CurrentFormat = "baotuan-backup/v1";
}

/// <summary>Number and hash of the last line of the operation log.</summary>
public sealed record BackupHead(long Operations, string Hash);

/// <summary>One file of a backup with its size in bytes and SHA-256 in hex.</summary>
public sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>
/// An online, consistent copy of the data directory: the SQLite database by VACUUM INTO (writers go on), and the keys.
/// For PostgreSQL the database is left to pg_dump; only keys are copied and the manifest says so.
/// </summary>
public sealed class Backup(Store store)
{
    public static string AutomaticPath(Store store, string why) => Path.Combine(
        store.Location.DataDirectory, "backups", $"{store.Time.GetUtcNow():yyyyMMdd-HHmmss-fff}-{why}.zip");

    /// <summary>Writes one zip; the file appears under its name only when it is whole.</summary>
    public async Task<BackupManifest> WriteAsync(string path, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var work = Directory.CreateTempSubdirectory("baotuan-backup-");
        var partial = path + ".partial";
        try
        {
            var sources = new List<(string Name, string Path)>();
            if (store.Location.Engine == DatabaseEngine.Sqlite)
            {
                var copy = Path.Combine(work.FullName, "baotuan.db");
                await VacuumInto(copy, cancel);
                sources.Add(("baotuan.db", copy));
            }

            sources.AddRange(new KeyFolder(store.Location.DataDirectory).CopyTo(work.FullName).Select(f => ("keys/" + Path.GetFileName(f), f)));

            var manifest = await WriteZip(partial, sources, cancel);
            File.Move(partial, path, overwrite: false);
            DurableFile.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return manifest;
        }
        finally
        {
            File.Delete(partial);
            work.Delete(recursive: true);
        }
    }

    /// <summary>Unpacks a backup into an empty directory after checking every fingerprint; refuses to overwrite.</summary>
    public static async Task<Outcome<BackupManifest>> RestoreAsync(string path, string dataDirectory, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            return new Refusal("backup_not_found", $"找不到备份文件 {path}。");
        }

        if (Directory.Exists(dataDirectory) && Directory.EnumerateFileSystemEntries(dataDirectory).Any())
        {
            return new Refusal("target_not_empty", $"目录 {dataDirectory} 里已有文件。恢复不会覆盖数据：请换一个空目录。");
        }

        var target = Path.GetFullPath(dataDirectory);
        var staging = target + ".restoring";
        if (Directory.Exists(staging))
        {
            Directory.Delete(staging, recursive: true);
        }

        try
        {
            var outcome = await Unpack(path, staging, cancel);
            if (!outcome.Ok)
            {
                return outcome;
            }

            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(staging, target);
            return outcome;
        }
        catch (Exception problem) when (problem is InvalidDataException or JsonException or SqliteException)
        {
            return new Refusal("backup_is_damaged", $"{path} 不是完整的备份文件。");
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    private static async Task<Outcome<BackupManifest>> Unpack(string path, string staging, CancellationToken cancel)
    {
        await using var zip = await ZipFile.OpenReadAsync(path, cancel);
        if (zip.GetEntry("manifest.json") is not { } entry)
        {
            return new Refusal("backup_is_damaged", $"{path} 里没有清单 manifest.json，不是抱团的备份。");
        }

        await using var manifestStream = await entry.OpenAsync(cancel);
        var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(manifestStream, JsonSerializerOptions.Web, cancel);
        if (manifest is null || manifest.Format != BackupManifest.CurrentFormat)
        {
            return new Refusal("backup_is_damaged", $"{path} 的清单读不懂，备份可能由更新的版本写成。");
        }

        foreach (var file in manifest.Files)
        {
            var to = Path.GetFullPath(Path.Combine(staging, file.Name));
            if (!to.StartsWith(staging + Path.DirectorySeparatorChar, StringComparison.Ordinal) || zip.GetEntry(file.Name) is not { } part)
            {
                return new Refusal("backup_is_damaged", $"备份缺少文件 {file.Name}。");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            await part.ExtractToFileAsync(to, cancel);
            await using (var written = new FileStream(to, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            if (file.Name.StartsWith("keys/", StringComparison.Ordinal))
            {
                KeyFolder.KeepPrivate(to);
            }

            if (await HashAsync(to, cancel) != file.Sha256)
            {
                return new Refusal("backup_is_damaged", $"备份中的 {file.Name} 与清单的指纹不符，请换一份备份。");
            }
        }

        return Differs(manifest, Path.Combine(staging, "baotuan.db")) is { } what
            ? new Refusal("backup_is_damaged", $"备份的数据库与清单不符：{what}。请换一份备份。")
            : manifest;
    }

    // a backup from before counts were kept has none
    private static string? Differs(BackupManifest manifest, string database)
    {
        if (manifest.Rows is null)
        {
            return null;
        }

        var (head, rows) = BackupContents.Of(database);
        var table = manifest.Rows.Keys.Union(rows.Keys).FirstOrDefault(t => manifest.Rows.GetValueOrDefault(t, -1) != rows.GetValueOrDefault(t, -1));
        return table is not null ? $"表 {table} 的行数" : head != manifest.Head ? "操作日志的末尾" : null;
    }

    private async Task VacuumInto(string copy, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(store.Location.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<BackupManifest> WriteZip(string path, List<(string Name, string Path)> sources, CancellationToken cancel)
    {
        var files = new List<BackupFile>();
        foreach (var (name, source) in sources)
        {
            files.Add(new(name, new FileInfo(source).Length, await HashAsync(source, cancel)));
        }

        var (head, rows) = sources.Find(s => s.Name == "baotuan.db") is { Path: { } database } ? BackupContents.Of(database) : default;
        var manifest = new BackupManifest(
            BackupManifest.CurrentFormat, store.Time.GetUtcNow().ToUnixTimeMilliseconds(), store.Location.Engine.ToString(), files, head, rows);
        await using var stream = new FileStream(path, FileMode.Create);
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var entry = zip.CreateEntry("manifest.json").Open())
            {
                await JsonSerializer.SerializeAsync(entry, manifest, JsonSerializerOptions.Web, cancel);
            }

            foreach (var (name, source) in sources)
            {
                await zip.CreateEntryFromFileAsync(source, name, CompressionLevel.Fastest, cancel);
            }
        }

        stream.Flush(flushToDisk: true);
        return manifest;
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }
}
