using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Proofs;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Indicators.DataSets.DataSetWorld;

namespace Baotuan.Tests.Modules.Indicators.DataSets;

/// <summary>Cells by form and by file, zero beside nothing to report beside not reported, two who edit, and what is read out of them. Figures worked out by hand.</summary>
public sealed class DataSetsTests(PostgresCluster cluster)
{
    private const string Head = "data_set,period,organization,indicator,value,mark,comment\n";

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static DataCellDraft Cell(string indicator, string text, string mark = "value", string comment = "", long from = 0) => new(indicator, text, mark, comment, from);

    [Theory, MemberData(nameof(Engines))]
    public async Task Zero_NothingToReport_AndNotReported_AreThreeThings(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        var one = await world.PersonAsync(1);
        Assert.Equal("none of 3: 0 0 3", await world.ReadAsync("notices_entered", "unit:C1", "2023-12"));
        Assert.Equal("1", await world.SaveAsync(one, "V1", December, ("notices", "0")));
        Assert.Equal("0 of 3: 1 0 2", await world.ReadAsync("notices_entered", "unit:C1", "2023-12"));
        Assert.Equal("comment_missing", await world.SaveAsync(one, new("N", December, "V2", [Cell("notices", "", "blank")], "b1")));
        Assert.Equal("1", await world.SaveAsync(one, new("N", December, "V2", [Cell("notices", "", "blank", "公开栏在修")], "b2")));
        Assert.Equal("0 of 3: 1 1 1", await world.ReadAsync("notices_entered", "unit:C1", "2023-12"));
        Assert.Equal("none of 1: 0 1 0", await world.ReadAsync("notices_entered", "organization:V2", "2023-12"));
        Assert.Equal("1", await world.SaveAsync(one, "V3", December, ("notices", "7")));
        Assert.Equal("7 of 3: 2 1 0", await world.ReadAsync("notices_entered", "*", "2023-12"));
        // taken back: not reported again, and the history says so
        var id = (await world.FormAsync("V3", December)).Cells[0].Standing!.Id;
        Assert.Equal("1", await world.SaveAsync(one, new("N", December, "V3", [Cell("notices", "", "retract", "填错了月份", id)], "b3")));
        Assert.Equal("0 of 3: 1 1 1", await world.ReadAsync("notices_entered", "*", "2023-12"));
        var cell = (await world.FormAsync("V3", December)).Cells[0];
        Assert.Null(cell.Standing);
        Assert.Equal(["7", "未报（撤回）"], cell.History.Select(h => h.Text));
        Assert.Equal((DataState.None, DataState.Open), (await world.StateAsync("V3", December), await world.StateAsync("V2", December)));
        Assert.Equal("1", await world.SaveAsync(one, "V3", December, ("notices", "8"))); // and again
        Assert.Equal("8 of 3: 2 1 0", await world.ReadAsync("notices_entered", "*", "2023-12"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task WhatIsTyped_IsReadAsPeopleWriteIt_AndRefusedInWords(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        var one = await world.PersonAsync(1);
        foreach (var (indicator, text, stored) in new[] { ("notices", " １２ ", "12"), ("spent", "1,234,567.89", "1,234,567.89"), ("spent", "0.10", "0.10"), ("notices", "0", "0"), ("notices", "99", "99") })
        {
            Assert.Equal("1", await world.SaveAsync(one, "V1", December, (indicator, text)));
            Assert.Equal(stored, (await world.FormAsync("V1", December)).Cells.First(c => c.Element.Indicator == indicator).Standing!.Text);
        }

        Assert.True((await world.FormAsync("V1", December)).Cells[0].IsOdd); // above 30: told, not refused
        foreach (var (indicator, text) in new[] { ("notices", "1.5"), ("notices", "三"), ("spent", "0.001"), ("spent", "1,5"), ("notices", "1e3"), ("notices", "9999999999999"), ("notices", new string('9', 4000)), ("nothing", "1"), ("notices", "=1+1"), ("notices", "12场") })
        {
            Assert.Equal("value_not_readable", await world.SaveAsync(one, new("N", December, "V1", [Cell(indicator, text)], world.NewClient())));
        }

        var id = (await world.FormAsync("V1", December)).Cells[0].Standing!.Id;
        Assert.Equal("value_not_readable value_not_readable", await world.SaveAsync(one, new("N", December, "V1", [Cell("notices", "", from: id), Cell("spent", "1", "magic")], "x1")));
        Assert.Equal("value_not_readable", await world.SaveAsync(one, new("N", December, "V1", [Cell("notices", "5", "blank", "说明", id)], "x2")));
        Assert.Equal("value_not_readable", await world.SaveAsync(one, new("N", December, "V1", [Cell("notices", "5", "value", new string('长', 301), id)], "x3")));
        Assert.Equal("0", await world.SaveAsync(one, "V1", December, ("notices", "99"))); // stands like that
        Assert.Equal("period_does_not_fit", await world.SaveAsync(one, new("N", Period.Parse("2023-Q4"), "V1", [], "x4")));
        Assert.Equal("period_does_not_fit", await world.SaveAsync(one, new("N", Period.Parse("2023-12-01..2023-12-30"), "V1", [], "x5")));
        Assert.Equal("period_not_asked", await world.SaveAsync(one, new("N", Period.Parse("2009-12"), "V1", [], "x6")));
        Assert.Equal("period_not_begun", await world.SaveAsync(one, new("N", Period.Parse("2024-02"), "V1", [Cell("notices", "1")], "x7")));
        Assert.Equal("1", await world.SaveAsync(one, new("N", Period.Parse("2024-01"), "V1", [Cell("notices", "1")], "x8")));
        Assert.Equal("period_not_over", await world.DecideAsync(one, "complete", "V1", Period.Parse("2024-01")));
        Assert.Equal("data_set_not_found", await world.SaveAsync(one, new("NO", December, "V1", [], "x9")));
        Assert.Equal("organization_not_found", await world.SaveAsync(one, new("N", December, "NO", [], "x10")));
        var wide = await world.PersonAsync(5, "V1", "X1", "Z1");
        Assert.Equal("does_not_report", await world.SaveAsync(wide, new("N", December, "X1", [], "x11")));
        Assert.Equal("does_not_report", await world.SaveAsync(wide, new("N", December, "Z1", [], "x12")));
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await world.SaveAsync(await world.PersonAsync(6, "V2"), new("N", December, "V1", [], "x13")));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Desk.Data.ExecuteAsync("UPDATE indicators_observation SET numerator = 1"));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Desk.Data.ExecuteAsync("DELETE FROM indicators_observation"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task TwoWhoEdit_AreToldOfEachOther_AndPressingTwiceSavesOnce(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        var (one, two) = (await world.PersonAsync(1), await world.PersonAsync(2));
        var draft = new DataDraft("N", December, "V1", [Cell("notices", "4"), Cell("spent", "12.30")], "same");
        Assert.Equal("2", await world.SaveAsync(one, draft));
        var ids = (await world.FormAsync("V1", December)).Cells.Select(c => c.Standing!.Id).ToList();
        Assert.Equal("1", await world.SaveAsync(two, new("N", December, "V1", [Cell("notices", "5", from: ids[0]), Cell("spent", "12.30", from: ids[1])], "two")));
        Assert.Equal("2", await world.SaveAsync(one, draft)); // the same button again, late: nothing happens
        Assert.Equal("client_id_reused", await world.SaveAsync(one, draft with { Cells = [Cell("notices", "6"), Cell("spent", "12.30")] }));
        Assert.Equal("client_id_reused", await world.SaveAsync(one, draft with { OrganizationCode = "V2" }));
        // one still has 4 on his screen: his own cell is refused with what stands, a cell that nobody touched is not lost silently
        Assert.Equal("cell_moved", await world.SaveAsync(one, new("N", December, "V1", [Cell("notices", "6", from: ids[0]), Cell("spent", "20", from: ids[1])], "three")));
        Assert.Equal("12.30", (await world.FormAsync("V1", December)).Cells[1].Standing!.Text);
        Assert.Equal("0", await world.SaveAsync(one, new("N", December, "V1", [Cell("notices", "5", from: ids[0])], "four"))); // both typed the same
        Assert.Equal(["4", "5"], (await world.FormAsync("V1", December)).Cells[0].History.Select(h => h.Text));
        Assert.Equal(["人1", "人2"], (await world.FormAsync("V1", December)).Cells[0].History.Select(h => h.By));
        Assert.Equal("ok", await world.DecideAsync(one, "complete", "V1", December, client: "done"));
        Assert.Equal("ok", await world.DecideAsync(one, "complete", "V1", December, client: "done"));
        Assert.Equal("client_id_reused", await world.DecideAsync(two, "approve", "V1", December, client: "done"));
        Assert.Single((await world.FormAsync("V1", December)).Standing.Events);
        Assert.Empty(await world.Desk.Data.ProblemsAsync());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task ApprovingWhileSomebodyTypes_LetsExactlyOneThrough(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        var (one, two) = (await world.PersonAsync(1), await world.PersonAsync(2));
        var other = world.Desk.Data.Another();
        var period = December;
        for (var i = 0; i < 8; i++, period = DataPeriods.Before("month", period))
        {
            await world.SaveAsync(one, "V1", period, ("notices", "1"), ("spent", "1"));
            Assert.Equal("ok", await world.DecideAsync(one, "complete", "V1", period));
            var form = await world.FormAsync("V1", period);
            var draft = new DataDraft("N", period, "V1", [Cell("notices", "2", from: form.Cells[0].Standing!.Id)], world.NewClient());
            var decision = new DataDecision("N", period, "approve", "V1", form.Standing.SeenId, "", world.NewClient());
            var saving = Task.Run(() => world.Desk.Data.Store.WriteAsync(one, (db, cancel) => DataBook.SaveAsync(db, draft, cancel), Cancel), Cancel);
            var approving = Task.Run(() => other.WriteAsync(two, (db, cancel) => DataBook.DecideAsync(db, decision, cancel), Cancel), Cancel);
            var (saved, approved) = (await saving, await approving);
            Assert.NotEqual(saved.Ok, approved.Ok);
            Assert.Equal(saved.Ok ? "values_moved" : "data_locked", saved.Ok ? approved.Refusals[0].Code : saved.Refusals[0].Code);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Decisions_AreAboutWhatWasSeen_AndByPeople(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        var (one, two, three) = (await world.PersonAsync(1), await world.PersonAsync(2), await world.PersonAsync(3));
        await world.SaveAsync(one, "V1", December, ("notices", "1"));
        Assert.Equal("cells_missing", await world.DecideAsync(one, "complete", "V1", December));
        await world.SaveAsync(one, "V1", December, ("spent", "1"));
        Assert.Equal("values_moved", await world.DecideAsync(one, "complete", "V1", December, seen: 1));
        Assert.Equal("program_may_not_decide", await world.DecideAsync(Caller.Program("cli"), "complete", "V1", December));
        Assert.Equal("ok", await world.DecideAsync(one, "complete", "V1", December));
        Assert.Equal("act_unknown", await world.DecideAsync(two, "publish", "V1", December));
        Assert.Equal("unit_does_not_accept", await world.DecideAsync(three, "accept", "U1", December, seen: 0));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.DecideAsync(three, "accept", "C1", December)); // sees T1 alone
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.DecideAsync(three, "accept", "T2", December));
        Assert.Equal("ok", await world.DecideAsync(two, "approve", "V1", December));
        await world.SaveAsync(one, "V2", December, ("notices", "2"), ("spent", "2"));
        await world.DecideAsync(one, "complete", "V2", December);
        Assert.Equal("children_wait", await world.DecideAsync(three, "accept", "T1", December));
        await world.DecideAsync(two, "approve", "V2", December);
        Assert.Equal("approver_entered_it", await world.DecideAsync(one, "accept", "T1", December));
        Assert.Equal("values_moved", await world.DecideAsync(three, "accept", "T1", December, seen: 1));
        Assert.Equal("ok", await world.DecideAsync(three, "accept", "T1", December));
        // a set that nobody accepts ends with approval
        var quarter = Period.Parse("2023-Q4");
        Assert.Equal("1", await world.SaveAsync(one, new("Q", quarter, "V1", [Cell("boards", "2")], "q1")));
        Assert.Equal("none of 3: 0 0 3", await world.ReadAsync("boards", "*", "2023"));
        Assert.Equal("ok", await world.DecideAsync(one, "complete", "V1", quarter, set: "Q"));
        Assert.Equal("ok", await world.DecideAsync(two, "approve", "V1", quarter, set: "Q"));
        Assert.Equal("2 of 3: 1 0 2", await world.ReadAsync("boards", "*", "2023"));
        Assert.Equal("2 of 3: 1 0 2", await world.ReadAsync("boards", "*", "2024")); // the last quarter that is over
        Assert.Equal("none of 3: 0 0 3", await world.ReadAsync("boards", "*", "2023-Q3"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reading_AddsUpWhatHasComeSoFar_AsANaiveSumDoes(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(async i => i == 0 ? null! : await world.PersonAsync(i)));
        const int seed = 20231231;
        var chance = new Random(seed);
        var naive = new Dictionary<(string Village, string Month), (int? Notices, bool Blank, int Reached)>();
        var months = Enumerable.Range(1, 4).Select(m => $"2023-{m:00}").ToList();
        foreach (var month in months)
        {
            foreach (var village in (string[])["V1", "V2", "V3"])
            {
                var (period, blank, reach) = (Period.Parse(month), chance.Next(5) == 0, chance.Next(4)); // 0 nothing, 1 entered, 2 complete, 3 approved
                if (reach == 0)
                {
                    continue;
                }

                var value = chance.Next(3) == 0 ? 0 : chance.Next(40);
                var cell = blank ? Cell("notices", "", "blank", "没有") : Cell("notices", $"{value}");
                Assert.Equal("2", await world.SaveAsync(people[1], new("N", period, village, [cell, Cell("spent", "1")], world.NewClient())));
                if (reach > 1)
                {
                    Assert.Equal("ok", await world.DecideAsync(people[1], "complete", village, period));
                }

                if (reach > 2)
                {
                    Assert.Equal("ok", await world.DecideAsync(people[2], "approve", village, period));
                }

                naive[(village, month)] = (blank ? null : value, blank, reach);
            }

            var towns = new[] { ("T1", new[] { "V1", "V2" }), ("T2", ["V3"]) };
            foreach (var (town, villages) in towns.Where(t => t.Item2.All(v => naive.GetValueOrDefault((v, month)).Reached == 3)))
            {
                Assert.Equal("ok", await world.DecideAsync(people[4], "accept", town, Period.Parse(month)));
                foreach (var village in villages)
                {
                    naive[(village, month)] = naive[(village, month)] with { Reached = 4 };
                }
            }
        }

        foreach (var (code, least) in new[] { ("notices_entered", 1), ("notices_approved", 3), ("notices", 4) })
        {
            foreach (var (scope, villages) in new[] { ("*", new[] { "V1", "V2", "V3" }), ("unit:T1", ["V1", "V2"]), ("organization:V3", ["V3"]) })
            {
                foreach (var (text, within) in new[] { ("2023-01..", months), ("2023-Q1", months.Take(3).ToList()), ("2023-02", [months[1]]), ("2023-01-15..2023-04-15", [months[1], months[2]]) })
                {
                    var cells = naive.Where(n => villages.Contains(n.Key.Village) && within.Contains(n.Key.Month) && n.Value.Reached >= least).Select(n => n.Value).ToList();
                    var values = cells.Where(c => c.Notices is not null).ToList();
                    var expected = $"{(values.Count == 0 ? "none" : values.Sum(v => v.Notices!.Value))} of {villages.Length * within.Count}: {values.Count} {cells.Count - values.Count} {villages.Length * within.Count - cells.Count}";
                    Assert.True(expected == await world.ReadAsync(code, scope, text.EndsWith("..", StringComparison.Ordinal) ? "2023-01-01..2023-04-30" : text), $"seed {seed}: {code} {scope} {text}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reading_ListsItsRows_KnowsEarlierTimes_AndConvertsUnits(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        var one = await world.PersonAsync(1);
        await world.SaveAsync(one, "V1", December, ("spent", "12345.60"));
        world.Desk.Data.Clock.Advance(TimeSpan.FromDays(1));
        var before = world.Desk.Data.Clock.GetUtcNow().ToUnixTimeMilliseconds() - 1;
        await world.SaveAsync(one, "V1", December, ("spent", "20000"));
        Assert.Equal("2 of 3: 1 0 2", await world.ReadAsync("spent_wan", "*", "2023-12"));
        await using var db = world.Desk.Data.Store.Open(await world.PersonAsync(1));
        var request = new ReadingRequest("spent_wan", "*", December, before);
        Assert.Equal(new Rational(123456, 100000), (await IndicatorReadings.ReadAsync(db, request, Cancel)).Value.Value);
        var record = Assert.Single((await IndicatorReadings.RecordsAsync(db, request with { KnownAtMs = long.MaxValue }, 0, 10, Cancel)).Value);
        Assert.Equal(("/datasets/N/2023-12/V1", new Rational(2, 1), new DateOnly(2023, 12, 31)), (record.Href, record.Value, record.On));
        await using var blind = world.Desk.Data.Store.Open(one with { Permissions = one.Permissions.Where(p => p != "indicators:data:read").ToHashSet() });
        await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.ReadAsync(blind, request, Cancel));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task File_SaysTheSameAsTheForm_IsCheckedRowByRow_AndTakenBackWhole(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        var (one, two) = (await world.PersonAsync(1), await world.PersonAsync(2));
        var batch = await world.Desk.SetUpAsync(("observations", $"{Head}N,2023-12,V1,notices,4,,\nN,2023-12,V1,spent,,无可报,没有花钱\nN,2023-12,V2,notices,0,填数,\n"));
        Assert.Equal("4 of 3: 2 0 1", await world.ReadAsync("notices_entered", "*", "2023-12"));
        var again = await world.Desk.ImportAsync(("observations", $"{Head}N,2023-12,V1,notices,4,,\n"));
        Assert.Equal((0, 0, 1), (again.NewRows, again.ChangedRows, again.SameRows));
        Assert.Equal("0", await world.SaveAsync(one, "V1", December, ("notices", "4")));
        var bad = await world.Desk.ImportAsync(("observations", $"""
            {Head}N,2023-Q4,V1,notices,1,,
            N,2023-12,X1,notices,1,,
            N,2023-12,V1,boards,1,,
            N,2023-12,V1,notices,1.5,,
            N,2023-12,V1,notices,5,无可报,说明
            N,2023-12,V3,notices,,无可报,
            N,2023-12,V3,spent,,,
            NO,2023-12,V3,spent,1,,
            N,2023-12,NO,spent,1,,
            N,2023-12,V2,spent,1,,
            N,2023-12,V2,spent,1,,

            """));
        Assert.False(bad.Saved);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10, 12], bad.Problems.Select(p => p.Row).Distinct());
        var odd = await world.Desk.ImportAsync(("observations", $"{Head}N,2023-12,V3,notices,31,,\n"));
        Assert.True(odd.Saved);
        Assert.Contains("不在常见的范围里", Assert.Single(odd.Problems).Message, StringComparison.Ordinal);
        // approved numbers refuse files as they refuse forms, and the file that brought them is not taken back any more
        Assert.Equal("ok", await world.DecideAsync(one, "complete", "V1", December));
        Assert.Equal("ok", await world.DecideAsync(two, "approve", "V1", December));
        var locked = await world.Desk.ImportAsync(("observations", $"{Head}N,2023-12,V1,notices,9,,\n"));
        Assert.Contains("已经审核，锁定了", Assert.Single(locked.Problems).Message, StringComparison.Ordinal);
        Assert.Contains("已经审核，锁定了", await world.Desk.UndoRefusalAsync(batch), StringComparison.Ordinal);
        Assert.Equal("ok", await world.DecideAsync(two, "unapprove", "V1", December, "导错了"));
        await world.Desk.UndoAsync(batch);
        Assert.Equal("31 of 3: 1 0 2", await world.ReadAsync("notices_entered", "*", "2023-12"));
        Assert.Equal(DataState.None, await world.StateAsync("V1", December));
        Assert.Empty(await world.Desk.Data.ProblemsAsync());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Form_ShowsTheTwelvePeriodsBefore_AndTheBoardWhoIsLate(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        var one = await world.PersonAsync(1);
        var rows = string.Concat(Enumerable.Range(1, 12).Where(m => m != 3).Select(m => $"N,2023-{m:00},V1,notices,{m},,\n"));
        await world.Desk.SetUpAsync(("observations", Head + "N,2022-12,V1,notices,0,,\n" + rows));
        var cell = (await world.FormAsync("V1", December)).Cells[0];
        Assert.Equal(["11", "10", "9", "8", "7", "6", "5", "4", "-", "2", "1", "0"], cell.Before.Select(b => b.Value?.Text ?? "-"));
        var board = await world.BoardAsync(December);
        Assert.Equal(new DateOnly(2024, 1, 5), board.Set.DueOn(December));
        Assert.All(board.Organizations, o => Assert.False(o.IsOverdue(board.Set.DueOn(December), new(2024, 1, 5))));
        Assert.All(board.Organizations, o => Assert.True(o.IsOverdue(board.Set.DueOn(December), new(2024, 1, 6))));
        Assert.Equal(["C1 2", "T1 2", "T2 1"], board.Units.Select(u => $"{u.Unit.Code} {u.Waiting.Count}"));
        await world.SaveAsync(one, "V1", December, ("spent", "1"));
        await world.DecideAsync(one, "complete", "V1", December);
        Assert.False((await world.BoardAsync(December)).Organizations[0].IsOverdue(new(2024, 1, 5), new(2024, 3, 1)));
        await using var db = world.Desk.Data.Store.Open(await world.PersonAsync(3));
        var seen = (await DataBook.BoardAsync(db, "N", December, Cancel)).Value; // he sees T1
        Assert.Equal(["V1", "V2", "T1"], [.. seen.Organizations.Select(o => o.Organization.Code), .. seen.Units.Select(u => u.Unit.Code)]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Definition_ChangesByDates_AndStaysWhatWasUsed(DatabaseEngine engine)
    {
        await using var world = await OpenAsync(cluster, engine);
        const string sets = "code,valid_from,name,purpose,period_type,place,kinds,accept_levels,due_days,valid_to\n";
        const string elements = "data_set,indicator,valid_from,sort_no,why,least,most,valid_to\n";
        await world.Desk.SetUpAsync(("data-sets", sets + "N,2024-01-01,公告月报,看公开了几次,month,C1,village_cooperative,town,20,2024-06-30\n"));
        await world.Desk.SetUpAsync(("data-elements", elements + "N,spent,2023-12-31,2,不再问,,,2023-11-30\n"));
        await using (var db = world.Desk.Data.Store.Open())
        {
            var december = (await DataBook.BoardAsync(db, "N", December, Cancel)).Value;
            var january = (await DataBook.BoardAsync(db, "N", Period.Parse("2024-01"), Cancel)).Value;
            Assert.Equal((5, 1, 3), (december.Set.DueDays, december.Set.Elements.Count, december.Units.Count));
            Assert.Equal((20, 1, 2), (january.Set.DueDays, january.Set.Elements.Count, january.Units.Count));
            Assert.Equal("period_not_asked", (await DataBook.BoardAsync(db, "N", Period.Parse("2024-07"), Cancel)).Refusals[0].Code);
            Assert.Equal(2, (await DataBook.BoardAsync(db, "N", Period.Parse("2023-11"), Cancel)).Value.Set.Elements.Count);
        }

        var type = await world.Desk.ImportAsync(("data-sets", sets + "N,2025-01-01,公告月报,看,quarter,C1,village_cooperative,,5,\n"));
        Assert.Contains("不能改", Assert.Single(type.Problems).Message, StringComparison.Ordinal);
        var many = await world.Desk.ImportAsync(
            ("indicators", "code,valid_from,name,name_en,unit,period_type,computation,argument,qualifier,definition\n" + string.Concat(Enumerable.Range(1, 21).Select(i => $"m{i},2020-01-01,项{i},M,event,span,observation,set=M;element=m{i},exact,数\n"))),
            ("data-sets", sets + "M,2024-01-01,多项,看,month,C1,village_cooperative,,5,\n"),
            ("data-elements", elements + string.Concat(Enumerable.Range(1, 21).Select(i => $"M,m{i},2024-01-01,{i},数,,,\n"))));
        Assert.Contains("最多 20 项", Assert.Single(many.Problems).Message, StringComparison.Ordinal);
        var batch = await world.Desk.SetUpAsync(
            ("indicators", "code,valid_from,name,name_en,unit,period_type,computation,argument,qualifier,definition\nm1,2020-01-01,项,M,event,span,observation,set=M;element=m1,exact,数\n"),
            ("data-sets", sets + "M,2023-01-01,一项,看,month,C1,village_cooperative,,5,\n"), ("data-elements", elements + "M,m1,2023-01-01,1,数,,,\n"));
        var used = await world.Desk.SetUpAsync(("observations", Head + "M,2023-12,V1,m1,1,,\n"));
        Assert.Contains("已经有人填报", await world.Desk.UndoRefusalAsync(batch), StringComparison.Ordinal);
        await world.Desk.UndoAsync(used);
        await world.Desk.UndoAsync(batch);
        await using var after = world.Desk.Data.Store.Open();
        Assert.Equal(["N", "Q"], (await DataBook.ListAsync(after, new(2024, 1, 1), Cancel)).Select(s => s.Code));
    }
}
