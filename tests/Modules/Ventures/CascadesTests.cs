using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ledger;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>From a joint company to villages to members.</summary>
public sealed class CascadesTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<string> MembersAsync(World world, CascadeInfo cascade)
    {
        var lines = await world.Read(db => CascadeActs.LinesAsync(db, cascade, Cancel));
        return string.Join(", ", lines.Select(l => $"{l.Code} {l.Amount}{(l.Withheld == Money.Zero ? "" : $" -{l.Withheld}")}"));
    }

    // V1 gets 100.00, reserve 30.00, members 70.00
    private async Task<World> VillageAsync(DatabaseEngine engine)
    {
        var world = await CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        await world.MemberAsync(V1, "001", 10_000);
        await world.MemberAsync(V1, "002", 10_000);
        await world.MemberAsync(V1, "003", 10_000);
        return world;
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Village_appropriates_and_splits_in_one_voucher(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);

        var cascade = (await world.PassOnAsync("V1")).Value;

        Assert.Equal(["cover_losses 0.00 0.00", "reserve 100.00 30.00", "members 70.00 70.00"], cascade.Steps.Select(s => $"{s.Kind} {s.Base} {s.Amount}"));
        Assert.Equal("001 23.34, 002 23.33, 003 23.33", await MembersAsync(world, cascade));
        var voucher = Assert.Single(await world.VouchersOfCascadeAsync(cascade.Id));
        Assert.Equal(
            "V1 2018-12-31: D 502 100.00; C 321 100.00; D 321 100.00; C 32201 100.00; D 32202 30.00; C 311 30.00; D 32203 70.00; C 113 70.00; " +
            "D 32201 30.00; C 32202 30.00; D 32201 70.00; C 32203 70.00",
            voucher);
        Assert.Equal("-30.00", await world.BalanceAsync(V1, "311"));
        Assert.Equal("-70.00", await world.BalanceAsync(V1, "113"));
        Assert.Equal("0.00", await world.BalanceAsync(V1, "322"));
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Classes_weigh_by_their_factors_and_withholding_is_half_up_per_line(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        await world.ClassAsync(V1, "A", 1_000_000);
        await world.ClassAsync(V1, "B", 500_000);
        // weights 1, 2.5 and 3: of 6.5
        await world.MemberAsync(V1, "001", 10_000);
        await world.MemberAsync(V1, "002", 10_000);
        await world.ShareAsync(V1, "002", "B", 30_000);
        await world.MemberAsync(V1, "003", 0);
        await world.ShareAsync(V1, "003", "B", 60_000);
        await world.RuleAsync("V1", 1, "reserve", 350_000);
        await world.RuleAsync("V1", 2, "members", 1_000_000);
        await world.RuleAsync("V1", 3, "withholding", 150_000, "税务局通知");

        var cascade = (await world.PassOnAsync("V1")).Value;

        // 65.00: 10.00, 25.00, 30.00; 15 %: 1.50, 3.75, 4.50
        Assert.Equal("001 10.00 -1.50, 002 25.00 -3.75, 003 30.00 -4.50", await MembersAsync(world, cascade));
        Assert.Equal(("9.75", "税务局通知"), (cascade.Withheld.ToString(), cascade.WithholdingBasis));
        Assert.Equal("-55.25", await world.BalanceAsync(V1, "113"));
        Assert.Equal("-9.75", await world.BalanceAsync(V1, "214"));
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Half_a_fen_of_withholding_is_a_fen_on_each_line(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        await world.RuleAsync("V1", 1, "members", 1_000_000);
        await world.RuleAsync("V1", 2, "withholding", 5_000, "通知");

        // 33.34, 33.33, 33.33 × 0.5 %: 0.1667, 0.16665, 0.16665
        Assert.Equal("001 33.34 -0.17, 002 33.33 -0.17, 003 33.33 -0.17", await MembersAsync(world, (await world.PassOnAsync("V1")).Value));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Company_passes_on_by_units_and_villages_by_shares(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        await world.VentureAsync(1, "P", Op);
        await world.PhaseAsync(1, 1, "1");
        await world.TermAsync(1, "fixed", 100_000, "whole-year", "2018-01-01", null);
        await world.PayInAsync(1, Jc, "2017-06-30", 1_000_00);
        await world.UnitsAsync(Jc, V1, 10_000);
        await world.UnitsAsync(Jc, V2, 20_000);
        await world.UnitsAsync(Jc, V3, 90_000, from: "2019-01-01");
        await world.MemberAsync(V2, "001", 10_000);
        _ = (await world.PostAsync(new("P", Year2018))).Value;

        var company = (await world.PassOnAsync("JC")).Value;

        Assert.Equal("V1 33.33, V2 66.67", await MembersAsync(world, company));
        Assert.Equal(
            [
                "JC 2018-12-31: D 310402 100.00; C 2232 V1 33.33; C 2232 V2 66.67",
                "V1 2018-12-31: D 112 JC 33.33; C 502 JC 33.33",
                "V2 2018-12-31: D 112 JC 66.67; C 502 JC 66.67",
            ],
            await world.VouchersOfCascadeAsync(company.Id));
        var village = (await world.PassOnAsync("V2")).Value;
        // 30 % of 66.67 is 20.001: 20.01
        Assert.Equal("001 46.66", await MembersAsync(world, village));
        Assert.Equal("cascade_was_passed_on", (await world.Write(db => CascadeActs.ReverseAsync(db, company.Id, Day("2019-02-01"), "有误", Cancel))).Code());
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Restricted_money_goes_to_the_fund_whole_and_never_to_members(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        await world.TypeInAsync(V1, "2018-05-01", PostingDraft.Debit("102", 5_000_00), PostingDraft.Credit("504", 5_000_00, tag: PostingTags.LandCompensation));
        await world.TypeInAsync(V1, "2018-06-01", PostingDraft.Debit("102", 7_000_00), PostingDraft.Credit("503", 7_000_00, tag: PostingTags.QuotaSale));
        await world.TypeInAsync(V1, "2018-06-01", PostingDraft.Debit("513", 10_00), PostingDraft.Credit("102", 10_00));

        var cascade = (await world.PassOnAsync("V1")).Value;

        // net income 100.00 − 10.00; reserve 27.00; members 63.00; the fund takes the 12,000.00 besides
        Assert.Equal("63.00", cascade.Pool.ToString());
        Assert.Equal("-12027.00", await world.BalanceAsync(V1, "311"));
        Assert.Equal("0.00", await world.BalanceAsync(V1, "322"));
        Assert.Equal("0.00", await world.BalanceAsync(V1, "503"));
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Only_restricted_money_is_refused(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        await world.MemberAsync(V1, "001", 10_000);
        await world.TypeInAsync(V1, "2018-05-01", PostingDraft.Debit("102", 5_000_00), PostingDraft.Credit("504", 5_000_00, tag: PostingTags.QuotaSale));

        Assert.Equal("nothing_distributable", (await world.PassOnAsync("V1")).Code());
        Assert.Equal(0, await world.CountAsync("ventures_payout"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Loss_brought_in_by_the_opening_voucher_is_covered_first(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        var book = await world.BookIdAsync(V1);
        _ = (await world.Write(db => Vouchers.PostAsync(
            db,
            [
                new(book, Day("2017-01-01"), "期初余额", "opening", [PostingDraft.Debit("32201", 50_00), PostingDraft.Credit("301", 50_00)], VoucherClasses.Opening),
            ],
            Cancel))).Value;

        var cascade = (await world.PassOnAsync("V1")).Value;

        Assert.Equal(["cover_losses 50.00", "reserve 30.00", "members 20.00"], cascade.Steps.Select(s => $"{s.Kind} {s.Amount}"));
        Assert.Equal("0.00", await world.BalanceAsync(V1, "322"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Loss_of_an_earlier_year_that_nobody_closed_is_covered_first(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        await world.TypeInAsync(V1, "2017-05-01", PostingDraft.Debit("513", 50_00), PostingDraft.Credit("102", 50_00));
        Assert.Equal("nothing_distributable", (await world.PassOnAsync("V1", 2017)).Code());

        var cascade = (await world.PassOnAsync("V1")).Value;

        Assert.Equal(["cover_losses 50.00", "reserve 30.00", "members 20.00"], cascade.Steps.Select(s => $"{s.Kind} {s.Amount}"));
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_one_year_leaves_undistributed_is_there_the_next_year(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        _ = (await world.PostAsync(new("P", Period.Year(2019)))).Value;
        await world.RuleAsync("V1", 1, "reserve", 300_000);
        await world.RuleAsync("V1", 2, "members", 500_000);

        Assert.Equal("35.00", (await world.PassOnAsync("V1")).Value.Pool.ToString());
        Assert.Equal("-35.00", await world.BalanceAsync(V1, "322", "2018-12-31"));
        // 100.00 − 30.00 + 35.00 left: half of 105.00
        Assert.Equal("52.50", (await world.PassOnAsync("V1", 2019)).Value.Pool.ToString());
        Assert.Equal("-52.50", await world.BalanceAsync(V1, "322"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reversed_year_can_be_posted_again_and_later_years_are_as_if_it_had_been_right_at_once(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        _ = (await world.PostAsync(new("P", Period.Year(2019)))).Value;
        await world.RuleAsync("V1", 1, "reserve", 300_000);
        await world.RuleAsync("V1", 2, "members", 500_000);
        var wrong = (await world.PassOnAsync("V1")).Value;

        var reversed = (await world.Write(db => CascadeActs.ReverseAsync(db, wrong.Id, Day("2019-02-01"), "份额有误", Cancel))).Value;

        Assert.Equal(Day("2019-02-01"), reversed.ReversedOn);
        foreach (var account in (string[])["113", "311", "321", "322"])
        {
            Assert.Equal("0.00", await world.BalanceAsync(V1, account));
        }

        await world.MemberAsync(V1, "004", 10_000);
        var right = (await world.PassOnAsync("V1")).Value;
        Assert.Equal("001 8.75, 002 8.75, 003 8.75, 004 8.75", await MembersAsync(world, right));
        Assert.Equal("0.00", await world.BalanceAsync(V1, "502", "2019-12-30"));
        Assert.Equal("-35.00", await world.BalanceAsync(V1, "113"));
        Assert.Equal("-30.00", await world.BalanceAsync(V1, "311"));

        var next = (await world.PassOnAsync("V1", 2019)).Value;
        Assert.Equal("52.50", next.Pool.ToString());
        Assert.Equal("0.00", await world.BalanceAsync(V1, "502"));
        Assert.Equal("0.00", await world.BalanceAsync(V1, "321"));
        Assert.Equal("-52.50", await world.BalanceAsync(V1, "322"));
        await world.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Book_kept_elsewhere_distributes_what_it_received_and_gets_no_voucher(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        await world.MemberAsync(V3, "001", 10_000);

        var cascade = (await world.PassOnAsync("V3")).Value;

        Assert.Equal("210.00", cascade.Pool.ToString());
        Assert.Empty(await world.VouchersOfCascadeAsync(cascade.Id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Shares_count_as_of_the_record_date(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        await world.ShareAsync(V1, "003", "A", 0, from: "2018-07-01");

        Assert.Equal("no_shares_on_record_date", (await world.PassOnAsync("V1", recordDate: Day("2016-12-31"))).Code());
        Assert.Equal("001 35.00, 002 35.00", await MembersAsync(world, (await world.PassOnAsync("V1")).Value));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Refuses_what_cannot_be(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        Task<Outcome<CascadePreview>> Preview(string holder, string period) =>
            world.Read(db => CascadeActs.PreviewAsync(db, new(holder, Period.Parse(period)), Cancel));

        Assert.Equal("holder_not_found", (await Preview("XX", "2018")).Code());
        Assert.Equal("holder_does_not_pass_on", (await Preview("OP", "2018")).Code());
        Assert.Equal("collective_needs_a_calendar_year", (await Preview("V1", "2018-H1")).Code());
        Assert.Equal("nothing_received", (await Preview("JC", "2018")).Code());
        Assert.Equal("no_shares_on_record_date", (await Preview("V2", "2018")).Code());
        await world.RuleAsync("V1", 1, "members", 1_000_000);
        await world.RuleAsync("V1", 2, "withholding", 200_000, basis: "");
        Assert.Equal("withholding_needs_a_basis", (await Preview("V1", "2018")).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_year_is_passed_on_once_and_only_as_previewed(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        var preview = (await world.Read(db => CascadeActs.PreviewAsync(db, new("V1", Year2018), Cancel))).Value;
        await world.MemberAsync(V1, "004", 10_000);

        Assert.Equal(
            "plan_changed_since_preview",
            (await world.Write(db => CascadeActs.PostAsync(db, new("V1", Year2018, ExpectedPlanHash: preview.PlanHash), Cancel))).Code());
        Assert.Equal(0, await world.CountAsync("ventures_payout"));
        var posted = (await world.PassOnAsync("V1")).Value;
        Assert.NotEqual(preview.PlanHash, posted.PlanHash);
        Assert.Equal("already_passed_on", (await world.PassOnAsync("V1")).Code());
        Assert.Equal(4, await world.CountAsync("ventures_payout"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Member_who_left_and_kept_shares_is_not_a_number_without_name_and_household(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        await world.LeaveAsync(V1, "002", "2018-06-01");

        var preview = (await world.Read(db => CascadeActs.PreviewAsync(db, new("V1", Year2018), Cancel))).Value;
        var cascade = (await world.PassOnAsync("V1")).Value;

        Assert.Equal(["张001 H001", "张002 H002", "张003 H003"], preview.Lines.Select(l => $"{l.Name} {l.HouseholdNo}"));
        var lines = await world.Read(db => CascadeActs.LinesAsync(db, cascade, Cancel));
        Assert.Equal(["张001 H001", "张002 H002", "张003 H003"], lines.Select(l => $"{l.Name} {l.HouseholdNo}"));
        Assert.Equal("001 23.34, 002 23.33, 003 23.33", await MembersAsync(world, cascade));
        await world.PersonAsync(V1, "002", "张002", "99887766", "2017-01-01", 2);
        var issued = (await world.Write(db => BankFileActs.IssueAsync(db, world.Fields, "V1", Year2018, Cancel))).Value;
        Assert.Equal((1, "23.33"), (issued.Batch.LineCount, issued.Batch.Sum.ToString()));
    }
}
