using System.IO.Compression;
using System.Text;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Indicators;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Tests.Support;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Witnessing;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>A pack is rebuilt without the database; whatever is changed in it or was changed before it is named.</summary>
public sealed class AuditPackTests(PostgresCluster cluster, Pinghu pinghu) : IDisposable, IClassFixture<Pinghu>
{
    private readonly TempFolder _folder = new();

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    public void Dispose() => _folder.Dispose();

    private string Pack => Path.Combine(_folder.Path, "pack.zip");

    private static async Task<WitnessPolicy> PolicyAsync(Store store) => WitnessPolicy.Of((await LogCheckpoints.KeysAsync(store, Cancel))[0]);

    private async Task<PackWritten> WriteAsync(Store store) =>
        (await AuditPacks.WriteAsync(store, Pack, [new("verifier.html", Encoding.UTF8.GetBytes("<p>"))], Cancel)).Value;

    private async Task<PackVerdict> CheckAsync(WitnessPolicy policy) => (await AuditPacks.CheckAsync(Pack, policy, Cancel)).Value;

    [Theory, MemberData(nameof(Engines))]
    public async Task Pack_rebuilds_to_what_was_posted(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        var written = await WriteAsync(desk.Data.Store);
        Assert.Empty(written.Problems);
        var verdict = await CheckAsync(await PolicyAsync(desk.Data.Store));
        Assert.Empty(verdict.Problems);
        Assert.Equal((0, written.Leaves, written.Openings), (verdict.Closed, verdict.Leaves, verdict.Opened));
        Assert.Equal(Convert.ToInt64(await desk.Data.ScalarAsync("SELECT COUNT(*) FROM ventures_payout"), System.Globalization.CultureInfo.InvariantCulture), verdict.Payouts);
        Assert.Equal(Convert.ToInt64(await desk.Data.ScalarAsync("SELECT CAST(SUM(amount_fen) AS bigint) FROM ventures_payout"), System.Globalization.CultureInfo.InvariantCulture), verdict.PayoutFen);
        Assert.Equal(Convert.ToInt64(await desk.Data.ScalarAsync("SELECT COUNT(*) FROM ledger_voucher"), System.Globalization.CultureInfo.InvariantCulture), verdict.Vouchers);
        Assert.True(verdict is { Balances: > 0, Positions: > 0 }, verdict.ToString());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task One_fen_changed_in_the_database_is_in_the_pack(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        await world.Store.ExecuteAsync(engine == DatabaseEngine.Postgres ? "ALTER TABLE ventures_payout DISABLE TRIGGER USER" : "DROP TRIGGER keep_ventures_payout_update");
        await world.Store.ExecuteAsync("UPDATE ventures_payout SET amount_fen = amount_fen + 1 WHERE member_no = '002'");
        Assert.Contains((await WriteAsync(world.Store.Store)).Problems, p => p.Code == "leaf_differs");
        var problems = (await CheckAsync(await PolicyAsync(world.Store.Store))).Problems;
        Assert.Contains(problems, p => p.Code == "found_at_export");
        Assert.Contains(problems, p => p.Code == "opening_differs" && p.Subject.StartsWith("payout-line", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Code == "sum_differs" && p.Subject.StartsWith("cascade", StringComparison.Ordinal));
    }

    /// <summary>Who makes a pack leaves a voucher out and mends balances, journal and manifest: the log still has its leaf.</summary>
    [Fact]
    public async Task Voucher_that_is_not_opened_is_missed()
    {
        var store = (await pinghu.ReadOnlyAsync(DatabaseEngine.Sqlite)).Data.Store;
        await WriteAsync(store);
        using (var zip = ZipFile.Open(Pack, ZipArchiveMode.Update))
        {
            var entry = zip.GetEntry("openings/voucher.jsonl")!;
            string rest;
            using (var reader = new StreamReader(entry.Open()))
            {
                await reader.ReadLineAsync(Cancel);
                rest = await reader.ReadToEndAsync(Cancel);
            }

            entry.Delete();
            await using var writer = new StreamWriter(zip.CreateEntry("openings/voucher.jsonl").Open());
            await writer.WriteAsync(rest);
        }

        var verdict = await CheckAsync(await PolicyAsync(store));
        Assert.Contains(verdict.Problems, p => p is { Code: "opening_missing", Subject: "voucher" });
        Assert.Equal(1, verdict.Closed);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Erased_members_line_is_counted_and_the_rest_is_held_to_the_header(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        _ = (await world.Write(db => Baotuan.Parties.Contracts.MemberOpenings.EraseAsync(db, "V1", "002", "本人申请", Cancel))).Value;
        await WriteAsync(world.Store.Store);
        var verdict = await CheckAsync(await PolicyAsync(world.Store.Store));
        Assert.Contains("1 行未开封", Assert.Single(verdict.Unchecked));
        Assert.Contains("23.33 元", verdict.Unchecked[0]); // of 70.00, with 11.67 and 35.00 opened
        Assert.DoesNotContain(verdict.Problems, p => p.Code == "sum_differs");
        Assert.Equal((2, 46_67), (verdict.Payouts, verdict.PayoutFen));
    }

    [Theory]
    [InlineData("balances.csv", "balance_differs")]
    [InlineData("register.csv", "register_differs")]
    [InlineData("journals/journal.csv", "journal_differs")]
    [InlineData("openings/payout-line.jsonl", "opening_differs")]
    [InlineData("log/tile/entries/", "root_differs")]
    [InlineData("log/tile/0/", "tile_differs")]
    [InlineData("log/checkpoint", "checkpoint_not_trusted")]
    public async Task Changed_part_is_named(string part, string code)
    {
        var store = (await pinghu.ReadOnlyAsync(DatabaseEngine.Sqlite)).Data.Store;
        await WriteAsync(store);
        Change(part);
        var codes = (await CheckAsync(await PolicyAsync(store))).Problems.Select(p => p.Code).ToList();
        Assert.Contains("pack_file_changed", codes);
        Assert.Contains(code, codes);
    }

    [Fact]
    public async Task Strangers_key_no_pack_and_added_or_missing_files_are_named()
    {
        var store = (await pinghu.ReadOnlyAsync(DatabaseEngine.Sqlite)).Data.Store;
        await WriteAsync(store);
        var policy = await PolicyAsync(store);
        var stranger = WitnessPolicy.Of(SignerKey.Make(policy.Logs[0].Name, KeyKind.Ed25519).Verifier);
        Assert.Contains((await CheckAsync(stranger)).Problems, p => p.Code == "checkpoint_not_trusted");

        using (var zip = ZipFile.Open(Pack, ZipArchiveMode.Update))
        {
            zip.GetEntry("verifier.html")!.Delete();
            zip.CreateEntry("evil.exe").Open().Dispose();
        }

        var codes = (await CheckAsync(policy)).Problems.Select(p => p.Code).ToList();
        Assert.Equal(["pack_file_missing", "pack_file_unlisted"], codes);
        await File.WriteAllTextAsync(Pack, "这不是压缩包", Cancel);
        Assert.Equal("pack_is_damaged", (await AuditPacks.CheckAsync(Pack, policy, Cancel)).Refusals[0].Code);
    }

    [Fact]
    public async Task Empty_log_gives_no_pack_and_a_standing_file_is_kept()
    {
        await using var store = await TestStore.CreateAsync(DatabaseEngine.Sqlite, cluster);
        Assert.Equal("log_is_empty", (await AuditPacks.WriteAsync(store.Store, Pack, [], Cancel)).Refusals[0].Code);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    /// <summary>The last digit or letter of a file becomes another one.</summary>
    private void Change(string part)
    {
        using var zip = ZipFile.Open(Pack, ZipArchiveMode.Update);
        var entry = zip.Entries.First(e => e.FullName.StartsWith(part, StringComparison.Ordinal));
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        var name = entry.FullName.Contains("tile", StringComparison.Ordinal);
        // amounts stand before the line's end; of a journal the debit of its first line, in tiles and entries any byte
        var at = part switch
        {
            "openings/payout-line.jsonl" => Encoding.UTF8.GetString(bytes).IndexOf("\"amount_fen\":", StringComparison.Ordinal) + "\"amount_fen\":".Length,
            "journals/journal.csv" => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)[..Encoding.UTF8.GetString(bytes).IndexOf(".00", StringComparison.Ordinal)]).Length + 2,
            _ when name => bytes.Length - 10,
            _ => Array.FindLastIndex(bytes, b => b is >= (byte)'0' and <= (byte)'9'),
        };
        bytes[at] = (byte)(bytes[at] == '7' ? '8' : '7');
        stream.Position = 0;
        stream.Write(bytes);
    }
}
