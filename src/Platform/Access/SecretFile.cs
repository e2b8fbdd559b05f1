namespace Baotuan.Platform.Access;

/// <summary>A secret of 32 random bytes in a file of the keys' folder, which its owner alone may read; it goes into backups with the other keys.</summary>
public static class SecretFile
{
    /// <summary>The secret, made when there is none yet.</summary>
    /// <exception cref="KeyFileException">Others may read the file, or it holds no key.</exception>
    public static byte[] ReadOrMake(string dataDirectory, string name)
    {
        var folder = new KeyFolder(dataDirectory);
        using var locked = folder.Lock();
        var path = Path.Combine(folder.Folder, name);
        if (!File.Exists(path))
        {
            folder.Make();
            folder.WriteMaster(path, MasterKey.New());
        }

        return MasterKey.Read(path, isCredential: false).Bytes;
    }

    /// <summary>Whether it was made already.</summary>
    public static bool Exists(string dataDirectory, string name) => File.Exists(Path.Combine(new KeyFolder(dataDirectory).Folder, name));
}
