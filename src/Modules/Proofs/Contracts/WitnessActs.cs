using System.Globalization;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Checkpoints;
using Baotuan.Proofs.Witnessing;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Witnessing;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>Another log that is watched here.</summary>
/// <param name="Origin">Its name.</param>
/// <param name="Vkey">Its key; empty while it is not watched.</param>
/// <param name="Size">Leaves of the last checkpoint that was cosigned; 0 for none.</param>
/// <param name="Root">Of that checkpoint, 32 bytes.</param>
public sealed record WatchedLog(string Origin, string Vkey, long Size, byte[] Root);

/// <summary>What the witness answers over http.</summary>
/// <param name="Status">200, 400, 403, 404, 409 or 422 (C2SP tlog-witness).</param>
/// <param name="Body">Cosignature lines for 200, the latest size for 409, else a word for whoever reads along.</param>
public sealed record WitnessResponse(int Status, string Body)
{
    /// <summary>Of the body.</summary>
    public string ContentType => Status == 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8";
}

/// <summary>
/// This installation as a witness of others' logs: it cosigns what continues what it cosigned before, and nothing else. Off until a log is named.
/// </summary>
public static class WitnessActs
{
    private const string NameSetting = "proofs.witness";

    /// <summary>The key that cosigns; its name is fixed when it is first asked for.</summary>
    public static async Task<VerifierKey> KeyAsync(Store store, CancellationToken cancel) => (await SignerAsync(store, cancel)).Verifier;

    /// <summary>Watches a log from now on. Refusals: <c>key_is_damaged</c>, <c>log_has_another_key</c>.</summary>
    public static Task<Outcome<WatchedLog>> WatchAsync(Store store, string actor, string vkey, CancellationToken cancel) =>
        store.WriteAsync<WatchedLog>(actor, async (db, token) =>
        {
            if (VerifierKey.Parse(vkey) is not { Kind: KeyKind.Ed25519 } key)
            {
                return new Refusal("key_is_damaged", "公钥写错了：应是对方 baotuan log key 打印的“名称+8 位编号+一串字符”，请整行复制。");
            }

            var row = await db.Set<WitnessedRow>().AsTracking().FirstOrDefaultAsync(w => w.Origin == key.Name, token);
            if (row is not null && row.Vkey.Length > 0 && row.Vkey != vkey)
            {
                return new Refusal("log_has_another_key", $"日志 {key.Name} 已登记另一把公钥。确认对方换了钥匙以后，请先 baotuan witness remove {key.Name}，再登记新的。");
            }

            if (row is null)
            {
                db.Add(row = new() { Origin = key.Name, RecordedAtMs = db.RecordedAtMs });
            }

            if (row.Vkey != vkey)
            {
                row.Vkey = vkey;
                await db.LogAsync("witness.add", $"log/{key.Name}", vkey, token);
            }

            return Info(row);
        }, cancel);

    /// <summary>Cosigns a log no more; what was seen of it stays known. Refusal: <c>log_not_watched</c>.</summary>
    public static Task<Outcome<WatchedLog>> ForgetAsync(Store store, string actor, string origin, CancellationToken cancel) =>
        store.WriteAsync<WatchedLog>(actor, async (db, token) =>
        {
            if (await db.Set<WitnessedRow>().AsTracking().FirstOrDefaultAsync(w => w.Origin == origin && w.Vkey != "", token) is not { } row)
            {
                return new Refusal("log_not_watched", $"没有登记日志 {origin}。baotuan witness list 列出登记了哪些。");
            }

            await db.LogAsync("witness.remove", $"log/{origin}", row.Vkey, token);
            row.Vkey = "";
            return Info(row);
        }, cancel);

    /// <summary>The logs that are or were watched.</summary>
    public static async Task<IReadOnlyList<WatchedLog>> ListAsync(Store store, CancellationToken cancel)
    {
        await using var db = store.Open();
        return [.. (await db.Set<WitnessedRow>().OrderBy(w => w.Origin).ToListAsync(cancel)).Select(Info)];
    }

    /// <summary>
    /// Answers <c>add-checkpoint</c>: (1) judges without a lock, so that a stranger cannot hold up who writes; (2) judges again in the write transaction that
    /// remembers a larger tree; (3) signs only after that was committed.
    /// </summary>
    public static async Task<WitnessResponse> TakeAsync(Store store, string body, CancellationToken cancel)
    {
        if (AddCheckpoint.Parse(body) is not { } request)
        {
            return new(400, "not an add-checkpoint request\n");
        }

        WitnessAnswer answer;
        bool grows;
        await using (var db = store.Open())
        {
            var row = await RowAsync(db.Set<WitnessedRow>(), request, cancel);
            answer = Judge(request, row);
            grows = answer.Seen is { } seen && seen.Size != row?.Size;
        }

        if (grows)
        {
            answer = (await store.WriteAsync<WitnessAnswer>("witness", (db, token) => RememberAsync(db, request, token), cancel)).Value;
        }

        return answer.Status switch
        {
            200 => new(200, $"{(await SignerAsync(store, cancel)).Sign(request.Note.Text, store.Time.GetUtcNow().ToUnixTimeSeconds())}\n"),
            409 => new(409, $"{answer.Latest.ToString(CultureInfo.InvariantCulture)}\n"),
            var status => new(status, WordFor(status)),
        };
    }

    private static async Task<Outcome<WitnessAnswer>> RememberAsync(BaotuanDb db, AddCheckpoint request, CancellationToken cancel)
    {
        var row = await RowAsync(db.Set<WitnessedRow>().AsTracking(), request, cancel);
        var answer = Judge(request, row);
        if (answer.Seen is { } seen && seen.Size > row!.Size)
        {
            (row.Size, row.Root, row.RecordedAtMs) = (seen.Size, seen.Root, db.RecordedAtMs);
        }

        return answer;
    }

    private static WitnessAnswer Judge(AddCheckpoint request, WitnessedRow? row) =>
        Witness.Judge(request, row is null ? [] : [VerifierKey.Parse(row.Vkey)!], _ => row!.Seen);

    private static Task<WitnessedRow?> RowAsync(IQueryable<WitnessedRow> rows, AddCheckpoint request, CancellationToken cancel)
    {
        var origin = request.Note.Text.Split('\n')[0];
        return rows.FirstOrDefaultAsync(w => w.Origin == origin && w.Vkey != "", cancel);
    }

    private static async Task<SignerKey> SignerAsync(Store store, CancellationToken cancel)
    {
        await using (var db = store.Open())
        {
            if (await db.Set<Setting>().Where(s => s.Name == NameSetting).Select(s => s.Value).FirstOrDefaultAsync(cancel) is { } name)
            {
                return LogKeys.Witness(store.Location.DataDirectory, name);
            }
        }

        var made = $"{await LogCheckpoints.OriginAsync(store, cancel)}/witness";
        var kept = await store.WriteAsync<string>("witness", async (db, token) =>
        {
            if (await db.Set<Setting>().FirstOrDefaultAsync(s => s.Name == NameSetting, token) is { } standing)
            {
                return standing.Value;
            }

            db.Add(new Setting { Name = NameSetting, Value = made });
            return made;
        }, cancel);
        return LogKeys.Witness(store.Location.DataDirectory, kept.Value);
    }

    private static WatchedLog Info(WitnessedRow row) => new(row.Origin, row.Vkey, row.Size, row.Root);

    private static string WordFor(int status) => status switch
    {
        403 => "no valid signature of a key that is trusted here\n",
        404 => "this log is not watched here\n",
        422 => "the proof does not lead from what was cosigned before to this checkpoint\n",
        _ => "the old size is larger than the checkpoint, or the text is no checkpoint\n",
    };
}
