using Baotuan.Industry.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Indicators;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Industry;

/// <summary>Publishing totals: what the guard lets through is frozen, what it refuses names a grouping, and everything published before is held against the next.</summary>
public sealed class ReleaseActsTests(PostgresCluster cluster)
{
    private const string Head = "firm,series,month,value,cumulative,base,status,reason\n";

    private static CancellationToken Cancel => ImportDesk.Cancel;

    /// <summary>E1–E4 in chain A, E5–E7 in chain B, E8 and E9 in chain C, E10 and E11 in none; each reports 100 × its number for October, 10 × more for November.</summary>
    private async Task<ImportDesk> DeskAsync(DatabaseEngine engine)
    {
        var desk = await ImportDesk.OpenAsync(cluster, engine);
        var firms = Enumerable.Range(1, 11).ToList();
        static string Chain(int firm) => firm <= 4 ? "A" : firm <= 7 ? "B" : firm <= 9 ? "C" : "";
        await desk.SetUpAsync(
            ("organizations", "code,name,kind,credit_code,unit,valid_from,valid_to\n" + string.Concat(firms.Select(f => $"E{f},企业{f},enterprise,,,,\n"))),
            ("industry-chains", "code,name,kind,valid_from\nA,甲,leading,2020-01-01\nB,乙,other,2020-01-01\nC,丙,other,2020-01-01\n"),
            ("chain-members", "firm,chain,role,valid_from,valid_to\n" + string.Concat(firms.Where(f => f < 10).Select(f => $"E{f},{Chain(f)},member,2020-01-01,\n"))),
            ("scope-list", "firm,series,from_month,to_month,note\n" + string.Concat(firms.Select(f => $"E{f},official,2020-01,,\n"))),
            ("outputs", Head + string.Concat(firms.Select(f => $"E{f},official,2022-10,,{f * 100}.00,{f * 90}.00,,\nE{f},official,2022-11,{f * 10}.00,{f * 110}.00,{f * 100}.00,,\n"))));
        return desk;
    }

    private static ReleaseRequest Ask(string quantity, params string[] groups) => new(OutputSeries.Official, new(2022, 11, 1), [quantity], groups);

    private static Task<Outcome<ReleaseInfo>> PublishAsync(ImportDesk desk, ReleaseRequest request, string reason = "再公布", string? client = null) =>
        desk.Data.Store.WriteAsync("测试员", (db, cancel) => ReleaseActs.PublishAsync(db, request, reason, client ?? Guid.NewGuid().ToString(), cancel), Cancel);

    private static async Task<ReleaseCheck> CheckAsync(ImportDesk desk, ReleaseRequest request)
    {
        await using var db = desk.Data.Store.Open();
        return (await ReleaseActs.CheckAsync(db, request, Cancel)).Value;
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task SmallChain_IsRefused_AndMergedInTheProposal(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        var check = await CheckAsync(desk, Ask("cumulative", "", "A", "B", "C"));
        Assert.Equal(["too_few_firms"], check.Refusals.Select(r => r.Code));
        // B and C together leave E10 and E11 over against the whole, A and B: two firms, each would learn of the other
        Assert.Equal([""], check.Proposal);
        Assert.Empty(check.Cells); // nobody sees the two firms by asking
        Assert.Equal([(11, "7260.00"), (4, "1100.00"), (3, "1980.00")], (await CheckAsync(desk, Ask("cumulative", "", "A", "B"))).Cells.Select(c => (c.Firms, c.Value.ToString())));
        Assert.False((await PublishAsync(desk, Ask("cumulative", "", "A", "B", "C"))).Ok);

        var published = (await PublishAsync(desk, Ask("cumulative", ""))).Value;
        await using var db = desk.Data.Store.Open();
        var listed = Assert.Single(await ReleaseActs.ListAsync(db, Cancel));
        Assert.Equal((published.Id, "official", new DateOnly(2022, 11, 1), "7260.00"), (listed.Id, listed.Series, listed.Month, listed.Cells.Single().Value.ToString()));
        // the whole is out: A and B and C together would leave two firms
        Assert.Equal(["firm_can_be_inferred_by_another"], (await CheckAsync(desk, Ask("cumulative", "A+B+C"))).Refusals.Select(r => r.Code));
        Assert.Empty((await CheckAsync(desk, Ask("cumulative", "A"))).Refusals);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task CorrectionOfOneFirm_CannotBePublishedOverTheOldTotal(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        Assert.True((await PublishAsync(desk, Ask("cumulative", "", "A"))).Ok);
        Assert.Empty((await CheckAsync(desk, Ask("cumulative", ""))).Refusals); // the same again tells nothing
        await desk.SetUpAsync(("outputs", $"{Head}E7,official,2022-11,,999.00,,,补报\n"));
        Assert.Equal(["firm_can_be_inferred"], (await CheckAsync(desk, Ask("cumulative", ""))).Refusals.Select(r => r.Code));
        Assert.Empty((await CheckAsync(desk, Ask("cumulative", "A"))).Refusals); // nobody in A was corrected
        await using var db = desk.Data.Store.Open();
        Assert.Equal("7260.00", (await ReleaseActs.ListAsync(db, Cancel)).Single().Cells[0].Value.ToString()); // what was published stays
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task SameRequestTwice_PublishesOnce_AndAMonthOnceMoreNeedsAReason(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        var first = (await PublishAsync(desk, Ask("cumulative", "", "A"), "", "one")).Value;
        var again = (await PublishAsync(desk, Ask("cumulative", "", "A"), "", "one")).Value;
        Assert.Equal((first.Id, first.RecordedAtMs, "7260.00 1100.00"), (again.Id, again.RecordedAtMs, string.Join(' ', again.Cells.Select(c => c.Value))));
        Assert.Equal("client_id_reused", (await PublishAsync(desk, Ask("cumulative", ""), "", "one")).Refusals.Single().Code);
        Assert.Equal("client_id_reused", (await PublishAsync(desk, Ask("base", "", "A"), "", "one")).Refusals.Single().Code);
        Assert.Equal("reason_missing", (await PublishAsync(desk, Ask("cumulative", ""), " ", "two")).Refusals.Single().Code);
        Assert.Equal("reason_missing", (await PublishAsync(desk, Ask("cumulative", ""), new string('长', 301), "two")).Refusals.Single().Code);
        Assert.True((await PublishAsync(desk, new(OutputSeries.Official, new(2022, 10, 1), ["cumulative"], [""]), "", "three")).Ok); // another month
        Assert.Equal("漏了合计的说明", (await PublishAsync(desk, Ask("cumulative", ""), " 漏了合计的说明 ", "two")).Value.Reason);
        await using var db = desk.Data.Store.Open();
        Assert.Equal(["漏了合计的说明", "", ""], (await ReleaseActs.ListAsync(db, Cancel)).Select(r => r.Reason));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task MonthBetweenTwoSums_IsSeenThrough(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        await desk.SetUpAsync(("chain-members", "firm,chain,role,valid_from,valid_to\nE4,A,member,2022-11-01,2022-11-02\n")); // E4 left A in November
        Assert.True((await PublishAsync(desk, new(OutputSeries.Official, new(2022, 10, 5), ["cumulative"], ["", "A"]))).Ok);
        Assert.True((await PublishAsync(desk, Ask("month", "", "A"))).Ok); // E1–E3 alone: October of four firms is no help yet
        // November from January of E1–E3, less their month: October of E1–E3, and so of E4
        Assert.Equal(["firm_can_be_inferred"], (await CheckAsync(desk, Ask("cumulative", "A"))).Refusals.Select(r => r.Code));
        Assert.Empty((await CheckAsync(desk, Ask("cumulative", "B"))).Refusals);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task SumThatMovedByMoreThanItsMonth_IsNotGivenAwayByTheMonth(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        await desk.SetUpAsync(("outputs", $"{Head}E7,official,2022-11,70.00,780.00,700.00,,补报以前月份\n")); // 770.00 would be its October and its November
        Assert.True((await PublishAsync(desk, new(OutputSeries.Official, new(2022, 10, 5), ["cumulative"], ["", "A"]))).Ok);
        Assert.True((await PublishAsync(desk, Ask("cumulative", "", "A"))).Ok);
        // 7,270.00 − 6,600.00 − 660.00 are the 10.00 that E7 alone moved by
        Assert.Equal(["firm_can_be_inferred"], (await CheckAsync(desk, Ask("month", ""))).Refusals.Select(r => r.Code));
        Assert.Empty((await CheckAsync(desk, Ask("month", "A"))).Refusals); // 440.00, as everybody can subtract
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task WhatCannotBeRead_AndWhoMayNot_AreRefused(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        await using (var db = desk.Data.Store.Open())
        {
            foreach (var (request, code) in new[]
            {
                (Ask("cumulative", "X"), "chain_not_found"), (Ask("sum", ""), "quantity_not_found"), (Ask("month", "A", "A"), "release_names_twice"),
                (Ask("month"), "release_is_empty"), (Ask("month", "") with { Series = "all" }, "series_not_found"),
            })
            {
                Assert.Equal(code, (await ReleaseActs.CheckAsync(db, request, Cancel)).Refusals.Single().Code);
            }

            Assert.Equal("too_few_firms", (await ReleaseActs.CheckAsync(db, Ask("month", "") with { Series = OutputSeries.Dispatch }, Cancel)).Value.Refusals.Single().Code);
        }

        await using var narrow = desk.Data.Store.Open(await Pinghu.ReaderAsync(desk, "E1", "E2"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ReleaseActs.CheckAsync(narrow, Ask("cumulative", ""), Cancel));
    }
}
