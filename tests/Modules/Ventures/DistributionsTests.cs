using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ledger;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>A distribution from preview to vouchers in the books of both sides, and back.</summary>
public sealed class DistributionsTests(PostgresCluster cluster)
{
    private static readonly DistributionRequest Request = new("P", Year2018);

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Posting_declares_in_the_books_of_both_sides(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);

        var posted = (await world.PostAsync(Request)).Value;

        Assert.Equal("600.00", posted.Pool.ToString());
        Assert.Equal(["V1 100.00", "V2 200.00", "V3 300.00"], posted.Lines.Select(l => $"{l.Holder.Code} {l.Amount}"));
        Assert.Equal(
            [
                "OP 2018-12-31: D 310402 600.00; C 2232 V1 100.00; C 2232 V2 200.00; C 2232 V3 300.00",
                "V1 2018-12-31: D 112 OP 100.00; C 502 OP 100.00",
                "V2 2018-12-31: D 112 OP 200.00; C 502 OP 200.00",
            ],
            await world.VouchersAsync("distribution", posted.Id));
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Posting_equals_the_preview_or_is_refused(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        var preview = (await world.Read(db => DistributionActs.PreviewAsync(db, Request, Cancel))).Value;

        await world.PayInAsync(1, V1, "2018-05-05", 1);
        var changed = await world.PostAsync(Request with { ExpectedPlanHash = preview.PlanHash });

        Assert.Equal("plan_changed_since_preview", changed.Code());
        Assert.Equal(0, await world.CountAsync("ventures_distribution_line"));
        var again = (await world.Read(db => DistributionActs.PreviewAsync(db, Request, Cancel))).Value;
        Assert.NotEqual(preview.PlanHash, again.PlanHash);
        Assert.Equal(again.PlanHash, (await world.PostAsync(Request with { ExpectedPlanHash = again.PlanHash })).Value.PlanHash);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_period_is_paid_once(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        await world.PostAsync(Request);

        Assert.Equal("period_already_distributed", (await world.PostAsync(Request)).Code());
        Assert.Equal("period_already_distributed", (await world.PostAsync(Request with { PhaseCode = "1" })).Code());
        Assert.Equal("period_already_distributed", (await world.PostAsync(Request with { Period = Period.Parse("2018-H2") })).Code());
        Assert.True((await world.PostAsync(Request with { Period = Period.Year(2019) })).Ok);
        Assert.Equal(2, await world.CountAsync("ventures_distribution"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Same_client_id_posts_once_and_means_one_thing(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        var request = Request with { ClientId = "form-7" };

        var first = (await world.PostAsync(request)).Value;
        var second = (await world.PostAsync(request)).Value;

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("client_id_reused", (await world.PostAsync(request with { Period = Period.Year(2019) })).Code());
        Assert.Equal(3, (await world.VouchersAsync("distribution", first.Id)).Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reversal_takes_everything_back_and_the_period_can_be_posted_again(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        var first = (await world.PostAsync(Request)).Value;

        var reversed = (await world.Write(db => DistributionActs.ReverseAsync(db, first.Id, Day("2019-03-01"), " 本金登记有误 ", Cancel))).Value;

        Assert.Equal((Day("2019-03-01"), "本金登记有误"), (reversed.ReversedOn!.Value, reversed.ReversalReason));
        var vouchers = await world.VouchersAsync("distribution", first.Id);
        Assert.Equal(6, vouchers.Count);
        Assert.Contains("V1 2019-03-01: D 112 OP -100.00; C 502 OP -100.00", vouchers);
        foreach (var (organization, account) in ((long, string)[])[(Op, "310402"), (Op, "2232"), (V1, "112"), (V1, "502"), (V2, "112")])
        {
            Assert.Equal("0.00", await world.BalanceAsync(organization, account));
        }

        Assert.Equal("already_reversed", (await world.Write(db => DistributionActs.ReverseAsync(db, first.Id, Day("2019-03-01"), "再冲", Cancel))).Code());
        await world.PayInAsync(1, V3, "2017-07-01", 1_000_00);
        var second = (await world.PostAsync(Request)).Value;
        Assert.Equal("700.00", second.Pool.ToString());
        Assert.Equal("100.00", await world.BalanceAsync(V1, "112"));
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reversal_needs_a_reason_a_later_day_and_nothing_built_on_it(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        var posted = (await world.PostAsync(Request)).Value;
        Task<Outcome<DistributionInfo>> Reverse(string on, string reason) => world.Write(db => DistributionActs.ReverseAsync(db, posted.Id, Day(on), reason, Cancel));

        Assert.Equal("reversal_needs_a_reason", (await Reverse("2019-01-01", " ")).Code());
        Assert.Equal("reversed_before_declared", (await Reverse("2018-12-30", "有误")).Code());
        Assert.Equal("distribution_not_found", (await world.Write(db => DistributionActs.ReverseAsync(db, 99, Day("2019-01-01"), "有误", Cancel))).Code());
        var payment = (await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, null, new(1_00), Day("2019-01-05")), Cancel))).Value;
        Assert.Equal("distribution_has_payments", (await Reverse("2019-02-01", "有误")).Code());
        _ = (await world.Write(db => PaymentActs.ReverseAsync(db, payment.Id, Day("2019-01-06"), "登记有误", Cancel))).Value;
        await world.MemberAsync(V1, "001", 10_000);
        var cascade = (await world.PassOnAsync("V1")).Value;
        Assert.Equal("distribution_was_passed_on", (await Reverse("2019-02-01", "有误")).Code());
        _ = (await world.Write(db => CascadeActs.ReverseAsync(db, cascade.Id, Day("2019-02-01"), "有误", Cancel))).Value;
        Assert.True((await Reverse("2019-02-01", "有误")).Ok);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Distribution_declared_in_the_next_year_is_not_reversed_under_a_company_that_passed_it_on(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        await world.VentureAsync(1, "P", Op);
        await world.PhaseAsync(1, 1, "1");
        await world.TermAsync(1, "fixed", 100_000, "whole-year", "2018-01-01", null);
        await world.PayInAsync(1, Jc, "2017-06-30", 1_000_00);
        await world.UnitsAsync(Jc, V1, 10_000);
        var posted = (await world.PostAsync(Request with { DeclaredOn = Day("2019-03-01") })).Value;
        _ = (await world.PassOnAsync("JC")).Value;

        var reversed = await world.Write(db => DistributionActs.ReverseAsync(db, posted.Id, Day("2019-04-01"), "有误", Cancel));

        Assert.Equal("distribution_was_passed_on", reversed.Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task One_missing_month_in_many_books_is_told_once_and_with_whose_books(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);

        var posted = await world.PostAsync(Request with { Period = Period.Year(2030) });

        var only = Assert.Single(posted.Refusals);
        Assert.Equal("凭证“P项目2030年分红”（2030-12-31）所在的会计期间 2030-12 还没有建立，请先增加会计期间（OP、V1、V2 的账）。", only.Message);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_closed_month_leaves_nothing_of_the_posting_behind(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        await world.Store.ExecuteAsync($"DELETE FROM ledger_period WHERE book_id = {await world.BookIdAsync(V2)} AND year_month = 201812");

        var posted = await world.PostAsync(Request);

        Assert.Equal("period_not_found", posted.Code());
        foreach (var table in (string[])["ventures_distribution", "ventures_distribution_line", "ledger_voucher", "ledger_posting"])
        {
            Assert.Equal(0, await world.CountAsync(table));
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Dry_run_gives_the_result_and_leaves_nothing(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);

        var dry = (await world.Write(db => DistributionActs.PostAsync(db, Request, Cancel), dryRun: true)).Value;

        Assert.Equal("600.00", dry.Pool.ToString());
        Assert.Equal(0, await world.CountAsync("ventures_distribution"));
        Assert.Equal(0, await world.CountAsync("ledger_voucher"));
        Assert.Equal(dry.Id, (await world.PostAsync(Request)).Value.Id);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Header_that_does_not_sum_is_refused_by_the_database(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        Task Header(long pool, long sum, int count) => world.InsertAsync(
            "ventures_distribution", ("id", 7L), ("venture_id", 1L), ("period_start", Day("2018-01-01")), ("period_end", Day("2018-12-31")),
            ("record_date", Day("2018-12-31")), ("declared_on", Day("2018-12-31")), ("pool_fen", pool), ("line_count", count), ("sum_fen", sum),
            ("payer_id", Op), ("plan_hash", ""), ("client_id", "x"), ("recorded_at_ms", 1L));
        await world.InsertAsync("ventures_distribution_line", ("distribution_id", 7L), ("holder_id", V1), ("exact", "10"), ("amount_fen", 10L));

        foreach (var (pool, sum, count) in ((long, long, int)[])[(11, 11, 1), (10, 10, 2), (11, 10, 1), (10, 11, 1)])
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => Header(pool, sum, count));
            Assert.Contains("distribution lines do not sum to the pool", refused.ToString());
        }

        await Header(10, 10, 1);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Terms_with_different_payers_are_not_all_booked_on_one_of_them(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        await world.PhaseAsync(2, 1, "2");
        await world.TermAsync(2, "fixed", 50_000, "whole-year", "2018-01-01", null, payerId: Gu);
        await world.PayInAsync(2, V1, "2018-06-30", 1_000_00);

        var both = await world.PostAsync(Request);

        Assert.Equal(
            "这次分红由不同的付款方付：OP名、GU名。一次分红只记一个付款方，请按期或按条款的起止日期分开分红。", both.Message());
        Assert.Equal("OP", (await world.PostAsync(Request with { PhaseCode = "1" })).Value.Payer.Code);
        Assert.Equal("GU", (await world.PostAsync(Request with { PhaseCode = "2" })).Value.Payer.Code);
        // nothing was paid in in 2017 before the second phase, so its payer owes nothing and hinders nobody
        await world.TermAsync(1, "fixed", 100_000, "act/365f", "2017-01-01", "2017-12-31");
        Assert.Equal("OP", (await world.PostAsync(Request with { Period = Period.Year(2017) })).Value.Payer.Code);
    }
}
