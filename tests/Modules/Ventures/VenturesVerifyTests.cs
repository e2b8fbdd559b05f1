using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>Whoever changes a figure in the database behind the program's back is found out.</summary>
public sealed class VenturesVerifyTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> CheckAsync(World world)
    {
        await using var db = world.Store.Store.Open();
        return await VenturesVerify.CheckAsync(db, null, Cancel);
    }

    // something of everything: a venture with a transfer, a company between, villages with and without book, losses, withholding,
    // payments in parts, a reversal, bank batches, and register changes that became known later
    private async Task<World> EverythingAsync(DatabaseEngine engine)
    {
        var world = await CreateAsync(cluster, engine);
        await world.PayInAsync(1, Jc, "2017-06-30", 4_000_01);
        await world.TransferAsync(1, V3, V2, "2019-06-30", 1_000_00);
        await world.UnitsAsync(Jc, V1, 10_000);
        await world.UnitsAsync(Jc, V2, 20_000);
        await world.RuleAsync("V1", 1, "cover_losses", 0);
        await world.RuleAsync("V1", 2, "reserve", 300_000);
        await world.RuleAsync("V1", 3, "members", 900_000);
        await world.RuleAsync("V1", 4, "withholding", 200_000, "税务局通知");
        await world.TypeInAsync(V1, "2017-05-01", PostingDraft.Debit("513", 5_00), PostingDraft.Credit("102", 5_00));
        foreach (var collective in (long[])[V1, V2, V3])
        {
            for (var i = 1; i <= 5; i++)
            {
                await world.MemberAsync(collective, $"{i:000}", 10_000 * i, account: $"62{collective}{i}");
            }
        }

        foreach (var year in (int[])[2018, 2019])
        {
            _ = (await world.PostAsync(new("P", Period.Year(year)))).Value;
            _ = (await world.PassOnAsync("JC", year)).Value;
            _ = (await world.PassOnAsync("V1", year)).Value;
            _ = (await world.PassOnAsync("V2", year)).Value;
            _ = (await world.PassOnAsync("V3", year)).Value;
        }

        var wrong = (await world.Read(db => CascadeActs.FindAsync(db, "V3", Year2018, true, Cancel)))!;
        _ = (await world.Write(db => CascadeActs.ReverseAsync(db, wrong.Id, Day("2019-05-01"), "有误", Cancel))).Value;
        await world.ShareAsync(V3, "001", "A", 70_000, "2018-01-01", recordedAtMs: (await world.Write<long>(db => Task.FromResult<Outcome<long>>(db.RecordedAtMs))).Value);
        _ = (await world.PassOnAsync("V3")).Value;

        _ = (await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, null, new(500_00), Day("2019-01-10"), "", true), Cancel))).Value;
        _ = (await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, "GU", new(100_00), Day("2019-02-10")), Cancel))).Value;
        var batch = (await world.Write(db => BankFileActs.IssueAsync(db, world.Fields, "V1", Year2018, Cancel))).Value.Batch;
        _ = (await world.Write(db => BankFileActs.ResultAsync(
            db, world.Fields, batch.Id, [new("001", "", "paid"), new("002", "", "failed"), new("003", "", "unknown")], Day("2019-03-01"), Cancel))).Value;
        _ = (await world.Write(db => BankFileActs.IssueAsync(db, world.Fields, "V1", Year2018, Cancel))).Value;
        return world;
    }

    private static async Task ChangeAsync(World world, string table, string sql)
    {
        var postgres = world.Store.Store.Location.Engine == DatabaseEngine.Postgres;
        foreach (var verb in (string[])["update", "delete"])
        {
            await world.Store.ExecuteAsync($"DROP TRIGGER keep_{table}_{verb}" + (postgres ? $" ON {table}" : ""));
        }

        await world.Store.ExecuteAsync(sql);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_the_program_wrote_verifies_also_after_facts_became_known_later(DatabaseEngine engine)
    {
        await using var world = await EverythingAsync(engine);
        Assert.Empty(await CheckAsync(world));

        // all of this is known only from now on
        var now = (await world.Write<long>(db => Task.FromResult<Outcome<long>>(db.RecordedAtMs))).Value;
        await world.PayInAsync(1, V1, "2017-07-01", 5_000_00, recordedAtMs: now);
        await world.ShareAsync(V1, "001", "A", 90_000, "2018-01-01", recordedAtMs: now);
        await world.TypeInAsync(V1, "2018-12-30", PostingDraft.Debit("513", 5_00), PostingDraft.Credit("102", 5_00));
        await world.InsertAsync("ventures_withdrawal", ("id", 1L), ("subject", "ventures_return_term"), ("subject_id", 1001L), ("reason", "更正"), ("recorded_at_ms", now));

        Assert.Empty(await CheckAsync(world));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_flipped_amount_of_a_member_is_named_with_stored_and_expected(DatabaseEngine engine)
    {
        await using var world = await EverythingAsync(engine);
        var cascade = (await world.Read(db => CascadeActs.FindAsync(db, "V2", Year2018, true, Cancel)))!;
        var before = (await world.Read(db => CascadeActs.LinesAsync(db, cascade, Cancel))).Single(l => l.Code == "003").Amount;

        await ChangeAsync(
            world, "ventures_payout",
            $"UPDATE ventures_payout SET amount_fen = amount_fen + 1 WHERE collective_id = {V2} AND cascade_id = {cascade.Id} AND member_no = '003'");

        var found = await CheckAsync(world);
        var line = Assert.Single(found, f => f.Code == "payout_differs");
        Assert.Equal("V2 2018 成员 003", line.Subject);
        Assert.Contains($"库中为 {new Money(before.Fen + 1).Format()} 元", line.Message);
        Assert.Contains($"应为 {before.Format()} 元", line.Message);
        Assert.Equal(["payout_differs", "payout_sum_differs"], found.Select(f => f.Code).Order());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_amounts_that_still_sum_are_both_named(DatabaseEngine engine)
    {
        await using var world = await EverythingAsync(engine);

        await ChangeAsync(
            world, "ventures_payout",
            $"UPDATE ventures_payout SET amount_fen = amount_fen + (CASE member_no WHEN '001' THEN 1 ELSE -1 END) WHERE collective_id = {V2} AND member_no IN ('001', '002') " +
            $"AND cascade_id = (SELECT MIN(id) FROM ventures_cascade WHERE holder_id = {V2})");

        Assert.Equal(["payout_differs V2 2018 成员 001", "payout_differs V2 2018 成员 002"], (await CheckAsync(world)).Select(f => $"{f.Code} {f.Subject}"));
    }

    // table, what somebody does to it, and what the check must say
    private static readonly (string Table, string Sql, string Code)[] Changes =
    [
        ("ventures_payout", "DELETE FROM ventures_payout WHERE collective_id = 12 AND member_no = '001'", "payout_differs"),
        ("ventures_payout", "UPDATE ventures_payout SET withheld_fen = 0 WHERE collective_id = 11 AND member_no = '005'", "payout_differs"),
        ("ventures_payout", "UPDATE ventures_payout SET weight = weight + 1 WHERE collective_id = 11 AND member_no = '005'", "payout_differs"),
        ("ventures_cascade", "UPDATE ventures_cascade SET pool_fen = pool_fen + 1 WHERE holder_id = 12", "payout_sum_differs"),
        ("ventures_cascade", "UPDATE ventures_cascade SET received_fen = received_fen + 1 WHERE holder_id = 12", "cascade_header_differs"),
        ("ventures_cascade", "UPDATE ventures_cascade SET plan_hash = 'x' WHERE holder_id = 12", "cascade_hash_differs"),
        ("ventures_cascade", "DELETE FROM ventures_cascade WHERE holder_id = 13", "lines_without_header"),
        ("ventures_cascade_step", "UPDATE ventures_cascade_step SET amount_fen = amount_fen - 1 WHERE kind = 'reserve' AND cascade_id = 2", "cascade_step_differs"),
        ("ventures_cascade_line", "UPDATE ventures_cascade_line SET amount_fen = amount_fen + (CASE holder_id WHEN 11 THEN 1 ELSE -1 END)", "cascade_line_differs"),
        ("ventures_distribution_line", "UPDATE ventures_distribution_line SET amount_fen = amount_fen + (CASE holder_id WHEN 11 THEN 1 WHEN 12 THEN -1 ELSE 0 END)", "distribution_line_differs"),
        ("ventures_distribution_line", "DELETE FROM ventures_distribution_line WHERE holder_id = 12", "distribution_sum_differs"),
        ("ventures_distribution", "UPDATE ventures_distribution SET pool_fen = pool_fen + 1, sum_fen = sum_fen + 1", "distribution_pool_differs"),
        ("ventures_distribution", "UPDATE ventures_distribution SET plan_hash = 'x'", "distribution_hash_differs"),
        ("ventures_return_term", "UPDATE ventures_return_term SET rate_ppm = 110000", "distribution_pool_differs"),
        ("ventures_return_term", "DELETE FROM ventures_return_term", "distribution_not_computable"),
        ("ventures_equity_event", "UPDATE ventures_equity_event SET amount_fen = amount_fen + 1000 WHERE holder_id = 11", "distribution_line_differs"),
        ("ventures_equity_event", "UPDATE ventures_equity_event SET amount_fen = 900000000 WHERE kind = 'transfer'", "holding_is_negative"),
        ("ventures_equity_event", "UPDATE ventures_equity_event SET kind = 'gift' WHERE holder_id = 11", "check_not_possible"),
        ("ventures_payment_line", "UPDATE ventures_payment_line SET amount_fen = amount_fen + 1", "payment_sum_differs"),
        ("ventures_payment_result", "UPDATE ventures_payment_result SET result = 'failed' WHERE holder_id = 11", "voucher_differs_from_fact"),
        ("ventures_payment_result", "DELETE FROM ventures_payment_result", "voucher_differs_from_fact"),
        ("ventures_bank_result", "UPDATE ventures_bank_result SET result = 'unknown' WHERE member_no = '001'", "voucher_differs_from_fact"),
        ("ventures_bank_line", "UPDATE ventures_bank_line SET amount_fen = amount_fen + 1 WHERE member_no = '001'", "bank_line_differs"),
        ("ventures_bank_line", "DELETE FROM ventures_bank_line WHERE member_no = '001'", "bank_result_without_line"),
        ("ventures_bank_result", "DELETE FROM ventures_bank_result WHERE member_no = '002'", "bank_line_issued_twice"),
        ("ledger_posting", "UPDATE ledger_posting SET party_code = 'V9' WHERE side = 'C' AND account_code IN ('211', '2232')", "voucher_line_differs"),
        ("ledger_posting", "UPDATE ledger_posting SET account_code = '501' WHERE account_code = '502'", "voucher_line_differs"),
        ("ventures_cascade_line", "UPDATE ventures_cascade_line SET amount_fen = amount_fen + 1 WHERE holder_id = 11", "voucher_line_differs"),
        ("parties_share", "UPDATE parties_share SET quantity10000 = 20000 WHERE collective_id = 12 AND member_no = '005'", "payout_differs"),
    ];

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_change_behind_the_program_is_found(DatabaseEngine engine)
    {
        await using var world = await EverythingAsync(engine);
        var on = engine == DatabaseEngine.Postgres;
        foreach (var (table, sql, code) in Changes)
        {
            await using var db = world.Store.Store.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            foreach (var statement in (string[])[$"DROP TRIGGER keep_{table}_update" + (on ? $" ON {table}" : ""), $"DROP TRIGGER keep_{table}_delete" + (on ? $" ON {table}" : ""), sql])
            {
                await db.Database.ExecuteSqlRawAsync(statement, Cancel);
            }

            var found = await VenturesVerify.CheckAsync(db, null, Cancel);
            await transaction.RollbackAsync(Cancel);
            Assert.True(found.Any(f => f.Code == code), $"{sql}\n{string.Join('\n', found)}");
            Assert.All(found, f => Assert.DoesNotContain("?", f.Subject));
        }

        Assert.Empty(await CheckAsync(world));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Quota_that_grew_or_was_used_twice_is_named(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        Task Parcel(long id, string code, long area, long? parent) => world.InsertAsync(
            "ventures_land_quota", ("id", id), ("parcel_code", code), ("holder_id", V1), ("parent_id", parent), ("area_mu10000", area),
            ("acceptance_no", ""), ("note", ""), ("recorded_at_ms", 1L), ("import_batch_id", 0L));
        async Task Use(long id, long quota, long fen)
        {
            await Contribute(id, quota, fen);
            await PaidIn(id, fen);
        }

        Task PaidIn(long id, long fen) => world.InsertAsync(
            "ventures_equity_event", ("id", id), ("phase_id", 1L), ("holder_id", V1), ("kind", "pay_in"), ("amount_fen", fen), ("effective_on", Day("2018-01-01")),
            ("contribution_id", id), ("note", ""), ("recorded_at_ms", 1L), ("import_batch_id", 0L));
        Task Contribute(long id, long quota, long fen) => world.InsertAsync(
            "ventures_contribution", ("id", id), ("phase_id", 1L), ("holder_id", V1), ("kind", "quota"), ("amount_fen", fen),
            ("paid_on", Day("2018-01-01")), ("quota_id", quota), ("unit_price_fen", 333_33L), ("evidence", ""), ("recorded_at_ms", 1L), ("import_batch_id", 0L));
        await Parcel(1, "Q", 30_000, null);
        await Parcel(2, "Q-1", 10_000, 1);
        await Parcel(3, "Q-2", 20_000, 1);
        await Use(1, 2, 333_33);
        // 0.0001 mu × 333.33 is 3.3333 fen
        await Parcel(4, "R", 1, null);
        await Use(2, 4, 3);
        Assert.Empty(await CheckAsync(world));

        await Use(3, 3, 666_67);
        await world.Store.ExecuteAsync("DROP TRIGGER check_ventures_contribution_quota" + (engine == DatabaseEngine.Postgres ? " ON ventures_contribution" : ""));
        await Use(4, 4, 3);
        await Use(5, 1, 999_99);
        await world.Store.ExecuteAsync("UPDATE ventures_land_quota SET area_mu10000 = 20001 WHERE id = 3");

        Assert.Equal(
            ["quota_amount_differs 指标 Q-2", "quota_area_not_conserved 指标 Q", "quota_used_and_split 指标 Q", "quota_used_twice 指标 R"],
            (await CheckAsync(world)).Select(f => $"{f.Code} {f.Subject}").Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Pools_decided_elsewhere_are_split_again(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        foreach (var collective in (long[])[V1, V2, V3])
        {
            for (var i = 1; i <= 40; i++)
            {
                await world.ShareAsync(collective, $"{i:000}", "A", 10_000 * ((i % 7) + 1));
            }

            await world.ClassAsync(collective, "A", 1_500_000);
        }

        var pools = new Dictionary<long, Money> { [V1] = new(100_01), [V2] = new(7), [V3] = new(99_999_99) };
        Assert.True((await MemberDividends.PostAsync(world.Store.Store, "测试", Year2018, Day("2018-12-31"), pools, Cancel)).Ok);
        Assert.Empty(await CheckAsync(world));

        await ChangeAsync(world, "ventures_payout", $"UPDATE ventures_payout SET amount_fen = amount_fen - 1 WHERE collective_id = {V3} AND member_no = '017'");

        Assert.Contains(await CheckAsync(world), f => f is { Code: "payout_differs", Subject: "V3 2018 成员 017" });
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Check_reads_one_state_while_others_write(DatabaseEngine engine)
    {
        await using var world = await EverythingAsync(engine);
        await using var db = world.Store.Store.Open();
        var writing = new InlineProgress(world);

        Assert.Empty(await VenturesVerify.CheckAsync(db, writing, Cancel));
        Assert.Equal(1, writing.Written);
        Assert.Empty(await CheckAsync(world));
    }

    /// <summary>Posts one more distribution in the middle of the check.</summary>
    private sealed class InlineProgress(World world) : IProgress<VerifyProgress>
    {
        public int Written { get; private set; }

        public void Report(VerifyProgress value)
        {
            if (value.What == "分红" && Written == 0)
            {
                Written++;
                Assert.True(Task.Run(() => world.PostAsync(new("P", Period.Year(2020)))).GetAwaiter().GetResult().Ok);
            }
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Contribution_that_differs_from_its_entry_in_the_register_is_named(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        Task Contribution(long id, long fen) => world.InsertAsync(
            "ventures_contribution", ("id", id), ("phase_id", 1L), ("holder_id", V1), ("kind", "cash"), ("amount_fen", fen), ("paid_on", Day("2017-07-01")),
            ("evidence", ""), ("recorded_at_ms", 1L), ("import_batch_id", 0L));
        Task PaidIn(long id, long contribution, long fen) => world.InsertAsync(
            "ventures_equity_event", ("id", id), ("phase_id", 1L), ("holder_id", V1), ("kind", "pay_in"), ("amount_fen", fen), ("effective_on", Day("2017-07-01")),
            ("contribution_id", contribution), ("note", ""), ("recorded_at_ms", 1L), ("import_batch_id", 0L));
        await Contribution(1, 100_00);
        await PaidIn(1, 1, 100_00);
        Assert.Empty(await CheckAsync(world));

        await Contribution(2, 100_01);
        await PaidIn(2, 2, 100_00);
        await Contribution(3, 5_00);

        Assert.Equal(
            ["contribution_differs_from_register 出资 2", "contribution_differs_from_register 出资 3"],
            (await CheckAsync(world)).Select(f => $"{f.Code} {f.Subject}").Order(StringComparer.Ordinal));
    }
}
