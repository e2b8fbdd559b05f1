using System.Runtime.InteropServices;

namespace Baotuan.Platform.Storage;

/// <summary>Files beside the database that a kill or a power cut at any moment leaves whole: the old one or the new one.</summary>
public static class DurableFile
{
    /// <summary>Ends the name of what a kill left half written.</summary>
    public const string Partial = ".partial";

    private const int WaitMs = 20;
    private const int LongestWaitMs = 30_000;

    /// <summary>Replaces a file by renaming a finished one over it; both file and folder are flushed.</summary>
    /// <param name="ownerOnly">True when its owner alone may read it.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content, bool ownerOnly)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (ownerOnly && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var partial = path + Partial;
        File.Delete(partial); // one left by a kill keeps nobody's mode
        using (var file = new FileStream(partial, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
        Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Keeps every other process that asks for the same lock waiting until disposed.</summary>
    /// <exception cref="IOException">Somebody held it for half a minute.</exception>
    public static IDisposable Lock(string path)
    {
        for (var waited = 0; ; waited += WaitMs)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < LongestWaitMs)
            {
                Thread.Sleep(WaitMs);
            }
        }
    }

    /// <summary>A rename itself survives a power cut only when its folder is flushed, which .NET cannot.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = open(folder, 0);
        var flushed = descriptor >= 0 && fsync(descriptor) == 0;
        if (descriptor >= 0)
        {
            _ = close(descriptor);
        }

        if (!flushed)
        {
            throw new IOException($"{folder} could not be flushed to disk");
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);
}
