using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ledger;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>Payments in parts, arrears, top-ups, and what the bank says of each line.</summary>
public sealed class PaymentsTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private async Task<World> DistributedAsync(DatabaseEngine engine)
    {
        var world = await CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        return world;
    }

    private static Task<Outcome<PaymentInfo>> PayAsync(World world, long fen, string? payer = null, bool received = false, string? clientId = null, string on = "2019-01-10") =>
        world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, payer, new(fen), Day(on), "回单", received, clientId), Cancel));

    private static Task<Outcome<PaymentInfo>> ResultAsync(World world, long payment, string on, params PaymentLineResult[] results) =>
        world.Write(db => PaymentActs.ResultAsync(db, payment, results, Day(on), Cancel));

    private static async Task<string> ArrearsAsync(World world)
    {
        var info = (await world.Read(db => DistributionActs.FindAsync(db, "P", Year2018, null, Cancel))).Value;
        return string.Join(", ", info.Lines.Select(l => $"{l.Holder.Code} {l.Outstanding}"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Part_payment_is_split_over_what_is_outstanding_and_the_rest_is_arrears(DatabaseEngine engine)
    {
        await using var world = await DistributedAsync(engine);

        // 40,001 fen over 100, 200, 300 yuan: 6,666.83, 13,333.67, 20,000.5 fen; two fen left over go to .83 and .67
        var first = (await PayAsync(world, 400_01, received: true)).Value;

        Assert.Equal(["V1 66.67", "V2 133.34", "V3 200.00"], first.Lines.Select(l => $"{l.Holder.Code} {l.Amount}"));
        Assert.Equal("V1 33.33, V2 66.66, V3 100.00", await ArrearsAsync(world));
        Assert.Equal(
            [
                "OP 2019-01-10: D 2232 V1 66.67; D 2232 V2 133.34; D 2232 V3 200.00; C 1002 400.01",
                "V1 2019-01-10: D 102 OP 66.67; C 112 OP 66.67",
                "V2 2019-01-10: D 102 OP 133.34; C 112 OP 133.34",
            ],
            await world.VouchersAsync("payment", first.Id));

        _ = (await PayAsync(world, 199_99, received: true, on: "2019-02-10")).Value;
        Assert.Equal("V1 0.00, V2 0.00, V3 0.00", await ArrearsAsync(world));
        Assert.Equal("0.00", await world.BalanceAsync(Op, "2232"));
        Assert.Equal("-600.00", await world.BalanceAsync(Op, "1002"));
        Assert.Equal("payment_exceeds_arrears", (await PayAsync(world, 1)).Code());
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Cash_moves_only_for_lines_that_are_paid(DatabaseEngine engine)
    {
        await using var world = await DistributedAsync(engine);
        var payment = (await PayAsync(world, 600_00)).Value;
        Assert.Empty(await world.VouchersAsync("payment", payment.Id));

        _ = (await ResultAsync(world, payment.Id, "2019-01-11", new("V1", "paid"), new("V2", "failed", "户名不符"), new("V3", "unknown"))).Value;

        Assert.Equal("V1 0.00, V2 200.00, V3 300.00", await ArrearsAsync(world));
        Assert.Equal(
            ["OP 2019-01-11: D 2232 V1 100.00; C 1002 V1 100.00", "V1 2019-01-11: D 102 OP 100.00; C 112 OP 100.00"],
            await world.VouchersAsync("payment", payment.Id));

        // a failed line may be paid again; an open or unknown one may not
        Assert.Equal("payment_exceeds_arrears", (await PayAsync(world, 200_01)).Code());
        var again = (await PayAsync(world, 200_00, received: true)).Value;
        Assert.Equal(["V2 200.00"], again.Lines.Select(l => $"{l.Holder.Code} {l.Amount}"));

        // unknown becomes paid; what is final stays
        _ = (await ResultAsync(world, payment.Id, "2019-01-15", new PaymentLineResult("V3", "paid"))).Value;
        Assert.Equal("V1 0.00, V2 0.00, V3 0.00", await ArrearsAsync(world));
        Assert.Equal("result_is_final", (await ResultAsync(world, payment.Id, "2019-01-16", new PaymentLineResult("V3", "failed"))).Code());
        Assert.Equal("result_is_final", (await ResultAsync(world, payment.Id, "2019-01-16", new PaymentLineResult("V2", "paid"))).Code());
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Guarantor_tops_up_and_becomes_the_payers_creditor(DatabaseEngine engine)
    {
        await using var world = await DistributedAsync(engine);
        _ = (await PayAsync(world, 300_00, received: true)).Value;

        var topUp = (await PayAsync(world, 300_00, payer: "GU", received: true, on: "2019-03-01")).Value;

        Assert.True(topUp.TopUp);
        Assert.Equal(
            [
                "GU 2019-03-01: D 1221 OP 300.00; C 1002 OP 300.00",
                "OP 2019-03-01: D 2232 V1 50.00; D 2232 V2 100.00; D 2232 V3 150.00; C 2241 GU 300.00",
                "V1 2019-03-01: D 102 OP 50.00; C 112 OP 50.00",
                "V2 2019-03-01: D 102 OP 100.00; C 112 OP 100.00",
            ],
            await world.VouchersAsync("payment", topUp.Id));
        Assert.Equal("V1 0.00, V2 0.00, V3 0.00", await ArrearsAsync(world));
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reversal_of_a_payment_brings_the_arrears_back(DatabaseEngine engine)
    {
        await using var world = await DistributedAsync(engine);
        var payment = (await PayAsync(world, 600_00)).Value;
        _ = (await ResultAsync(world, payment.Id, "2019-01-11", new("V1", "paid"), new("V2", "failed"))).Value;

        var reversed = (await world.Write(db => PaymentActs.ReverseAsync(db, payment.Id, Day("2019-02-01"), "登记有误", Cancel))).Value;

        Assert.Equal(Day("2019-02-01"), reversed.ReversedOn);
        Assert.Equal("V1 100.00, V2 200.00, V3 300.00", await ArrearsAsync(world));
        Assert.Equal("-600.00", await world.BalanceAsync(Op, "2232"));
        Assert.Equal("100.00", await world.BalanceAsync(V1, "112"));
        Assert.Equal("0.00", await world.BalanceAsync(V1, "102"));
        Assert.Equal("already_reversed", (await ResultAsync(world, payment.Id, "2019-02-02", new PaymentLineResult("V2", "paid"))).Code());
        Assert.True((await PayAsync(world, 600_00)).Ok);
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Same_client_id_pays_once(DatabaseEngine engine)
    {
        await using var world = await DistributedAsync(engine);

        var first = (await PayAsync(world, 60_00, clientId: "p1", received: true)).Value;

        Assert.Equal(first.Id, (await PayAsync(world, 60_00, clientId: "p1", received: true)).Value.Id);
        Assert.Equal("client_id_reused", (await PayAsync(world, 60_01, clientId: "p1")).Code());
        Assert.Equal("V1 90.00, V2 180.00, V3 270.00", await ArrearsAsync(world));
        Assert.Equal(3, (await world.VouchersAsync("payment", first.Id)).Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Refuses_what_cannot_be(DatabaseEngine engine)
    {
        await using var world = await DistributedAsync(engine);
        var payment = (await PayAsync(world, 60_00)).Value;

        Assert.Equal("payment_not_positive", (await PayAsync(world, 0)).Code());
        Assert.Equal("payer_not_found", (await PayAsync(world, 1, payer: "XX")).Code());
        Assert.Equal("paid_before_declared", (await PayAsync(world, 1, on: "2018-12-30")).Code());
        Assert.Equal("distribution_not_found", (await world.Write(db =>
            PaymentActs.PostAsync(db, new("P", Period.Year(2019), null, null, new(1), Day("2020-01-10")), Cancel))).Code());
        Assert.Equal("payment_not_found", (await ResultAsync(world, 99, "2019-01-11", new PaymentLineResult("V1", "paid"))).Code());
        Assert.Equal("holder_not_in_payment", (await ResultAsync(world, payment.Id, "2019-01-11", new PaymentLineResult("OP", "paid"))).Code());
        Assert.Equal("result_not_known", (await ResultAsync(world, payment.Id, "2019-01-11", new PaymentLineResult("V1", "成功"))).Code());
        Assert.Equal("result_before_payment", (await ResultAsync(world, payment.Id, "2019-01-09", new PaymentLineResult("V1", "paid"))).Code());
        Assert.Equal("reversal_needs_a_reason", (await world.Write(db => PaymentActs.ReverseAsync(db, payment.Id, Day("2019-02-01"), "", Cancel))).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task One_line_named_twice_in_a_result_is_refused(DatabaseEngine engine)
    {
        await using var world = await DistributedAsync(engine);
        var payment = (await PayAsync(world, 600_00)).Value;

        var twice = await ResultAsync(world, payment.Id, "2019-01-11", new("V1", "paid"), new("V1", "failed"));

        Assert.Equal("holder_named_twice", twice.Code());
        Assert.Empty(await world.VouchersAsync("payment", payment.Id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Payment_without_a_phase_is_not_booked_on_whichever_phase_came_last(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        await world.PhaseAsync(2, 1, "2");
        await world.TermAsync(2, "fixed", 50_000, "whole-year", "2018-01-01", null);
        await world.PayInAsync(2, V1, "2017-06-30", 1_000_00);
        _ = (await world.PostAsync(new("P", Year2018, PhaseCode: "1"))).Value;
        Assert.Equal(["V1", "V2", "V3"], (await PayAsync(world, 6_00)).Value.Lines.Select(l => l.Holder.Code)); // one phase alone is meant
        _ = (await world.PostAsync(new("P", Year2018, PhaseCode: "2"))).Value;

        var unclear = await PayAsync(world, 10_00);

        Assert.Equal("项目 P 在 2018 是按期分的（第 1 期、第 2 期），请填写是哪一期。", unclear.Message());
        var second = await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, "2", null, new(50_00), Day("2019-01-10")), Cancel));
        Assert.Equal(["V1 50.00"], second.Value.Lines.Select(l => $"{l.Holder.Code} {l.Amount}"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Unknown_line_is_not_freed_for_paying_again_by_a_reversal(DatabaseEngine engine)
    {
        await using var world = await DistributedAsync(engine);
        var payment = (await PayAsync(world, 600_00)).Value;
        _ = (await ResultAsync(world, payment.Id, "2019-01-11", new PaymentLineResult("V1", "unknown"))).Value;
        Task<Outcome<PaymentInfo>> Reverse(string on) => world.Write(db => PaymentActs.ReverseAsync(db, payment.Id, Day(on), "登记有误", Cancel));

        Assert.Equal("reversed_before_payment", (await Reverse("2019-01-09")).Code());
        Assert.Equal("result_is_unknown", (await Reverse("2019-02-01")).Code());
        Assert.Equal("payment_exceeds_arrears", (await PayAsync(world, 1)).Code());
        _ = (await ResultAsync(world, payment.Id, "2019-01-20", new PaymentLineResult("V1", "failed"))).Value;
        Assert.True((await Reverse("2019-02-01")).Ok);
    }
}
