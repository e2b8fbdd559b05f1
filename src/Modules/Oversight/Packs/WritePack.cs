using System.Globalization;
using System.Text;
using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;
using Baotuan.Transparency.Witnessing;
using Baotuan.Ventures.Contracts;
using CsvHelper;

namespace Baotuan.Oversight.Packs;

/// <summary>
/// Writes the pack: the log's end is signed, then everything is read as of one moment. A pack is written beside its place and moved there when whole.
/// </summary>
internal sealed class WritePack(BaotuanDb db, Store store, PackZip zip, SignedNote note)
{
    private static readonly DateOnly LastDay = new(9999, 12, 30); // a period needs a day after its end
    private readonly List<PackProblem> _problems = [];
    private readonly long _size = Checkpoint.Parse(note.Text)!.Size;
    private long _openings;

    public static async Task<Outcome<PackWritten>> RunAsync(Store store, string path, IReadOnlyList<PackExtra> extras, CancellationToken cancel)
    {
        var signed = await LogCheckpoints.AdvanceAsync(store, cancel);
        if (!signed.Ok)
        {
            return Outcome<PackWritten>.Refused(signed.Refusals);
        }

        if (signed.Value is not { } note)
        {
            return new Refusal("log_is_empty", "日志还是空的：还没有登记或入账，没有可审计的内容。");
        }

        var unfinished = path + ".part";
        try
        {
            PackWritten written;
            await using (var file = new FileStream(unfinished, FileMode.Create))
            await using (var zip = new PackZip(file))
            {
                written = await WriteAsync(store, zip, note, extras, cancel);
            }

            File.Move(unfinished, path, overwrite: false);
            return written;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task<PackWritten> WriteAsync(Store store, PackZip zip, SignedNote note, IReadOnlyList<PackExtra> extras, CancellationToken cancel)
    {
        await using var db = store.Open();
        await using var moment = await Snapshot.OpenAsync(db, cancel);
        var pack = new WritePack(db, store, zip, note);
        await zip.AddAsync("README.txt", Encoding.UTF8.GetBytes(ReadMe), cancel);
        await pack.LogAsync(cancel);
        await pack.OpeningsAsync(cancel);
        await pack.JournalsAsync(cancel);
        await pack.BalancesAsync(cancel);
        await pack.RegisterAsync(cancel);
        await pack.RulesAsync(cancel);
        foreach (var extra in extras)
        {
            await zip.AddAsync(extra.Name, extra.Content, cancel);
        }

        await zip.CloseAsync(
            Checkpoint.Parse(note.Text)!.Origin, pack._size, store.Time.GetUtcNow().ToUnixTimeMilliseconds(), [.. pack._problems.Select(p => $"{p.Subject}：{p.Message}")], cancel);
        return new(pack._size, pack._openings, zip.Files.Count, pack._problems);
    }

    private async Task LogAsync(CancellationToken cancel)
    {
        var keys = await LogCheckpoints.KeysAsync(store, cancel);
        await zip.AddAsync("log/checkpoint", Encoding.UTF8.GetBytes(note.ToString()), cancel);
        await zip.AddAsync("log/policy", Encoding.UTF8.GetBytes(WitnessPolicy.Of(keys[0]).ToString()), cancel);
        foreach (var tile in TileAt.Of(_size))
        {
            await zip.AddAsync($"log/{tile.Path}", await ProofLog.ReadTileAsync(db, tile, cancel), cancel);
            if (tile.Level == 0)
            {
                await zip.AddAsync($"log/{TileAt.EntriesPath(tile.Index, tile.Width)}", await ProofLog.ReadBundleAsync(db, tile.Index, tile.Width, cancel), cancel);
            }
        }
    }

    private async Task OpeningsAsync(CancellationToken cancel)
    {
        foreach (var source in db.Modules.OfType<IKeepsLeaves>().SelectMany(m => m.LeafSources))
        {
            await zip.AddTextAsync(
                $"openings/{source.Type}.jsonl",
                async text =>
                {
                    var problems = await LogOpenings.OfAsync(
                        db, source,
                        opening =>
                        {
                            if (opening.Index < _size)
                            {
                                _openings++;
                                text.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"index\":{opening.Index},\"salt\":\"{Convert.ToBase64String(opening.Salt)}\",\"record\":"));
                                text.Write(Encoding.UTF8.GetString(opening.Record));
                                text.Write("}\n");
                            }
                        },
                        cancel);
                    _problems.AddRange(problems.Select(p => new PackProblem(p.Code, p.Subject, p.Message)));
                },
                cancel);
        }
    }

    private async Task JournalsAsync(CancellationToken cancel)
    {
        var books = (await Books.ListAsync(db, cancel)).Select(b => b.Id).ToList();
        foreach (var format in books.Count == 0 ? [] : JournalExport.Formats)
        {
            await zip.AddTextAsync($"journals/journal.{format}", async text => _ = (await JournalExport.WriteAsync(db, books, format, text, cancel)).Value, cancel);
        }
    }

    private async Task BalancesAsync(CancellationToken cancel)
    {
        var books = await Books.ListAsync(db, cancel);
        var owners = await Organizations.ByIdsAsync(db, books.Select(b => b.OrganizationId), cancel);
        await CsvAsync(PackFiles.Balances, PackFiles.BalanceColumns, async csv =>
        {
            foreach (var book in books)
            {
                var sheet = (await Balances.TrialBalanceAsync(db, book.Id, LastDay, null, cancel)).Value;
                foreach (var row in sheet.Rows.Where(r => r.IsLeaf && r.ClosingDebitFen != r.ClosingCreditFen))
                {
                    Row(csv, book.Id, owners[book.OrganizationId].Code, row.AccountCode, row.Name, row.ClosingDebitFen - row.ClosingCreditFen);
                }
            }
        }, cancel);
    }

    private Task RegisterAsync(CancellationToken cancel) => CsvAsync(PackFiles.Register, PackFiles.RegisterColumns, async csv =>
    {
        foreach (var row in await RegisterReading.AsOfAsync(db, null, LastDay, long.MaxValue, cancel))
        {
            Row(csv, row.PhaseId, row.VentureCode, row.PhaseCode, row.Holder.Id, row.Holder.Code, row.Holder.Name, row.SubscribedFen, row.PaidInFen);
        }
    }, cancel);

    private Task RulesAsync(CancellationToken cancel) => CsvAsync("rules/figures.csv", ["name", "region", "kind", "valid_from", "value", "basis", "source", "note"], async csv =>
    {
        foreach (var f in await DecisionFigures.ListAsync(db, cancel))
        {
            Row(csv, f.Name, f.Region, f.Kind, f.ValidFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), f.Value, f.Basis, f.Source, f.Note);
        }
    }, cancel);

    private Task CsvAsync(string name, IReadOnlyList<string> columns, Func<CsvWriter, Task> write, CancellationToken cancel) => zip.AddTextAsync(
        name,
        async text =>
        {
            // text is defused cell by cell; a negative amount must stay a number
            using var csv = CsvWriter.Create(text, new CsvWriterOptions { Injection = CsvInjection.None }, leaveOpen: true);
            Row(csv, [.. columns]);
            await write(csv);
        },
        cancel);

    private static void Row(CsvWriter csv, params object[] cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell is string text ? FormulaGuard.Escape(text) : Convert.ToString(cell, CultureInfo.InvariantCulture));
        }

        csv.EndRecord();
    }

    private const string ReadMe = """
        抱团审计包
        ==========

        含成员逐人分红明细，只供审计使用，请按涉密资料保管。

        核对（不需要对方的数据库和服务器）：

            baotuan audit-pack verify 本文件.zip --key 日志公钥

        公钥请向村里公布栏、收据或见证方取得，不要只用本包里的 log/policy。程序会重新算出日志的根、每个科目余额、
        股权登记簿和每一行分红，并指出不相符的地方。也可以用别的程序自行核对：

            hledger -f journals/journal.hledger bal
            bean-check journals/journal.beancount

        log/        检查点、信任策略、全部日志瓦片和条目（C2SP tlog-tiles）
        openings/   每类记录的开封：第几条、盐、内容。承诺 = SHA-256(标签 ‖ 盐 ‖ 内容)
        journals/   全部凭证，三种格式
        balances.csv、register.csv   科目余额（分）、股权登记簿（分）
        rules/      有效的程序规则数字及其依据；收益约定、分配规则、决议在 openings/ 里
        verify.html 断网核对单张收据的网页，公钥自己填
        manifest.json                每个文件的 SHA-256；导出时发现的不符也写在里面
        """;
}
