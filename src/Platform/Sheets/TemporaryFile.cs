namespace Baotuan.Platform.Sheets;

/// <summary>A file that is gone when it is closed, also when the program ends badly on systems that can do so.</summary>
internal static class TemporaryFile
{
    public static FileStream Create() => new(NewPath(), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.DeleteOnClose,
        BufferSize = 64 << 10,
    });

    private static string NewPath() => Path.Combine(Path.GetTempPath(), $"baotuan-{Guid.NewGuid():N}.tmp");
}
