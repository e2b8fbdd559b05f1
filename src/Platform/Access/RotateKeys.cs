using System.Security.Cryptography;
using Baotuan.Kernel;

namespace Baotuan.Platform.Access;

/// <summary>
/// Changes the keys under the folder's lock. Rotating: (1) the new master key is written beside the old one; (2) the ring is
/// written with every key openable by both, and a new key for new values; (3) the old master key gets a name of its own;
/// (4) the new one takes its place. Whatever step is the last that happened, the files on disk open every value.
/// </summary>
internal sealed class RotateKeys(KeyFolder folder, Action<string>? step)
{
    public KeyRingInfo Show()
    {
        var (masters, ring, open) = Load();
        return new(
            [.. masters.Select((m, i) => new MasterKeyInfo(m.Id, m.Path, i == 0, m.IsCredential, ring.Keys.Count(k => k.Wraps.Any(w => w.By == m.Id))))],
            [.. open.Keys.Select(k => new FieldKeyInfo(k.Id, k.Use, k == open.Sealing || k == open.Indexing[^1], k.MadeAtMs))]);
    }

    public Refusal? Rotate(long nowMs)
    {
        var (masters, ring, open) = Load();
        var current = masters[0];
        var next = current.IsCredential ? current : NewMaster();
        step?.Invoke("写密钥环");
        var added = RingFile.Seal(new(MasterKey.New(), FieldKey.Sealing, nowMs), next);
        // at the end, where the newest is looked for; whoever still reads with the old master must open it too
        folder.WriteRing(AlsoBy(RingFile.Of(AlsoBy(ring, masters, next).Keys.Append(added)), [.. masters, next], current));
        if (next == current)
        {
            return null;
        }

        step?.Invoke("保留旧密钥");
        folder.WriteMaster(folder.OtherFile(current.Id), current.Bytes);
        step?.Invoke("换上新密钥");
        folder.WriteMaster(folder.CurrentFile, next.Bytes);
        File.Delete(folder.OtherFile(next.Id));
        return null;
    }

    public Refusal? Retire()
    {
        var (masters, ring, _) = Load();
        if (ring.Keys.FirstOrDefault(k => k.Wraps.All(w => w.By != masters[0].Id)) is { } foreign)
        {
            return new("old_key_still_needed", $"密钥环里的 {foreign.Id} 还要靠旧的主密钥打开，没有停用任何密钥。请先运行 baotuan keys rotate。");
        }

        step?.Invoke("核对密钥环");
        var open = ring.Open([masters[0]]);
        if (!open.Keys.Select(k => k.Id).SequenceEqual(ring.Keys.Select(k => k.Id)))
        {
            throw new CryptographicException("a key of the ring is not the one it is called");
        }

        step?.Invoke("写密钥环");
        folder.WriteRing(RingFile.Of(ring.Keys.Select(k => k with { Wraps = [.. k.Wraps.Where(w => w.By == masters[0].Id)] })));
        foreach (var old in masters.Skip(1).Where(m => !m.IsCredential))
        {
            step?.Invoke("删除旧密钥");
            File.Delete(old.Path);
        }

        folder.Tidy();
        return null;
    }

    public Refusal? BeginReindex(long nowMs)
    {
        var (masters, ring, open) = Load();
        if (open.Indexing.Count == 1)
        {
            var added = RingFile.Seal(new(MasterKey.New(), FieldKey.Indexing, nowMs), masters[0]);
            folder.WriteRing(masters.Skip(1).Aggregate(RingFile.Of(ring.Keys.Append(added)), (all, m) => AlsoBy(all, masters, m)));
        }

        return null;
    }

    public Refusal? EndReindex()
    {
        var (_, ring, open) = Load();
        var gone = open.Indexing.SkipLast(1).Select(k => k.Id).ToHashSet();
        folder.WriteRing(RingFile.Of(ring.Keys.Where(k => k.Use != FieldKey.Indexing || !gone.Contains(k.Id))));
        return null;
    }

    private (IReadOnlyList<MasterKey> Masters, RingFile Ring, KeyRing Open) Load()
    {
        var masters = folder.Masters();
        var ring = folder.ReadRing() ?? throw new KeyFileException("密钥环 keys/fields.ring 不见了。请从备份里取回这个文件。");
        var open = ring.Open(masters);
        // a file left by a kill counts as an old key: today's is the one in its place
        return masters.Count > 0 && (masters[0].IsCredential || masters[0].Path == folder.CurrentFile)
            ? (masters, ring, open)
            : throw new KeyFileException($"缺少主密钥 {folder.CurrentFile}。请从备份里取回这个文件，不要新建密钥。");
    }

    private MasterKey NewMaster()
    {
        step?.Invoke("写新密钥");
        var key = MasterKey.New();
        folder.WriteMaster(folder.OtherFile(MasterKey.IdOf(key)), key);
        return MasterKey.Read(folder.OtherFile(MasterKey.IdOf(key)), isCredential: false);
    }

    private static RingFile AlsoBy(RingFile ring, IReadOnlyList<MasterKey> masters, MasterKey master) =>
        RingFile.Of(ring.Keys.Select(k => RingFile.AlsoBy(k, RingFile.Open(k, masters), master)));
}
