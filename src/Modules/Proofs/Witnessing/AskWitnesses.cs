using System.Globalization;
using System.Net;
using System.Text;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Checkpoints;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Witnessing;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Witnessing;

/// <summary>
/// Sends the latest checkpoint to the witnesses and keeps their cosignatures. The only place of the program that calls anybody: the addresses that the administrator
/// set at the machine, without following them elsewhere. Nothing that comes back counts but a signature that holds.
/// </summary>
internal sealed class AskWitnesses : IDisposable
{
    private const int LongestAnswer = 16 * 1024;
    private readonly Store _store;
    private readonly SignedNote _note;
    private readonly Checkpoint _checkpoint;
    private readonly HttpClient _http;

    private AskWitnesses(Store store, SignedNote note, TimeSpan patience)
    {
        (_store, _note, _checkpoint) = (store, note, Checkpoint.Parse(note.Text)!);
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = patience, MaxResponseContentBufferSize = LongestAnswer };
    }

    public static async Task<IReadOnlyList<WitnessReport>> RunAsync(Store store, TimeSpan patience, CancellationToken cancel)
    {
        List<CosignerRow> asked;
        SignedNote? note;
        await using (var db = store.Open())
        {
            asked = await db.Set<CosignerRow>().OrderBy(r => r.Name).ToListAsync(cancel);
            note = asked.Count == 0 ? null : await LogCheckpoints.LatestAsync(db, cancel);
        }

        asked = note is null ? [] : asked.FindAll(r => !note.Signatures.Any(r.Key.Made));
        if (asked.Count == 0)
        {
            return [];
        }

        var own = await LogCheckpoints.KeysAsync(store, cancel);
        using var ask = new AskWitnesses(store, note! with { Signatures = [.. note.Signatures.Where(s => own.Any(k => k.Made(s)))] }, patience);
        var reports = await Task.WhenAll(asked.Select(r => ask.AskAsync(r, cancel)));
        await ask.PublishAsync(cancel);
        return reports;
    }

    public void Dispose() => _http.Dispose();

    private async Task<WitnessReport> AskAsync(CosignerRow witness, CancellationToken cancel)
    {
        try
        {
            return await AskOrThrowAsync(witness, cancel);
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new(witness.Name, "no_answer", $"见证方 {witness.Name} 没有回应（{witness.Url}）。下次签发时再问。");
        }
    }

    private async Task<WitnessReport> AskOrThrowAsync(CosignerRow witness, CancellationToken cancel)
    {
        await using var db = _store.Open();
        var old = await LogWitnesses.CosignedAsync(db, witness.Key, cancel);
        var (status, body) = await SendAsync(db, witness, old, cancel);
        if (status == HttpStatusCode.Conflict && Size(body) is { } latest && latest != old)
        {
            if (latest > _checkpoint.Size)
            {
                return new(witness.Name, "witness_is_ahead", $"见证方 {witness.Name} 签过 {latest} 条的检查点，这里只有 {_checkpoint.Size} 条：数据库末尾丢了，或恢复了旧备份。请停止记账并核对。");
            }

            old = latest;
            (status, body) = await SendAsync(db, witness, old, cancel);
        }

        return status switch
        {
            HttpStatusCode.OK => await KeepAsync(witness, body, cancel),
            HttpStatusCode.UnprocessableEntity => Contradicts(witness),
            HttpStatusCode.Conflict when Size(body) == old => Contradicts(witness), // as many leaves and another root
            HttpStatusCode.Conflict when Size(body) is null => NotUnderstood(witness),
            _ => new(witness.Name, "refused", $"见证方 {witness.Name} 没有签（{(int)status}）。404 表示对方还没有登记本日志的公钥，403 表示登记的公钥不对。"),
        };
    }

    private static WitnessReport Contradicts(CosignerRow witness) =>
        new(witness.Name, "history_contradicts", $"见证方 {witness.Name} 签过的检查点不是本日志的前身：历史被改过，或恢复了另一份备份。请停止记账并核对。");

    private static WitnessReport NotUnderstood(CosignerRow witness) =>
        new(witness.Name, "answer_not_understood", $"见证方 {witness.Name} 的回应里没有成立的签名。请核对登记的公钥和网址。");

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(BaotuanDb db, CosignerRow witness, long old, CancellationToken cancel)
    {
        var proof = await ProofLog.Tree(db, _checkpoint.Size).ConsistencyAsync(old, cancel);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(new AddCheckpoint(old, proof, _note).ToString()));
        using var answer = await _http.PostAsync(new Uri($"{witness.Url}/add-checkpoint"), content, cancel);
        return (answer.StatusCode, Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancel))); // whatever charset it claims
    }

    private async Task<WitnessReport> KeepAsync(CosignerRow witness, string body, CancellationToken cancel)
    {
        if (body.Split('\n').Select(NoteSignature.Parse).FirstOrDefault(s => s is not null && witness.Key.Verifies(_note.Text, s)) is not { } signature)
        {
            return NotUnderstood(witness);
        }

        var line = signature.ToString();
        await _store.WriteAsync<bool>("log", async (db, token) =>
        {
            if (!await db.Set<SignatureRow>().AnyAsync(s => s.Size == _checkpoint.Size && s.Line == line, token))
            {
                db.Add(new SignatureRow { Size = _checkpoint.Size, Line = line, RecordedAtMs = db.RecordedAtMs });
            }

            return true;
        }, cancel);
        return new(witness.Name, "cosigned", $"见证方 {witness.Name} 已签 {_checkpoint.Size} 条的检查点。");
    }

    /// <summary>The file beside the database gets the new lines.</summary>
    private async Task PublishAsync(CancellationToken cancel)
    {
        await using var db = _store.Open();
        if (await LogCheckpoints.AtAsync(db, _checkpoint.Size, cancel) is { } note)
        {
            PublishedFile.Write(_store.Location.DataDirectory, note);
        }
    }

    private static long? Size(string body) =>
        body.EndsWith('\n') && long.TryParse(body[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
}
