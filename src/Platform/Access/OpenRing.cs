namespace Baotuan.Platform.Access;

/// <summary>Reads the ring, and makes the first one of a data directory.</summary>
internal static class OpenRing
{
    public static KeyRing Existing(KeyFolder folder) =>
        (folder.ReadRing() ?? throw new KeyFileException(Lost)).Open(folder.Masters());

    /// <summary>
    /// A new directory gets a master key and a ring. A master key from before there was a ring sealed values itself, so it
    /// becomes the first key of the ring.
    /// </summary>
    public static void MakeFirst(KeyFolder folder)
    {
        using var locked = folder.Lock();
        if (File.Exists(folder.RingPath))
        {
            return; // another process made it first
        }

        folder.Make();
        var masters = folder.Masters();
        var before = masters.FirstOrDefault(m => m.Path == folder.CurrentFile && m.BeforeRing);
        if (before is null && masters.Any(m => !m.IsCredential))
        {
            throw new KeyFileException(Lost);
        }

        var master = masters.Count > 0 ? masters[0] : MakeMaster(folder);
        var keys = new List<FieldKey>();
        if (before is not null)
        {
            keys.Add(new(before.Bytes, FieldKey.Sealing, 0));
        }

        keys.AddRange([new(MasterKey.New(), FieldKey.Sealing, 0), new(MasterKey.New(), FieldKey.Indexing, 0)]);
        folder.WriteRing(RingFile.Of(keys.Select(k => RingFile.Seal(k, master))));
        if (!master.IsCredential || before is not null)
        {
            folder.WriteMaster(folder.CurrentFile, (before ?? master).Bytes); // from now on marked: without its ring it is refused
        }
    }

    private static MasterKey MakeMaster(KeyFolder folder)
    {
        // unmarked until the ring stands, so that a kill between the two leaves a directory that can be opened
        folder.WriteMaster(folder.CurrentFile, MasterKey.New(), marked: false);
        return MasterKey.Read(folder.CurrentFile, isCredential: false);
    }

    private const string Lost = "密钥环 keys/fields.ring 不见了，没有它个人信息打不开。请从备份里取回这个文件，不要新建密钥。";
}
