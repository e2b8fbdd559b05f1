using Baotuan.Platform.Storage;
using Baotuan.Transparency.Notes;

namespace Baotuan.Proofs.Checkpoints;

/// <summary>
/// The last signed checkpoint in a file beside the database (<c>log/checkpoint</c>). The database can lose its end without a word when a disk or a
/// write-ahead file is damaged; this file, printed slips and backups are the witnesses against that.
/// </summary>
internal static class PublishedFile
{
    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "log", "checkpoint");

    /// <summary>The note; null when nothing was published yet.</summary>
    public static SignedNote? Read(string dataDirectory) =>
        File.Exists(PathIn(dataDirectory)) ? SignedNote.Parse(File.ReadAllBytes(PathIn(dataDirectory))) ?? throw new InvalidDataException("log/checkpoint is no signed note") : null;

    /// <summary>Replaces the file by renaming a finished one over it; a larger checkpoint that another process wrote meanwhile stays.</summary>
    public static void Write(string dataDirectory, SignedNote note)
    {
        var path = PathIn(dataDirectory);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var locked = DurableFile.Lock($"{path}.lock");
        if (!File.Exists(path) || SignedNote.Parse(File.ReadAllBytes(path)) is not { } standing || SizeOf(standing) <= SizeOf(note))
        {
            DurableFile.Replace(path, System.Text.Encoding.UTF8.GetBytes(note.ToString()), ownerOnly: false);
        }
    }

    private static long SizeOf(SignedNote note) => Checkpoint.Parse(note.Text)?.Size ?? 0;
}
