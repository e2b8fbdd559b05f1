using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;
using Baotuan.Transparency.Witnessing;
using CsvHelper;

namespace Baotuan.Oversight.Packs;

/// <summary>
/// Rebuilds a pack from its parts: (1) every file by its fingerprint; (2) the checkpoint by the key that the auditor brought; (3) the root from the leaves;
/// (4) every opened record by the leaf that commits to it; (5) from the opened records alone the sums, balances, register, held against the tables.
/// </summary>
internal sealed class CheckPack(ZipArchive zip, PackManifest manifest, WitnessPolicy policy)
{
    private const int Most = 1000;
    private readonly Dictionary<string, ZipArchiveEntry> _files = zip.Entries.GroupBy(e => e.FullName).ToDictionary(g => g.Key, g => g.First());
    private readonly List<PackProblem> _problems = [];
    private readonly PackSums _sums = new();
    private readonly List<(string Type, long Id, long Lines, long SumFen, long WithheldFen)> _headers = [];
    private readonly HashSet<long> _openIndexes = [];
    private readonly List<string> _unchecked = [];
    private readonly Dictionary<long, long> _payoutLines = []; // leaves by cascade
    private readonly Dictionary<string, long> _committedOf = []; // leaves by type
    private readonly Dictionary<string, long> _openedOf = [];
    private (long Index, byte[] Data, List<Range> Leaves) _bundle = (-1, [], []);
    private long _leaves, _committed;

    public static async Task<Outcome<PackVerdict>> RunAsync(string path, WitnessPolicy policy, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8, cancel);
            if (zip.GetEntry(PackManifest.Name) is not { } first)
            {
                return NoPack("里面没有 manifest.json");
            }

            await using var text = await first.OpenAsync(cancel);
            var manifest = await JsonSerializer.DeserializeAsync<PackManifest>(text, PackManifest.Shape, cancel);
            return manifest is { Format: PackManifest.Version, Files: not null } ? await new CheckPack(zip, manifest, policy).CheckAsync(cancel) : NoPack("格式不认识");
        }
        catch (Exception problem) when (problem is InvalidDataException or JsonException or FormatException or OverflowException or KeyNotFoundException or ArgumentException or CsvFormatException)
        {
            return NoPack(problem.Message);
        }
    }

    private static Refusal NoPack(string why) => new("pack_is_damaged", $"这不是完好的审计包：{why}。请向导出的人重新取一份。");

    private async Task<PackVerdict> CheckAsync(CancellationToken cancel)
    {
        await FilesAsync(cancel);
        var note = SignedNote.Parse(Encoding.UTF8.GetString(await BytesAsync("log/checkpoint", cancel) ?? []));
        if (note is null || !policy.Accepts(note) || Checkpoint.Parse(note.Text) is not { } checkpoint)
        {
            Say("checkpoint_not_trusted", "检查点", "检查点不是给出的公钥签的，或已损坏：整个包都不能相信。");
            return Verdict("");
        }

        await RootAsync(checkpoint, cancel);
        foreach (var name in _files.Keys.Where(n => n.StartsWith("openings/", StringComparison.Ordinal) && n.EndsWith(".jsonl", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            await OpeningsAsync(name, checkpoint.Size, cancel);
        }

        foreach (var type in PackSums.WholeTypes.Where(t => _committedOf.GetValueOrDefault(t) != _openedOf.GetValueOrDefault(t)))
        {
            Say("opening_missing", type, $"日志里有 {_committedOf.GetValueOrDefault(type)} 条，只开封了 {_openedOf.GetValueOrDefault(type)} 条：这类记录没有理由不开封，余额和登记簿不能相信。");
        }

        _headers.ForEach(CheckHeader);
        Compare("balance_differs", "科目余额", _sums.Balances, await BalancesAsync(cancel));
        Compare("journal_differs", "凭证文件", _sums.Balances, await JournalAsync(cancel));
        Compare("register_differs", "股权登记簿", _sums.Register(), await RegisterAsync(cancel));
        return Verdict(checkpoint.Origin);
    }

    /// <summary>A header says how many lines there are and their sum. Lines whose secret was erased are counted; then the sum can only be held from one side.</summary>
    private void CheckHeader((string Type, long Id, long Lines, long SumFen, long WithheldFen) header)
    {
        var found = _sums.Lines.GetValueOrDefault((header.Type, header.Id));
        var closed = header.Type == "cascade" && _payoutLines.TryGetValue(header.Id, out var all) ? all - found.Lines : 0;
        if (closed > 0 && found.Lines + closed == header.Lines && found.SumFen <= header.SumFen && found.WithheldFen <= header.WithheldFen)
        {
            _unchecked.Add($"{header.Type} {header.Id}：有 {closed} 行未开封（开封密钥已删除），它们合计应为 {new Money(header.SumFen - found.SumFen).Format()} 元，逐行不能核对");
        }
        else if (found != (header.Lines, header.SumFen, header.WithheldFen))
        {
            Say("sum_differs", $"{header.Type} {header.Id}", $"日志说 {header.Lines} 行合计 {new Money(header.SumFen).Format()} 元、代扣 {new Money(header.WithheldFen).Format()} 元，开封的明细是 {found.Lines} 行 {new Money(found.SumFen).Format()} 元、代扣 {new Money(found.WithheldFen).Format()} 元。");
        }
    }

    private PackVerdict Verdict(string origin) => new(
        origin, _leaves, _openIndexes.Count, _committed - _openIndexes.Count, _sums.Vouchers, _sums.Balances.Count(b => b.Value != 0), _sums.Register().Count, _sums.Payouts, _sums.PayoutFen, _unchecked,
        _problems.Count > Most ? [.. _problems.Take(Most), new("more_problems", "审计包", $"另有 {_problems.Count - Most} 处不符没有列出。")] : _problems);

    private async Task FilesAsync(CancellationToken cancel)
    {
        foreach (var problem in manifest.Problems ?? [])
        {
            Say("found_at_export", "导出时", problem);
        }

        foreach (var listed in manifest.Files)
        {
            if (!_files.TryGetValue(listed.Name, out var entry))
            {
                Say("pack_file_missing", listed.Name, "清单里有，包里没有。");
                continue;
            }

            await using var content = await entry.OpenAsync(cancel);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != listed.Sha256)
            {
                Say("pack_file_changed", listed.Name, "内容与清单里的指纹不同，导出后被改过。");
            }
        }

        var names = manifest.Files.Select(f => f.Name).Append(PackManifest.Name).ToHashSet();
        foreach (var entry in zip.Entries.Where(e => !names.Remove(e.FullName))) // each name stands for one file
        {
            Say("pack_file_unlisted", entry.FullName, "清单里没有的文件，或同名的第二个文件。");
        }
    }

    private async Task RootAsync(Checkpoint checkpoint, CancellationToken cancel)
    {
        var (tree, full) = (new GrowingTree(), new List<FullTile>());
        for (var index = 0L; index * TileAt.Full < checkpoint.Size; index++)
        {
            var width = (int)Math.Min(TileAt.Full, checkpoint.Size - (index * TileAt.Full));
            var (data, leaves) = await BundleAsync(index, width, cancel);
            if (leaves.Count != width)
            {
                Say("root_differs", "日志", $"第 {index * TileAt.Full} 条起的条目缺失或损坏。");
                return;
            }

            tree.Append(LeafBlock.HashesOf(data), full.Add);
            leaves.ForEach(range => Header(data.AsSpan(range)));
            foreach (var tile in full)
            {
                await TileAsync(new(tile.Level, tile.Index, TileAt.Full), tile.Hashes, cancel);
            }

            full.Clear();
        }

        foreach (var tile in TileAt.Of(checkpoint.Size).Where(t => t.Width < TileAt.Full))
        {
            await TileAsync(tile, tree.Edge(tile.Level).ToArray(), cancel);
        }

        _leaves = tree.Size;
        if (!tree.Root().AsSpan().SequenceEqual(checkpoint.Root))
        {
            Say("root_differs", "日志", "由条目重算的根与签名的检查点不同：条目被改过。");
        }
    }

    private async Task TileAsync(TileAt tile, byte[] made, CancellationToken cancel)
    {
        if (await BytesAsync($"log/{tile.Path}", cancel) is not { } stored || !stored.AsSpan().SequenceEqual(made))
        {
            Say("tile_differs", tile.Path, "瓦片与条目算出的不同或缺失。");
        }
    }

    private void Header(ReadOnlySpan<byte> bytes)
    {
        if (Leaf.Parse(bytes) is not { } leaf)
        {
            Say("root_differs", "日志", "有一条读不懂。");
            return;
        }

        if (leaf.Commit is not null)
        {
            _committed++;
            _committedOf[leaf.Type] = _committedOf.GetValueOrDefault(leaf.Type) + 1;
        }

        CountPayoutLine(leaf, 1);
        if (leaf.Type is "distribution" or "cascade")
        {
            long Field(string name) => long.Parse(leaf.Field(name) ?? "0", CultureInfo.InvariantCulture);
            _headers.Add((leaf.Type, Field("id"), Field("lines"), Field("sum_fen"), Field("withheld_fen")));
        }
    }

    private void CountPayoutLine(Leaf? leaf, int change)
    {
        if (leaf is { Type: "payout-line" })
        {
            var cascade = long.Parse(leaf.Field("cascade") ?? "0", CultureInfo.InvariantCulture);
            _payoutLines[cascade] = _payoutLines.GetValueOrDefault(cascade) + change;
        }
    }

    private async Task OpeningsAsync(string name, long size, CancellationToken cancel)
    {
        var type = Path.GetFileNameWithoutExtension(name);
        await using var file = await _files[name].OpenAsync(cancel);
        using var lines = new StreamReader(file, Encoding.UTF8);
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            using var parsed = JsonDocument.Parse(line);
            var (index, record) = (parsed.RootElement.GetProperty("index").GetInt64(), parsed.RootElement.GetProperty("record"));
            var leaf = index < 0 || index >= size ? null : await LeafAsync(index, size, cancel);
            var salt = parsed.RootElement.GetProperty("salt").GetBytesFromBase64();
            if (leaf?.Commit is not { } commit || leaf.Type != type || salt.Length != Commitment.SaltLength
                || !commit.AsSpan().SequenceEqual(Commitment.Of(Encoding.UTF8.GetBytes(leaf.Tag), salt, Encoding.UTF8.GetBytes(record.GetRawText()))))
            {
                Say("opening_differs", $"{type} 第 {index} 条", "开封的内容与日志里的承诺不符：记录入账后被改过，或开封被改过。");
                CountPayoutLine(leaf, -1); // opened wrongly is not closed
            }
            else if (!_openIndexes.Add(index))
            {
                Say("opening_differs", $"{type} 第 {index} 条", "同一条开封了两次。");
            }
            else
            {
                _openedOf[type] = _openedOf.GetValueOrDefault(type) + 1;
                if (_sums.Take(type, record) is { } wrong)
                {
                    Say("sum_differs", $"{type} 第 {index} 条", wrong);
                }
            }
        }
    }

    private async Task<Leaf?> LeafAsync(long index, long size, CancellationToken cancel)
    {
        var bundle = index / TileAt.Full;
        if (_bundle.Index != bundle)
        {
            var (data, leaves) = await BundleAsync(bundle, (int)Math.Min(TileAt.Full, size - (bundle * TileAt.Full)), cancel);
            _bundle = (bundle, data, leaves);
        }

        var at = (int)(index % TileAt.Full);
        return at < _bundle.Leaves.Count ? Leaf.Parse(_bundle.Data.AsSpan(_bundle.Leaves[at])) : null;
    }

    private async Task<(byte[] Data, List<Range> Leaves)> BundleAsync(long index, int width, CancellationToken cancel)
    {
        var data = await BytesAsync($"log/{TileAt.EntriesPath(index, width)}", cancel) ?? [];
        return (data, [.. LeafBlock.LeavesOf(data)]);
    }

    private Task<Dictionary<(long, string), long>> BalancesAsync(CancellationToken cancel) => TableAsync(
        PackFiles.Balances, csv => ((Whole(csv, "book_id"), csv.GetString("account")), Whole(csv, "debit_balance_fen")), cancel);

    private Task<Dictionary<(long, string), long>> JournalAsync(CancellationToken cancel) => TableAsync(
        PackFiles.Journal, csv => ((Whole(csv, "book_id"), csv.GetString("account")), Fen(csv.GetString("debit")) - Fen(csv.GetString("credit"))), cancel);

    private Task<Dictionary<(long, long), (long, long)>> RegisterAsync(CancellationToken cancel) => TableAsync(
        PackFiles.Register, csv => ((Whole(csv, "phase_id"), Whole(csv, "holder_id")), (Whole(csv, "subscribed_fen"), Whole(csv, "paid_in_fen"))), cancel,
        (a, b) => (a.Item1 + b.Item1, a.Item2 + b.Item2));

    private static long Whole(CsvReader csv, string column) => long.Parse(csv.GetString(column), CultureInfo.InvariantCulture);

    private static long Fen(string? amount) => string.IsNullOrEmpty(amount) ? 0 : Money.Parse(amount).Fen;

    private Task<Dictionary<TKey, long>> TableAsync<TKey>(string name, Func<CsvReader, (TKey, long)> read, CancellationToken cancel)
        where TKey : notnull => TableAsync(name, read, cancel, (a, b) => checked(a + b));

    /// <summary>A table summed by its key; empty when there is none.</summary>
    private async Task<Dictionary<TKey, TValue>> TableAsync<TKey, TValue>(string name, Func<CsvReader, (TKey, TValue)> read, CancellationToken cancel, Func<TValue, TValue, TValue> add)
        where TKey : notnull
    {
        var table = new Dictionary<TKey, TValue>();
        if (!_files.TryGetValue(name, out var entry))
        {
            return table;
        }

        await using var file = await entry.OpenAsync(cancel);
        using var csv = CsvReader.Create(file, new CsvReaderOptions { DetectSeparatorHint = false });
        while (csv.Read())
        {
            var (key, value) = read(csv);
            table[key] = table.TryGetValue(key, out var sum) ? add(sum, value) : value;
        }

        return table;
    }

    private void Compare<TKey, TValue>(string code, string what, Dictionary<TKey, TValue> rebuilt, Dictionary<TKey, TValue> stated)
        where TKey : notnull
        where TValue : struct, IEquatable<TValue>
    {
        foreach (var key in rebuilt.Keys.Union(stated.Keys).Where(k => !rebuilt.GetValueOrDefault(k).Equals(stated.GetValueOrDefault(k))))
        {
            Say(code, $"{what} {key}", $"由开封的记录重算是 {rebuilt.GetValueOrDefault(key)} 分，包里写的是 {stated.GetValueOrDefault(key)} 分。");
        }
    }

    private async Task<byte[]?> BytesAsync(string name, CancellationToken cancel)
    {
        if (!_files.TryGetValue(name, out var entry))
        {
            return null;
        }

        await using var content = await entry.OpenAsync(cancel);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }

    private void Say(string code, string subject, string message) => _problems.Add(new(code, subject, message));
}
