using Baotuan.Platform.Storage;

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

    public void WriteRing(RingFile ring) => DurableFile.Replace(RingPath, ring.ToJson(), ownerOnly: true);

    public void WriteMaster(string path, byte[] key, bool marked = true) =>
        DurableFile.Replace(path, MasterKey.FileText(key, marked), ownerOnly: true);

    /// <summary>Keeps every other process from changing keys until disposed.</summary>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(dataDirectory);
        return DurableFile.Lock(Path.Combine(dataDirectory, "keys.lock"));
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
        foreach (var file in Directory.GetFiles(Folder).Where(f => !f.EndsWith(DurableFile.Partial, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            copies.Add(Path.Combine(folder, Path.GetFileName(file)));
            File.Copy(file, copies[^1]);
        }

        return copies;
    }

    /// <summary>Removes what a kill left half written.</summary>
    public void Tidy()
    {
        foreach (var partial in Directory.GetFiles(Folder, "*" + DurableFile.Partial))
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
}
