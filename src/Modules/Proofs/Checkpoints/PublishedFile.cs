using Baotuan.Transparency.Notes;

namespace Baotuan.Proofs.Checkpoints;

/// <summary>
/// The last signed checkpoint in a file beside the database (<c>log/checkpoint</c>). The database can lose its end without a word when a disk or a
/// write-ahead file is damaged; this file, printed slips and backups are the witnesses against that.
/// </summary>
internal static class PublishedFile
{
    private const int WaitMs = 10;
    private const int LongestWaitMs = 30_000;

    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "log", "checkpoint");

    /// <summary>The note; null when nothing was published yet.</summary>
    public static SignedNote? Read(string dataDirectory) =>
        File.Exists(PathIn(dataDirectory)) ? SignedNote.Parse(File.ReadAllBytes(PathIn(dataDirectory))) ?? throw new InvalidDataException("log/checkpoint is no signed note") : null;

    /// <summary>Replaces the file by renaming a finished one over it; a larger checkpoint that another process wrote meanwhile stays.</summary>
    public static void Write(string dataDirectory, SignedNote note)
    {
        var path = PathIn(dataDirectory);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var locked = Lock($"{path}.lock");
        if (File.Exists(path) && SignedNote.Parse(File.ReadAllBytes(path)) is { } standing && SizeOf(standing) > SizeOf(note))
        {
            return;
        }

        var partial = $"{path}.partial";
        using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(note.ToString()));
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    private static long SizeOf(SignedNote note) => Checkpoint.Parse(note.Text)?.Size ?? 0;

    private static FileStream Lock(string path)
    {
        for (var waited = 0; ; waited += WaitMs)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < LongestWaitMs)
            {
                Thread.Sleep(WaitMs);
            }
        }
    }
}
