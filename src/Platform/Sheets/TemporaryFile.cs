namespace Baotuan.Platform.Sheets;

/// <summary>
/// A file that is gone when it is closed, also when the program ends badly on systems that can do so. It may hold what people
/// import, and the temporary folder is everybody's: its owner alone may read it.
/// </summary>
public static class TemporaryFile
{
    public static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 64 << 10,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(NewPath(), options);
    }

    private static string NewPath() => Path.Combine(Path.GetTempPath(), $"baotuan-{Guid.NewGuid():N}.tmp");
}
