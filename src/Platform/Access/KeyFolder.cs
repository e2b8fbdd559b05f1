using System.Runtime.InteropServices;

namespace Baotuan.Platform.Access;

/// <summary>
/// The files of the keys: <c>keys/fields.key</c> the master key of today, <c>keys/fields-ID.key</c> others that still open
/// something, <c>keys/fields.ring</c> the ring. A credential of systemd wins over <c>fields.key</c>. Files change by renaming
/// a finished one over the old one, so that a kill at any moment leaves the one or the other.
/// </summary>
internal sealed class KeyFolder(string dataDirectory)
{
    /// <summary>The credential's name; older ones may stand beside it as <c>baotuan-fields-ANY.key</c>.</summary>
    public const string CredentialName = "baotuan-fields.key";
    private const string Partial = ".partial";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public string Folder { get; } = Path.Combine(dataDirectory, "keys");

    public string CurrentFile => Path.Combine(Folder, "fields.key");

    public string RingPath => Path.Combine(Folder, "fields.ring");

    public string OtherFile(string id) => Path.Combine(Folder, $"fields-{id}.key");

    /// <summary>All master keys at hand, today's first.</summary>
    public IReadOnlyList<MasterKey> Masters()
    {
        var masters = Credentials().Select(f => MasterKey.Read(f, isCredential: true)).ToList();
        if (Directory.Exists(Folder))
        {
            string[] files = [CurrentFile, .. Directory.GetFiles(Folder, "fields-*.key").Order(StringComparer.Ordinal)];
            masters.AddRange(files.Where(File.Exists).Select(f => MasterKey.Read(f, isCredential: false)));
        }

        return masters;
    }

    public RingFile? ReadRing() => File.Exists(RingPath) ? RingFile.Parse(File.ReadAllBytes(RingPath)) : null;

    public void WriteRing(RingFile ring) => Write(RingPath, ring.ToJson());

    public void WriteMaster(string path, byte[] key, bool marked = true) => Write(path, MasterKey.FileText(key, marked));

    /// <summary>Keeps every other process from changing keys until disposed.</summary>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(dataDirectory);
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(20))
        {
            try
            {
                return new FileStream(Path.Combine(dataDirectory, "keys.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < LongestWait)
            {
                Thread.Sleep(20);
            }
        }
    }

    /// <summary>Makes a folder that its owner alone may enter, where there is none.</summary>
    public void Make()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
        }
        else
        {
            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Copies all files of the keys as they belong together, and says where they are now.</summary>
    public IReadOnlyList<string> CopyTo(string folder)
    {
        if (!Directory.Exists(Folder))
        {
            return [];
        }

        using var locked = Lock();
        var copies = new List<string>();
        foreach (var file in Directory.GetFiles(Folder).Where(f => !f.EndsWith(Partial, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            copies.Add(Path.Combine(folder, Path.GetFileName(file)));
            File.Copy(file, copies[^1]);
        }

        return copies;
    }

    /// <summary>Removes what a kill left half written.</summary>
    public void Tidy()
    {
        foreach (var partial in Directory.GetFiles(Folder, "*" + Partial))
        {
            File.Delete(partial);
        }
    }

    /// <summary>Lets the owner alone read a file.</summary>
    public static void KeepPrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static IEnumerable<string> Credentials()
    {
        var folder = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY");
        return string.IsNullOrEmpty(folder) || !File.Exists(Path.Combine(folder, CredentialName))
            ? []
            : [Path.Combine(folder, CredentialName), .. Directory.GetFiles(folder, "baotuan-fields-*.key").Order(StringComparer.Ordinal)];
    }

    private void Write(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
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
        Flush(Folder);
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
