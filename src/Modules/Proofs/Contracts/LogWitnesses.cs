using System.Globalization;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Checkpoints;
using Baotuan.Proofs.Witnessing;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Witnessing;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>A witness of our log.</summary>
/// <param name="Name">Of its key.</param>
/// <param name="Url">Where <c>/add-checkpoint</c> is appended.</param>
/// <param name="Vkey">Its key.</param>
/// <param name="Size">Leaves of our last checkpoint that it cosigned; 0 for none.</param>
public sealed record CosignerInfo(string Name, string Url, string Vkey, long Size);

/// <summary>What came of asking a witness.</summary>
/// <param name="Name">Of its key.</param>
/// <param name="Code"><c>cosigned</c>, <c>no_answer</c>, <c>refused</c>, <c>answer_not_understood</c>, <c>witness_is_ahead</c> (it cosigned a larger log than
/// ours is: ours lost its end), <c>history_contradicts</c> (what it cosigned is not how ours began).</param>
/// <param name="Message">In Chinese.</param>
public sealed record WitnessReport(string Name, string Code, string Message)
{
    /// <summary>The log is not what the witness saw of it.</summary>
    public bool IsAlarm => Code is "witness_is_ahead" or "history_contradicts";
}

/// <summary>The witnesses of our log: the town, an auditor, another village. They cosign what continues what they saw; how many must, says the quorum.</summary>
public static class LogWitnesses
{
    private const string QuorumSetting = "proofs.quorum";
    private const int LookedBack = 200;
    private const int LinesLookedBack = 5_000;
    private const int Most = 16;

    /// <summary>Asks a witness from now on. Refusals: <c>key_is_damaged</c>, <c>address_not_understood</c>, <c>witness_is_ourselves</c>,
    /// <c>witness_has_another_key</c>, <c>too_many_witnesses</c>.</summary>
    public static async Task<Outcome<CosignerInfo>> AddAsync(Store store, string actor, string url, string vkey, CancellationToken cancel)
    {
        if (VerifierKey.Parse(vkey) is not { Kind: KeyKind.Cosignature } key)
        {
            return new Refusal("key_is_damaged", "公钥写错了：应是对方 baotuan witness key 打印的“名称+8 位编号+一串字符”，请整行复制。");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            return new Refusal("address_not_understood", "见证方的网址应以 https:// 或 http:// 开头，例如 https://zhen.example/witness。");
        }

        if (key.Equals(await WitnessActs.KeyAsync(store, cancel)))
        {
            return new Refusal("witness_is_ourselves", "这是本机自己的见证钥匙。请登记镇里、审计或别的村的。");
        }

        return await store.WriteAsync<CosignerInfo>(actor, async (db, token) =>
        {
            var rows = await db.Set<CosignerRow>().AsTracking().ToListAsync(token);
            var row = rows.Find(r => r.Name == key.Name);
            if (row is not null && row.Vkey != vkey)
            {
                return new Refusal("witness_has_another_key", $"见证方 {key.Name} 已登记另一把公钥。确认对方换了钥匙以后，请先 baotuan log witness remove {key.Name}，再登记新的。");
            }

            if (row is null && rows.Count >= Most)
            {
                return new Refusal("too_many_witnesses", $"已有 {Most} 个见证方。请先去掉不用的。");
            }

            if (row is null)
            {
                db.Add(row = new() { Name = key.Name, RecordedAtMs = db.RecordedAtMs });
            }

            (row.Vkey, row.Url) = (vkey, url.TrimEnd('/'));
            await db.LogAsync("log.witness.add", $"witness/{key.Name}", $"{row.Url} {vkey}", token);
            return new CosignerInfo(row.Name, row.Url, row.Vkey, await CosignedAsync(db, key, token));
        }, cancel);
    }

    /// <summary>Asks a witness no more. Refusals: <c>witness_not_found</c>, <c>quorum_needs_it</c>.</summary>
    public static Task<Outcome<string>> RemoveAsync(Store store, string actor, string name, CancellationToken cancel) =>
        store.WriteAsync<string>(actor, async (db, token) =>
        {
            var rows = await db.Set<CosignerRow>().AsTracking().ToListAsync(token);
            if (rows.Find(r => r.Name == name) is not { } row)
            {
                return new Refusal("witness_not_found", $"没有见证方 {name}。baotuan log witness list 列出有哪些。");
            }

            var quorum = await QuorumAsync(db, token);
            if (quorum > 0 && await SizeWithAsync(db, rows.Where(r => r != row), quorum, token) is null)
            {
                return new Refusal("quorum_needs_it", "去掉以后没有检查点够要求的个数。请先用 baotuan log witness quorum 减少要求。");
            }

            await db.LogAsync("log.witness.remove", $"witness/{name}", row.Vkey, token);
            db.Remove(row);
            return name;
        }, cancel);

    /// <summary>The witnesses and what they cosigned last.</summary>
    public static async Task<IReadOnlyList<CosignerInfo>> ListAsync(Store store, CancellationToken cancel)
    {
        await using var db = store.Open();
        var infos = new List<CosignerInfo>();
        foreach (var row in await db.Set<CosignerRow>().OrderBy(r => r.Name).ToListAsync(cancel))
        {
            infos.Add(new(row.Name, row.Url, row.Vkey, await CosignedAsync(db, row.Key, cancel)));
        }

        return infos;
    }

    /// <summary>How many witnesses must have cosigned a checkpoint before it is served; 0 for none.</summary>
    public static async Task<int> QuorumAsync(BaotuanDb db, CancellationToken cancel) =>
        await db.Set<Setting>().Where(s => s.Name == QuorumSetting).Select(s => s.Value).FirstOrDefaultAsync(cancel) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    /// <summary>Sets the quorum. Refusals: <c>quorum_too_large</c>, and <c>quorum_not_met_yet</c> while no checkpoint has so many cosignatures.</summary>
    public static Task<Outcome<int>> SetQuorumAsync(Store store, string actor, int quorum, CancellationToken cancel) =>
        store.WriteAsync<int>(actor, async (db, token) =>
        {
            var count = await db.Set<CosignerRow>().CountAsync(token);
            if (quorum < 0 || quorum > count)
            {
                return new Refusal("quorum_too_large", $"见证方有 {count} 个，要求的个数只能是 0 到 {count}。");
            }

            if (quorum > 0 && await SizeWithAsync(db, await db.Set<CosignerRow>().ToListAsync(token), quorum, token) is null)
            {
                return new Refusal("quorum_not_met_yet", $"还没有哪个检查点有 {quorum} 个见证方的签名。请先运行 baotuan log checkpoint，等见证方签了再定。");
            }

            var setting = await db.Set<Setting>().AsTracking().FirstOrDefaultAsync(s => s.Name == QuorumSetting, token);
            if (setting is null)
            {
                db.Add(setting = new() { Name = QuorumSetting });
            }

            setting.Value = quorum.ToString(CultureInfo.InvariantCulture);
            await db.LogAsync("log.witness.quorum", "log", setting.Value, token);
            return quorum;
        }, cancel);

    /// <summary>Asks every witness that has not cosigned the latest checkpoint yet, all at the same time, and keeps what they answer. One that does not answer holds nothing up.</summary>
    /// <param name="patience">How long one answer may take; ten seconds by default.</param>
    public static Task<IReadOnlyList<WitnessReport>> CollectAsync(Store store, CancellationToken cancel, TimeSpan? patience = null) =>
        AskWitnesses.RunAsync(store, patience ?? TimeSpan.FromSeconds(10), cancel);

    /// <summary>What is served as the log's checkpoint: the latest one, or with a quorum the latest that enough witnesses cosigned.</summary>
    public static async Task<SignedNote?> ServedAsync(BaotuanDb db, CancellationToken cancel)
    {
        var quorum = await QuorumAsync(db, cancel);
        return quorum == 0 ? await LogCheckpoints.LatestAsync(db, cancel)
            : await SizeWithAsync(db, await db.Set<CosignerRow>().ToListAsync(cancel), quorum, cancel) is { } size ? await LogCheckpoints.AtAsync(db, size, cancel) : null;
    }

    /// <summary>What a reader of our checkpoints should ask for (C2SP tlog-policy): our key, the witnesses, the quorum.</summary>
    public static async Task<WitnessPolicy> PolicyAsync(Store store, CancellationToken cancel)
    {
        await using var db = store.Open();
        var witnesses = (await db.Set<CosignerRow>().OrderBy(r => r.Name).ToListAsync(cancel)).ToDictionary(r => r.Name, r => r.Key);
        var (quorum, log) = (await QuorumAsync(db, cancel), (await LogCheckpoints.KeysAsync(store, cancel))[0]);
        var groups = new Dictionary<string, (int, IReadOnlyList<string>)>();
        if (quorum > 0)
        {
            groups["witnesses"] = (quorum, [.. witnesses.Keys]);
        }

        return new([log], witnesses, groups, quorum > 0 ? "witnesses" : WitnessPolicy.None);
    }

    /// <summary>Leaves of our last checkpoint that a witness cosigned; 0 for none, or when that is long ago: the witness says then what it saw last.</summary>
    internal static async Task<long> CosignedAsync(BaotuanDb db, VerifierKey witness, CancellationToken cancel)
    {
        var latest = db.Set<SignatureRow>().OrderByDescending(s => s.Size).Take(LinesLookedBack);
        return (await SizesAsync(latest, witness, cancel)).FirstOrDefault();
    }

    private static async Task<long?> SizeWithAsync(BaotuanDb db, IEnumerable<CosignerRow> witnesses, int quorum, CancellationToken cancel)
    {
        var sizes = new List<long>();
        foreach (var row in witnesses)
        {
            sizes.AddRange(await SizesAsync(db.Set<SignatureRow>(), row.Key, cancel));
        }

        return sizes.GroupBy(s => s).Where(g => g.Count() >= quorum).Select(g => (long?)g.Key).Max();
    }

    /// <summary>The latest sizes that a witness cosigned, the largest first.</summary>
    private static async Task<IEnumerable<long>> SizesAsync(IQueryable<SignatureRow> among, VerifierKey witness, CancellationToken cancel)
    {
        var start = $"— {witness.Name} ";
        var lines = await among.Where(s => s.Line.StartsWith(start)).OrderByDescending(s => s.Size).Take(LookedBack).Select(s => new { s.Size, s.Line }).ToListAsync(cancel);
        return lines.Where(l => NoteSignature.Parse(l.Line) is { } line && witness.Made(line)).Select(l => l.Size).Distinct();
    }
}
