using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Baotuan.Platform.Uploads;
using Baotuan.Platform.Storage;

namespace Baotuan.App.Imports;

/// <summary>
/// Uploaded files between upload and import: <c>uploads/ID/</c> in the data directory, each with its content, its owner and the
/// name that he gave it. They hold personal data: the content goes when it was imported, everything after a day.
/// </summary>
internal sealed partial class UploadFolder(Store store, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private string Root => Path.Combine(store.Location.DataDirectory, "uploads");

    /// <summary>Takes a file; whatever goes wrong, nothing half remains.</summary>
    /// <returns>The random id of the upload, or null when it is larger than <paramref name="mostBytes"/>.</returns>
    public async Task<string?> TakeAsync(Stream content, string fileName, long ownerId, long mostBytes, CancellationToken cancel)
    {
        Sweep();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var folder = Path.Combine(Root, id);
        CreatePrivate(folder);
        try
        {
            if (await CopyAsync(content, Path.Combine(folder, "content"), mostBytes, cancel))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "owner"), $"{ownerId}", cancel);
                await File.WriteAllTextAsync(Path.Combine(folder, "name"), UploadedName.Plain(fileName), cancel);
                return id;
            }
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }

        Directory.Delete(folder, recursive: true);
        return null;
    }

    /// <summary>The upload of this id, or null when it is unknown, too old, somebody else's or no id at all.</summary>
    public Upload? Find(string id, long ownerId)
    {
        var folder = Path.Combine(Root, id);
        return IdShape().IsMatch(id) && File.Exists(Path.Combine(folder, "name")) && File.ReadAllText(Path.Combine(folder, "owner")) == $"{ownerId}"
            ? new Upload(id, File.ReadAllText(Path.Combine(folder, "name")), folder)
            : null;
    }

    /// <summary>Removes what was left lying for a day.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(Root))
        {
            return;
        }

        var old = time.GetUtcNow().UtcDateTime - Kept;
        foreach (var folder in new DirectoryInfo(Root).GetDirectories().Where(d => d.LastWriteTimeUtc < old))
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> CopyAsync(Stream from, string path, long most, CancellationToken cancel)
    {
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        var buffer = new byte[1 << 16];
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            if (to.Position + read > most)
            {
                return false;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return true;
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex IdShape();
}

/// <summary>One uploaded file as it lies on disk.</summary>
/// <param name="FileName">As the user calls it.</param>
internal sealed record Upload(string Id, string FileName, string Folder)
{
    public string Content => Path.Combine(Folder, "content");

    /// <summary>After an import of the good rows: the others, for the user to mend.</summary>
    public string BadRows => Path.Combine(Folder, "bad-rows");

    /// <summary>The batch into which it was imported; null while it waits. Kept on disk, so that a second submit after a restart imports nothing.</summary>
    public long? BatchId => File.Exists(DoneMark) ? long.Parse(File.ReadAllText(DoneMark)) : null;

    private string DoneMark => Path.Combine(Folder, "batch");

    /// <summary>Notes the batch and lets the content go.</summary>
    public void Finish(long batchId)
    {
        File.WriteAllText(DoneMark, $"{batchId}");
        File.Delete(Content);
    }
}
