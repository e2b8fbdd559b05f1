using System.Text;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ledger;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>The payment file out, the bank's answer in.</summary>
public sealed class BankFilesTests(PostgresCluster cluster)
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    // members 001–004 of V1 with 1, 1, 1 and 7 shares of 70.00; 003 has no account
    private async Task<(World World, CascadeInfo Cascade)> DistributedAsync(DatabaseEngine engine)
    {
        var world = await CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        await world.MemberAsync(V1, "001", 10_000, "张三", "6228480402564890018");
        await world.MemberAsync(V1, "002", 10_000, "买买提·吐尔逊", "6228 4804 0256 4890 026");
        await world.MemberAsync(V1, "003", 10_000, "李四");
        await world.MemberAsync(V1, "004", 70_000, "王,五", "0123456789");
        return (world, (await world.PassOnAsync("V1")).Value);
    }

    private static Task<Outcome<BankIssue>> IssueAsync(World world, string holder = "V1", int year = 2018) =>
        world.Write(db => BankFileActs.IssueAsync(db, world.Fields, holder, Period.Year(year), Cancel));

    private static async Task<(Outcome<BankFile> File, byte[] Bytes)> WriteAsync(World world, long batch, BankFileEncoding encoding)
    {
        if (await world.Read(db => BankFileActs.ReleasesAsync(db, world.Fields, batch, Cancel)) is { Ok: true, Value.Given.Count: 0 })
        {
            await world.ReleaseAsync(batch);
        }

        using var output = new MemoryStream();
        var file = await world.Write(db => BankFileActs.WriteAsync(db, world.Fields, batch, encoding, output, Cancel));
        return (file, output.ToArray());
    }

    private static Task<Outcome<BankBatchInfo>> ResultAsync(World world, long batch, params BankLineResult[] rows) =>
        world.Write(db => BankFileActs.ResultAsync(db, world.Fields, batch, rows, Day("2019-01-20"), Cancel));

    private static BankLineResult Row(string member, string result, string note = "") => new(member, "", result, note);

    [Theory, MemberData(nameof(Engines))]
    public async Task Issue_freezes_who_can_be_paid_and_names_who_cannot(DatabaseEngine engine)
    {
        var (world, _) = await DistributedAsync(engine);
        await using var _1 = world;

        var issued = (await IssueAsync(world)).Value;

        Assert.Equal((1, 3, "63.00"), (issued.Batch.BatchNo, issued.Batch.LineCount, issued.Batch.Sum.ToString()));
        Assert.Equal((3, "63.00"), (issued.Batch.Open.Count, issued.Batch.Open.Sum.ToString()));
        Assert.Equal(["003 李四 7.00"], issued.Problems.Select(p => $"{p.MemberNo} {p.Name} {p.Amount}"));
        Assert.Equal("没有登记银行账号，请登记后再发放。", issued.Problems[0].Message);
        Assert.Empty(await world.VouchersAsync("bank_batch", issued.Batch.Id));

        // open lines are not issued again; only 003 is left and has no account still
        Assert.Equal("no_payee_has_an_account", (await IssueAsync(world)).Code());
        await world.PersonAsync(V1, "003", "李四", "99887766", "2019-01-01", 5);
        var second = (await IssueAsync(world)).Value;
        Assert.Equal((2, 1, "7.00"), (second.Batch.BatchNo, second.Batch.LineCount, second.Batch.Sum.ToString()));
        Assert.Equal("nothing_to_issue", (await IssueAsync(world)).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task File_is_what_the_bank_takes_in_both_encodings(DatabaseEngine engine)
    {
        var (world, _) = await DistributedAsync(engine);
        await using var _1 = world;
        var batch = (await IssueAsync(world)).Value.Batch;
        const string expected =
            "序号,户名,账号,金额,摘要\r\n" +
            "1,张三,6228480402564890018,7.00,2018年收益分配\r\n" +
            "2,买买提·吐尔逊,6228480402564890026,7.00,2018年收益分配\r\n" +
            "3,\"王,五\",0123456789,49.00,2018年收益分配\r\n" +
            "合计,3,,63.00,\r\n";

        var (gb, gbBytes) = await WriteAsync(world, batch.Id, BankFileEncoding.Gb18030);
        var (utf8, utf8Bytes) = await WriteAsync(world, batch.Id, BankFileEncoding.Utf8);

        Assert.Equal(Gb18030.GetBytes(expected), gbBytes);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(expected)], utf8Bytes);
        Assert.Equal(("V1-2018-1.csv", 3, "63.00"), (gb.Value.FileName, gb.Value.LineCount, gb.Value.Sum.ToString()));
        Assert.NotEqual(gb.Value.Sha256, utf8.Value.Sha256);
        Assert.Empty(gb.Value.RareNames);
        // who took accounts out is in the log, the accounts are not
        Assert.Equal(2, await world.CountAsync("platform_operation WHERE action = 'bank_batch.write'"));
        Assert.Equal(0, await world.CountAsync("platform_operation WHERE details LIKE '%6228480402564890018%'"));

        // a corrected account does not change what was frozen
        await world.PersonAsync(V1, "001", "张三", "111", "2020-01-01", 9_000_000_000_000);
        Assert.Equal(gbBytes, (await WriteAsync(world, batch.Id, BankFileEncoding.Gb18030)).Bytes);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Rare_characters_are_written_and_named(DatabaseEngine engine)
    {
        var (world, _) = await DistributedAsync(engine);
        await using var _1 = world;
        await world.PersonAsync(V1, "001", "张𠅤", "6228480402564890018", "2018-01-01", 5);
        var batch = (await IssueAsync(world)).Value.Batch;

        var (file, bytes) = await WriteAsync(world, batch.Id, BankFileEncoding.Gb18030);

        Assert.Contains("张𠅤", Gb18030.GetString(bytes));
        Assert.Equal(["001 张𠅤"], file.Value.RareNames.Select(n => $"{n.MemberNo} {n.Name}"));
        Assert.Contains("张𠅤", Encoding.UTF8.GetString((await WriteAsync(world, batch.Id, BankFileEncoding.Utf8)).Bytes));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Name_with_a_line_break_releases_nothing(DatabaseEngine engine)
    {
        var (world, _) = await DistributedAsync(engine);
        await using var _1 = world;
        await world.PersonAsync(V1, "001", "张\n三", "6228480402564890018", "2018-01-01", 5);
        var batch = (await IssueAsync(world)).Value.Batch;

        var (file, bytes) = await WriteAsync(world, batch.Id, BankFileEncoding.Gb18030);

        Assert.Equal("name_has_control_characters", file.Code());
        Assert.Empty(bytes);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Withholding_is_not_paid_out_and_lines_of_nothing_are_left_out(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        await world.RuleAsync("V1", 1, "reserve", 999_800);
        await world.RuleAsync("V1", 2, "members", 1_000_000);
        await world.RuleAsync("V1", 3, "withholding", 500_000, "通知");
        // 2 fen for members: one each to 001 and 002 by code, and half a fen up is withheld whole; 003 gets nothing
        foreach (var no in (string[])["001", "002", "003"])
        {
            await world.MemberAsync(V1, no, 10_000, account: $"62{no}");
        }

        Assert.Equal("0.02", (await world.PassOnAsync("V1")).Value.Pool.ToString());
        Assert.Equal("nothing_to_issue", (await IssueAsync(world)).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Paid_lines_move_cash_in_one_voucher_and_a_failed_one_may_go_out_again(DatabaseEngine engine)
    {
        var (world, cascade) = await DistributedAsync(engine);
        await using var _1 = world;
        var batch = (await IssueAsync(world)).Value.Batch;

        var answered = (await ResultAsync(world, batch.Id, Row("001", "paid"), Row("002", "failed", "户名不符"), Row("004", "unknown"))).Value;

        Assert.Equal(("7.00", "7.00", "49.00", 0), (answered.Paid.Sum.ToString(), answered.Failed.Sum.ToString(), answered.Unknown.Sum.ToString(), answered.Open.Count));
        Assert.Equal(["V1 2019-01-20: D 113 7.00; C 102 7.00"], await world.VouchersAsync("bank_batch", batch.Id));
        Assert.Equal(
            ["001 paid ", "002 failed 户名不符", "004 unknown "],
            (await world.Read(db => BankFileActs.LinesAsync(db, batch.Id, Cancel))).Select(l => $"{l.MemberNo} {l.Result} {l.Note}"));

        // only the failed line goes out again; the unknown one never does
        await world.PersonAsync(V1, "002", "买买提", "55", "2018-01-01", 5);
        var second = (await IssueAsync(world)).Value;
        Assert.Equal(["002"], (await world.Read(db => BankFileActs.LinesAsync(db, second.Batch.Id, Cancel))).Select(l => l.MemberNo));
        _ = (await ResultAsync(world, second.Batch.Id, Row("002", "paid"))).Value;

        // later the bank knows
        _ = (await ResultAsync(world, batch.Id, Row("004", "paid"))).Value;
        Assert.Equal(2, (await world.VouchersAsync("bank_batch", batch.Id)).Count);
        Assert.Equal("-7.00", await world.BalanceAsync(V1, "113"));
        Assert.Equal("-63.00", await world.BalanceAsync(V1, "102"));
        Assert.Equal([1, 2], (await world.Read(db => BankFileActs.ListAsync(db, cascade.Id, Cancel))).Select(b => b.BatchNo));
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Same_result_file_twice_pays_once(DatabaseEngine engine)
    {
        var (world, _) = await DistributedAsync(engine);
        await using var _1 = world;
        var batch = (await IssueAsync(world)).Value.Batch;
        BankLineResult[] rows = [Row("001", "paid"), Row("002", "failed")];

        var once = (await ResultAsync(world, batch.Id, rows)).Value;
        var twice = (await ResultAsync(world, batch.Id, rows)).Value;
        // a fuller file repeats what is known and adds a line
        _ = (await ResultAsync(world, batch.Id, [.. rows, Row("004", "paid")])).Value;

        Assert.Equal(once, twice);
        Assert.Equal(
            ["V1 2019-01-20: D 113 7.00; C 102 7.00", "V1 2019-01-20: D 113 49.00; C 102 49.00"], await world.VouchersAsync("bank_batch", batch.Id));
        Assert.Equal(3, await world.CountAsync("ventures_bank_result"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_bad_row_is_named_and_nothing_is_recorded(DatabaseEngine engine)
    {
        var (world, _) = await DistributedAsync(engine);
        await using var _1 = world;
        var batch = (await IssueAsync(world)).Value.Batch;
        _ = (await ResultAsync(world, batch.Id, Row("001", "paid"))).Value;

        var refused = await ResultAsync(
            world, batch.Id, Row("004", "paid"), Row("001", "failed"), Row("003", "paid"), Row("002", "ok"), new("", "777", "paid"), new("", "", "paid"),
            new("002", "", "paid", Amount: new(1)), Row("004", "failed"));

        Assert.Equal(
            ["result_is_final", "member_not_in_batch", "result_not_known", "account_not_in_batch", "row_names_nobody", "amount_differs", "member_named_twice"],
            refused.Refusals.Select(r => r.Code));
        Assert.StartsWith("第 2 行：成员 001 已登记为成功", refused.Refusals[0].Message);
        Assert.Equal(1, await world.CountAsync("ventures_bank_result"));
        Assert.Equal("bank_batch_not_found", (await ResultAsync(world, 99, Row("001", "paid"))).Code());
        Assert.Equal(
            "result_before_declared",
            (await world.Write(db => BankFileActs.ResultAsync(db, world.Fields, batch.Id, [Row("002", "paid")], Day("2018-12-30"), Cancel))).Code());
        // December 2020 is the last month of the book
        Assert.Equal(
            "period_not_found",
            (await world.Write(db => BankFileActs.ResultAsync(db, world.Fields, batch.Id, [Row("002", "paid")], Day("2021-01-01"), Cancel))).Code());
        Assert.Equal(1, await world.CountAsync("ventures_bank_result"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Lines_are_found_by_account_and_a_shared_account_by_name_or_amount(DatabaseEngine engine)
    {
        var (world, _) = await DistributedAsync(engine);
        await using var _1 = world;
        foreach (var (no, name) in ((string, string)[])[("001", "张三"), ("002", "张四"), ("004", "张三")])
        {
            await world.PersonAsync(V1, no, name, "6222000011112222", "2018-01-01", 5);
        }

        var batch = (await IssueAsync(world)).Value.Batch;

        Assert.Equal("account_is_shared", (await ResultAsync(world, batch.Id, new BankLineResult("", "6222000011112222", "paid"))).Code());
        Assert.Equal("account_is_shared", (await ResultAsync(world, batch.Id, new BankLineResult("", "6222000011112222", "paid", Name: "张三"))).Code());
        var found = (await ResultAsync(
            world, batch.Id, new("", "6222 0000 1111 2222", "failed", Name: "张四"), new("", "'6222000011112222", "paid", Name: "张三", Amount: new(49_00)))).Value;
        Assert.Equal(("49.00", "7.00"), (found.Paid.Sum.ToString(), found.Failed.Sum.ToString()));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_cascade_is_reversed_only_while_no_money_is_out(DatabaseEngine engine)
    {
        var (world, cascade) = await DistributedAsync(engine);
        await using var _1 = world;
        Task<Outcome<CascadeInfo>> Reverse() => world.Write(db => CascadeActs.ReverseAsync(db, cascade.Id, Day("2019-02-01"), "有误", Cancel));
        var batch = (await IssueAsync(world)).Value.Batch;

        Assert.Equal("money_went_out", (await Reverse()).Code());
        _ = (await ResultAsync(world, batch.Id, Row("001", "failed"), Row("002", "failed"), Row("004", "unknown"))).Value;
        Assert.Equal("money_went_out", (await Reverse()).Code());
        _ = (await ResultAsync(world, batch.Id, Row("004", "failed"))).Value;
        Assert.True((await Reverse()).Ok);
        Assert.Equal("cascade_not_found", (await IssueAsync(world)).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Only_members_of_a_standing_cascade_are_issued(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        await world.VentureAsync(1, "P", Op);
        await world.PhaseAsync(1, 1, "1");
        await world.TermAsync(1, "fixed", 100_000, "whole-year", "2018-01-01", null);
        await world.PayInAsync(1, Jc, "2017-06-30", 1_000_00);
        await world.UnitsAsync(Jc, V1, 10_000);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        _ = (await world.PassOnAsync("JC")).Value;

        Assert.Equal("cascade_is_not_of_members", (await IssueAsync(world, "JC")).Code());
        Assert.Equal("cascade_not_found", (await IssueAsync(world, "V1")).Code());
        Assert.Equal("cascade_not_found", (await IssueAsync(world, "XX")).Code());
    }

    [Fact]
    public async Task Result_files_are_read_in_either_encoding_and_in_either_language()
    {
        const string chinese = "序号,户名,账号,金额,结果,原因\r\n1,张三,6228480402564890018,7.00,成功,\r\n2,李四,0123,49.00,失败,户名不符\r\n3,王五,0124,1.00,不明,\r\n合计,3,,57.00,,\r\n";
        foreach (var bytes in (byte[][])[Gb18030.GetBytes(chinese), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(chinese)], Encoding.UTF8.GetBytes(chinese)])
        {
            var read = await BankFileActs.ReadResultsAsync(new MemoryStream(bytes), "银行回盘.csv", Cancel);
            Assert.Empty(read.Problems);
            Assert.Equal(
                ["2 张三 6228480402564890018 7.00 paid ", "3 李四 0123 49.00 failed 户名不符", "4 王五 0124 1.00 unknown "],
                read.Rows.Select(r => $"{r.RowNumber} {r.Name} {r.Account} {r.Amount} {r.Result} {r.Note}"));
        }

        var english = await BankFileActs.ReadResultsAsync(new MemoryStream("member_no,result,note\n001,paid,\n002,failed,closed\n"u8.ToArray()), "r.csv", Cancel);
        Assert.Equal(["001 paid ", "002 failed closed"], english.Rows.Select(r => $"{r.MemberNo} {r.Result} {r.Note}"));
    }

    [Fact]
    public async Task Bad_rows_of_a_result_file_are_told_with_row_and_column()
    {
        var read = await BankFileActs.ReadResultsAsync(
            new MemoryStream(Encoding.UTF8.GetBytes("账号,金额,结果\n1,7.001,成功\n2,7.00,好的\n3,7.00,\n")), "回盘.csv", Cancel);

        Assert.Equal(
            ["回盘.csv 第 2 行“金额”", "回盘.csv 第 3 行“结果”", "回盘.csv 第 4 行“结果”"], read.Problems.Select(p => p[..p.IndexOf('：')]));
    }
}
