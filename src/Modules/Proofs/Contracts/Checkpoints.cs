using System.Security.Cryptography;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Checkpoints;
using Baotuan.Proofs.Entries;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>Signs how large the log is and what its root is, so that nothing that stands in it can change unseen.</summary>
public static class LogCheckpoints
{
    private const string OriginSetting = "proofs.origin";

    /// <summary>Name of this log and of its keys: an address without scheme, fixed before the first checkpoint.</summary>
    public static async Task<string> OriginAsync(Store store, CancellationToken cancel)
    {
        await using (var db = store.Open())
        {
            if (await db.Set<Setting>().Where(s => s.Name == OriginSetting).Select(s => s.Value).FirstOrDefaultAsync(cancel) is { } origin)
            {
                return origin;
            }
        }

        var made = await NameAsync(store, $"baotuan.invalid/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}", cancel);
        return made.Value;
    }

    /// <summary>Names the log; refused once something was signed in another name. The name that stands wins over one sent at the same time.</summary>
    public static Task<Outcome<string>> NameAsync(Store store, string origin, CancellationToken cancel) => store.WriteAsync<string>("log", async (db, token) =>
    {
        if (!VerifierKey.NameIsGood(origin) || origin.Length > 200)
        {
            return new Refusal("origin_is_bad", "日志名不能有空格和加号，最长 200 个字，例如 baotuan.example.gov.cn/log。");
        }

        var setting = await db.Set<Setting>().AsTracking().FirstOrDefaultAsync(s => s.Name == OriginSetting, token);
        if (setting?.Value == origin)
        {
            return origin;
        }

        if (setting is not null && await db.Set<CheckpointRow>().AnyAsync(token))
        {
            return new Refusal("log_has_signed", $"日志已用名称 {setting.Value} 签发过检查点，名称不能再改：发出去的收据都写着它。");
        }

        if (setting is null)
        {
            db.Add(new Setting { Name = OriginSetting, Value = origin });
        }
        else
        {
            setting.Value = origin;
        }

        return origin;
    }, cancel);

    /// <summary>Public keys of this log.</summary>
    public static async Task<IReadOnlyList<VerifierKey>> KeysAsync(Store store, CancellationToken cancel) =>
        [.. LogKeys.Of(store.Location.DataDirectory, await OriginAsync(store, cancel)).Select(k => k.Verifier)];

    /// <summary>Makes the SM2 key, with which checkpoints carry a second signature from then on; all keys of the log.</summary>
    public static Task<IReadOnlyList<VerifierKey>> AddSm2Async(Store store, CancellationToken cancel)
    {
        LogKeys.MakeSm2(store.Location.DataDirectory);
        return KeysAsync(store, cancel);
    }

    /// <summary>
    /// Brings the signed checkpoint to the present end of the log: (1) the size and root are written and committed; (2) they are held against
    /// what was published last; (3) only then they are signed, the signature is kept, and the file beside the database is replaced.
    /// </summary>
    /// <returns>Null while the log is empty. Refused with <c>log_contradicts_published</c> when the database does not continue what was published.</returns>
    public static async Task<Outcome<SignedNote?>> AdvanceAsync(Store store, CancellationToken cancel)
    {
        var origin = await OriginAsync(store, cancel);
        var written = await store.WriteAsync<CheckpointRow?>("log", PersistAsync, cancel);
        if (!written.Ok || written.Value is not { } row)
        {
            return written.Ok ? (SignedNote?)null : Outcome<SignedNote?>.Refused(written.Refusals);
        }

        await using (var db = store.Open())
        {
            if (await ContradictionAsync(db, store, origin, cancel) is { } refusal)
            {
                return refusal;
            }

            if (await NoteAsync(db, origin, row.Size, cancel) is { } signed)
            {
                PublishedFile.Write(store.Location.DataDirectory, signed);
                return signed;
            }
        }

        var text = new Checkpoint(origin, row.Size, row.Root).Text;
        var lines = LogKeys.Of(store.Location.DataDirectory, origin).Select(k => k.Sign(text)).ToList();
        await store.WriteAsync<bool>("log", async (db, token) =>
        {
            foreach (var line in lines.Select(l => l.ToString()))
            {
                if (!await db.Set<SignatureRow>().AnyAsync(s => s.Size == row.Size && s.Line == line, token))
                {
                    db.Add(new SignatureRow { Size = row.Size, Line = line, RecordedAtMs = db.RecordedAtMs });
                }
            }

            return true;
        }, cancel);
        var note = new SignedNote(text, lines);
        PublishedFile.Write(store.Location.DataDirectory, note);
        return note;
    }

    /// <summary>The latest signed checkpoint with all its signatures; null when there is none.</summary>
    public static async Task<SignedNote?> LatestAsync(BaotuanDb db, CancellationToken cancel) => await AtAsync(db, await LatestSizeAsync(db, cancel), cancel);

    /// <summary>The signed checkpoint of this size with all its signatures; null when there is none.</summary>
    public static async Task<SignedNote?> AtAsync(BaotuanDb db, long size, CancellationToken cancel)
    {
        var origin = await db.Set<Setting>().Where(s => s.Name == OriginSetting).Select(s => s.Value).FirstOrDefaultAsync(cancel);
        return origin is null ? null : await NoteAsync(db, origin, size, cancel);
    }

    /// <summary>Size of the latest signed checkpoint; 0 when there is none.</summary>
    public static async Task<long> LatestSizeAsync(BaotuanDb db, CancellationToken cancel) =>
        await db.Set<SignatureRow>().OrderByDescending(s => s.Size).Select(s => (long?)s.Size).FirstOrDefaultAsync(cancel) ?? 0;

    /// <summary>Why a published checkpoint does not agree with the database; null when it does.</summary>
    public static async Task<Refusal?> DisagreesAsync(BaotuanDb db, SignedNote published, CancellationToken cancel)
    {
        if (Checkpoint.Parse(published.Text) is not { } checkpoint)
        {
            return new("checkpoint_is_damaged", "检查点文件读不懂。");
        }

        var size = await ProofLog.SizeAsync(db, cancel);
        if (checkpoint.Size > size)
        {
            return new("log_lost_its_end", $"已公布的检查点有 {checkpoint.Size} 条，数据库里只有 {size} 条：末尾 {checkpoint.Size - size} 条丢了。请停用并用备份恢复，不要继续记账。");
        }

        var root = await ProofLog.Tree(db, size).RootAtAsync(checkpoint.Size, cancel);
        return checkpoint.Root.AsSpan().SequenceEqual(root)
            ? null
            : new("log_contradicts_published", $"数据库前 {checkpoint.Size} 条的根与已公布的检查点不同：历史被改过，或恢复了另一份备份。");
    }

    private static async Task<Refusal?> ContradictionAsync(BaotuanDb db, Store store, string origin, CancellationToken cancel)
    {
        var published = PublishedFile.Read(store.Location.DataDirectory);
        return published is null || Checkpoint.Parse(published.Text)?.Origin != origin ? null : await DisagreesAsync(db, published, cancel);
    }

    /// <summary>Writes the checkpoint of the present end when there is none yet, after a leaf that holds the end of the operation log.</summary>
    private static async Task<Outcome<CheckpointRow?>> PersistAsync(BaotuanDb db, CancellationToken cancel)
    {
        var tail = await LogTail.OfAsync(db, cancel);
        var last = await db.Set<CheckpointRow>().AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(cancel);
        if (tail.Size == (last?.Size ?? 0))
        {
            return last;
        }

        await OperationLeaves.AnchorAsync(db, cancel);
        var row = new CheckpointRow { Size = tail.Size, Root = tail.Root(), RecordedAtMs = db.RecordedAtMs };
        db.Add(row);
        return row;
    }

    private static async Task<SignedNote?> NoteAsync(BaotuanDb db, string origin, long size, CancellationToken cancel)
    {
        var root = await db.Set<CheckpointRow>().Where(c => c.Size == size).Select(c => c.Root).FirstOrDefaultAsync(cancel);
        var lines = await db.Set<SignatureRow>().Where(s => s.Size == size).OrderBy(s => s.RecordedAtMs).Select(s => s.Line).ToListAsync(cancel);
        return root is null || lines.Count == 0 ? null : new(new Checkpoint(origin, size, root).Text, [.. lines.Select(l => NoteSignature.Parse(l)!)]);
    }
}
