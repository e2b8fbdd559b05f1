using System.Text;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Decisions;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Transparency.Leaves;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>Registers, rolls, payments and what banks answered are in the log, and what is changed in them is found and named.</summary>
public sealed class RegisterLeavesTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<List<string>> TypesAsync(TestStore store)
    {
        await using var db = store.Store.Open();
        var counts = new Dictionary<string, int>();
        for (var i = 0L; await ProofLog.LeafAsync(db, i, Cancel) is { } leaf; i++)
        {
            var type = Leaf.Parse(leaf)!.Type;
            counts[type] = counts.GetValueOrDefault(type) + 1;
        }

        return [.. counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}")];
    }

    private static async Task AssertFoundAsync(TestStore store, params (string Change, string Back, string Problem)[] changes)
    {
        Assert.DoesNotContain(await store.ProblemsAsync(), p => !p.StartsWith("leaf_missing", StringComparison.Ordinal));
        var before = await store.ProblemsAsync();
        foreach (var (change, back, problem) in changes)
        {
            await store.TamperAsync(change);
            Assert.Equal(problem, Assert.Single((await store.ProblemsAsync()).Except(before)));
            await store.TamperAsync(back);
            Assert.Empty((await store.ProblemsAsync()).Except(before));
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Recordings_of_registers_are_leaves_and_changes_are_found(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        // three members of V01 and one of V02, and one leaving
        Assert.Equal(["company-unit 2", "household 3", "membership 5", "person 4", "share 6", "share-class 3"], await TypesAsync(desk.Data));
        Assert.Empty(await desk.Data.ProblemsAsync());
        var v01 = await desk.Data.ScalarAsync("SELECT id FROM parties_organization WHERE code = 'V01'");
        var c01 = await desk.Data.ScalarAsync("SELECT id FROM parties_organization WHERE code = 'C01'");
        await AssertFoundAsync(
            desk.Data,
            ("UPDATE parties_share SET quantity10000 = quantity10000 + 1 WHERE member_no = '00002'", "UPDATE parties_share SET quantity10000 = quantity10000 - 1 WHERE member_no = '00002'", $"leaf_differs 份额 {v01}"),
            ("UPDATE parties_membership SET household_no = '0002' WHERE member_no = '00002'", "UPDATE parties_membership SET household_no = '0001' WHERE member_no = '00002'", $"leaf_differs 成员资格 {v01}"),
            ("UPDATE parties_membership SET reason = '去世' WHERE reason = '迁出'", "UPDATE parties_membership SET reason = '迁出' WHERE reason = '去世'", $"leaf_differs 成员资格 {v01}"),
            ("UPDATE parties_person SET name = '王丙' WHERE name = '王乙'", "UPDATE parties_person SET name = '王乙' WHERE name = '王丙'", $"leaf_differs 成员信息 {v01}"),
            ("UPDATE parties_household SET group_name = '2 组' WHERE household_no = '0001' AND group_name = '1 组'", "UPDATE parties_household SET group_name = '1 组' WHERE household_no = '0001' AND group_name = '2 组'", $"leaf_differs 户登记 {v01}"),
            ("UPDATE parties_share_class SET factor_ppm = 500001 WHERE factor_ppm = 500000", "UPDATE parties_share_class SET factor_ppm = 500000 WHERE factor_ppm = 500001", $"leaf_differs 股份类别 {v01}"),
            ("UPDATE parties_company_unit SET units10000 = 599999 WHERE units10000 = 600000", "UPDATE parties_company_unit SET units10000 = 600000 WHERE units10000 = 599999", $"leaf_differs 联合公司份额 {c01}"),
            ("UPDATE parties_share SET valid_from = '2015-01-02' WHERE member_no = '00002'", "UPDATE parties_share SET valid_from = '2015-01-01' WHERE member_no = '00002'", $"leaf_differs 份额 {v01}"));

        // the account that the money goes to is sealed; another sealed account in its place is found as well
        await desk.Data.TamperAsync("UPDATE parties_person SET bank_account = phone WHERE name = '王甲'");
        Assert.Equal($"leaf_differs 成员信息 {v01}", Assert.Single(await desk.Data.ProblemsAsync()));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Rows_taken_out_and_put_in_are_found(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var v01 = await desk.Data.ScalarAsync("SELECT id FROM parties_organization WHERE code = 'V01'");
        await desk.Data.TamperAsync("INSERT INTO parties_share (collective_id, member_no, class_code, quantity10000, valid_from, recorded_at_ms, retracted, import_batch_id) SELECT collective_id, '00009', class_code, quantity10000, valid_from, recorded_at_ms, retracted, import_batch_id FROM parties_share WHERE member_no = '00002'");
        Assert.Equal($"leaf_differs 份额 {v01}", Assert.Single(await desk.Data.ProblemsAsync()));
        await desk.Data.TamperAsync("DELETE FROM parties_share WHERE member_no = '00009'");
        Assert.Empty(await desk.Data.ProblemsAsync());

        await desk.Data.TamperAsync("INSERT INTO parties_share (collective_id, member_no, class_code, quantity10000, valid_from, recorded_at_ms, retracted, import_batch_id) SELECT collective_id, '00009', class_code, quantity10000, valid_from, recorded_at_ms + 1, retracted, import_batch_id FROM parties_share WHERE member_no = '00002'");
        Assert.Equal($"leaf_differs 份额 {v01}", Assert.Single(await desk.Data.ProblemsAsync()));
        await desk.Data.TamperAsync("DELETE FROM parties_share");
        Assert.Equal(2, (await desk.Data.ProblemsAsync()).Count(p => p.StartsWith("record_missing 份额", StringComparison.Ordinal)));
        await desk.Data.TamperAsync("DELETE FROM parties_household WHERE household_no = '0002'");
        Assert.Contains($"leaf_differs 户登记 {v01}", await desk.Data.ProblemsAsync());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Corrections_and_undone_imports_agree_and_a_refused_import_leaves_nothing(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var batch = await desk.SetUpAsync(
            ("shares", "organization,member_no,class,quantity,valid_from\nV01,00001,RK,0.5,2015-01-01\nV01,00002,RK,0,2021-01-01\n"),
            ("households", "organization,household_no,group,head_no,valid_from\nV02,0001,3 组,,2015-01-01\n"));
        Assert.Empty(await desk.Data.ProblemsAsync());
        await desk.UndoAsync(batch);
        Assert.Empty(await desk.Data.ProblemsAsync());
        Assert.Equal(["company-unit 2", "household 5", "membership 5", "person 4", "share 10", "share-class 3"], await TypesAsync(desk.Data));
        Assert.False((await desk.ImportAsync(("shares", "organization,member_no,class,quantity,valid_from\nV01,00001,RK,5,2015-01-01\nV01,99999,RK,2,2015-01-01\n"))).Saved);
        Assert.Equal(29L, Convert.ToInt64(await desk.Data.ScalarAsync("SELECT SUM(leaf_count) FROM proofs_entry"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(await desk.Data.ProblemsAsync());
    }

    /// <summary>A file of more than one lot, its owners in turns: what belongs together is one run of leaves all the same.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Long_files_in_any_order_agree(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(("org-units", Samples.OrgUnits), ("organizations", Samples.Organizations));
        var csv = new StringBuilder("organization,household_no,group,head_no,valid_from\n");
        for (var i = 0; i < 25_000; i++)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"V0{1 + (i % 2)},{25_000 - i:00000},“{i % 7}” 组,,2015-01-01\n");
        }

        await desk.SetUpAsync(("households", csv.ToString()));
        Assert.Equal("25000 98", $"{await desk.Data.ScalarAsync("SELECT SUM(leaf_count) FROM proofs_entry")} {await desk.Data.ScalarAsync("SELECT COUNT(*) FROM proofs_entry")}"); // 12,500 of each village in blocks of 256
        Assert.Empty(await desk.Data.ProblemsAsync());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Payments_and_what_the_bank_answered_are_found_when_changed(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        await world.MemberAsync(V1, "001", 10_000, "张三", "6228480402564890018");
        await world.MemberAsync(V1, "002", 20_000, "李四", "6228480402564890026");
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        _ = (await world.PassOnAsync("V1")).Value;
        var payment = (await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, null, new(300_00), Day("2019-01-10"), "回单", false, null), Cancel))).Value;
        _ = (await world.Write(db => PaymentActs.ResultAsync(db, payment.Id, [new("V1", "unknown")], Day("2019-01-12"), Cancel))).Value;
        _ = (await world.Write(db => PaymentActs.ResultAsync(db, payment.Id, [new("V1", "paid"), new("V2", "paid")], Day("2019-01-15"), Cancel))).Value;
        var batch = (await world.Write(db => BankFileActs.IssueAsync(db, world.Fields, "V1", Year2018, Cancel))).Value.Batch;
        await world.ReleaseAsync(batch.Id);
        _ = (await world.Write(db => BankFileActs.ResultAsync(db, world.Fields, batch.Id, [new("001", "", "unknown", "")], Day("2019-01-20"), Cancel))).Value;
        _ = (await world.Write(db => BankFileActs.ResultAsync(db, world.Fields, batch.Id, [new("001", "", "paid", ""), new("002", "", "paid", "")], Day("2019-01-22"), Cancel))).Value;
        var types = await TypesAsync(world.Store);
        Assert.Superset(new HashSet<string> { "bank-batch 1", "bank-line 2", "bank-release 2", "bank-result 3", "payment 1", "payment-line 3", "payment-result 3" }, types.ToHashSet());
        await AssertFoundAsync(
            world.Store,
            ("UPDATE ventures_payment SET evidence = 'x'", "UPDATE ventures_payment SET evidence = '回单'", $"leaf_differs 付款 {payment.Id}"),
            ("UPDATE ventures_payment_line SET amount_fen = amount_fen + 1 WHERE holder_id = 11", "UPDATE ventures_payment_line SET amount_fen = amount_fen - 1 WHERE holder_id = 11", $"leaf_differs 付款明细 {payment.Id}"),
            ("UPDATE ventures_payment_result SET result = 'xx' WHERE result = 'unknown'", "UPDATE ventures_payment_result SET result = 'unknown' WHERE result = 'xx'", $"leaf_differs 收款结果 {payment.Id}"),
            ("UPDATE ventures_bank_batch SET prepared_by = 7", $"UPDATE ventures_bank_batch SET prepared_by = {await world.Store.ScalarAsync("SELECT prepared_by FROM ventures_bank_batch")}", $"leaf_differs 代发批次 {batch.Id}"),
            ("UPDATE ventures_bank_line SET member_no = '003' WHERE member_no = '002'", "UPDATE ventures_bank_line SET member_no = '002' WHERE member_no = '003'", $"leaf_differs 代发明细 {batch.Id}"),
            ("UPDATE ventures_bank_result SET result = 'xx' WHERE result = 'unknown'", "UPDATE ventures_bank_result SET result = 'unknown' WHERE result = 'xx'", $"leaf_differs 代发结果 {batch.Id}"),
            ("UPDATE ventures_bank_release SET user_id = 999 WHERE user_id = 902", "UPDATE ventures_bank_release SET user_id = 902 WHERE user_id = 999", $"leaf_differs 代发放行 {batch.Id}"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_vote_changed_on_the_roll_is_found(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.FreezeAsync();
        _ = (await world.PublishAsync(id)).Value;
        world.PassDays(16);
        _ = (await world.HoldAsync(id, [.. DecisionWorld.Roll(3, there: 5)])).Value;
        Assert.Contains("attendance 5", await TypesAsync(world.Base.Store));
        await AssertFoundAsync(
            world.Base.Store,
            ("UPDATE decisions_attendance SET vote = 'against' WHERE member_no = '001'", "UPDATE decisions_attendance SET vote = 'for' WHERE member_no = '001'", "leaf_differs 会议签到 1"),
            ("UPDATE decisions_attendance SET member_no = '006' WHERE member_no = '005'", "UPDATE decisions_attendance SET member_no = '005' WHERE member_no = '006'", "leaf_differs 会议签到 1"));
    }
}
