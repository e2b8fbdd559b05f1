using Baotuan.Cases.Contracts;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>An older register comes in: what ended there stays as it ended, what did not is worked on here.</summary>
public sealed class CaseImportTests(PostgresCluster cluster)
{
    private const string Head = "owner,number,kind,category,title,channel,subject,received_on,result,ended_on,lead,first_party,second_party,statement\n";
    private const string Ended = "ZX,2023-001,矛盾纠纷,邻里,,,VI,2023-02-01,已履行,2023-02-20,SF,丁某,戊某,隐秘的事\n";
    private const string Open = "ZX,2023-002,dispute,neighbours,,phone,VI,2023-03-01,,,,甲某,乙某,两家为一堵墙\n";

    private static CancellationToken Cancel => CasesWorld.Cancel;

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Ended_ones_stay_ended_and_open_ones_are_worked_on(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        Assert.Equal((2, 0, 0), await ImportAsync(world, Ended + Open));
        Assert.Equal((0, 0, 2), await ImportAsync(world, Ended + Open));
        await world.Sound();

        Assert.Equal(["JF-2023-0001", "JF-2023-0002"], (await world.Listed('z')).Order());
        Assert.Equal(["JF-2023-0001"], await world.Listed('z', new(Text: "2023-001"))); // by its number there
        var (ended, open) = (await world.Show('z', 1), await world.Show('z', 2));
        Assert.Equal(("performed", true, "SF名", "2023-001"), (ended.Line.State, ended.Line.Done, ended.Line.Lead?.Name, ended.NumberThere));
        Assert.Equal(["受理登记", "从旧台账转入"], ended.Steps.Select(s => s.ActName));
        Assert.Empty(ended.Offers);
        Assert.Null(ended.Statement); // mediated elsewhere: nobody here was its mediator
        Assert.Equal("两家为一堵墙", open.Statement);
        Assert.Equal("act_unknown", await world.Try('z', 2, "carried_performed")); // only an import carries over
        Assert.Equal("act_unknown", await world.Try('z', 2, "undo_import"));

        await world.Do('z', 2, "assign", unit: "SF");
        await world.Do('s', 2, "accept");
        Assert.Equal("consent_is_missing", await world.Try('s', 2, "appoint", person: "m")); // both sides stand in the file, neither was asked here
        Assert.Equal((0, 0, 2), await ImportAsync(world, Ended + Open)); // it went on, and is the same case
        await world.Sound();
        Assert.Equal("case_went_on", await UndoAsync(world, 1));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Taken_back_it_counts_nowhere_and_may_come_again(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        Assert.Equal((2, 0, 0), await ImportAsync(world, Ended + Open));
        Assert.Equal("2 1", await CountedAsync(world));
        Assert.Equal("done", await UndoAsync(world, 1));
        await world.Sound();
        Assert.Equal("0 0", await CountedAsync(world));
        Assert.All([await world.Show('z', 1), await world.Show('z', 2)], c => Assert.Equal(("导入已撤销", true), (c.Line.StateName, c.Line.Done)));
        Assert.Equal("batch_already_undone", await UndoAsync(world, 1));
        Assert.Equal((2, 0, 0), await ImportAsync(world, Ended + Open));
        Assert.Equal("2 1", await CountedAsync(world));
        Assert.Equal("case_is_done", await world.Try('z', 1, "assign", unit: "SF"));
        await world.Sound();
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Words_and_names_go_in_sealed_and_never_come_out_as_a_file(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        await ImportAsync(world, Ended + Open);
        var cells = new List<string>();
        await using (var db = world.Store.Store.Open())
        {
            await foreach (var row in new Baotuan.Cases.Imports.CaseSheet().ExportAsync(db, world.Fields, Cancel))
            {
                cells.Add(string.Join('|', row.Select(v => v is DateOnly day ? $"{day:yyyy-MM-dd}" : v)));
            }
        }

        Assert.Equal(["ZX|2023-001|dispute|邻里||window|VI|2023-02-01|已履行|2023-02-20|SF|||"], cells); // the open one has words that whoever takes it on needs
        await using var raw = world.Store.Store.Open();
        foreach (var row in raw.Set<Baotuan.Cases.Register.CaseRow>().ToList())
        {
            Assert.DoesNotContain("隐秘", System.Text.Encoding.UTF8.GetString(row.Statement), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Alliance_of_a_day_is_offered_where_a_unit_is_asked_for(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        const string head = "convener,organization,takes,valid_from,valid_to\n";
        Assert.Equal((3, 0, 0), await ImportAsync(world, head + "ZX,SF,调解,2021-01-01,\nZX,PC,治安,2021-01-01,2021-12-31\nJW,JU,,2021-01-01,\n", "alliance-units"));
        await world.Receive('c', world.Dispute());
        Assert.Equal(["SF 调解"], await AllianceAsync(world));
        Assert.Equal("2 3", $"{await TotalAsync(world, "alliance_units", null, 2023)} {await TotalAsync(world, "alliance_units", null, 2021)}"); // SF and JU; PC left with 2021
        Assert.Equal((0, 1, 0), await ImportAsync(world, head + "ZX,SF,调解和法律援助,2021-01-01,\n", "alliance-units"));
        Assert.Equal("done", await UndoAsync(world, 2));
        Assert.Equal(["SF 调解"], await AllianceAsync(world));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Imported_days_move_open_terms_and_are_taken_back_until_they_come(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var id = (await world.Receive('c', world.Need())).Value.Id; // 2024-01-01, a holiday; two worked days to accept
        await world.Do('z', id, "assign", unit: "SF");
        async Task<DateOnly?> Due() => (await world.Show('z', id)).Line.DueOn;
        Assert.Equal(new(2024, 1, 3), await Due());
        const string head = "day,worked,name,source\n";
        Assert.Equal((2, 0, 0), await ImportAsync(world, head + "2024-01-02,放假,测试节,测试通知\n2024-01-06,上班,测试节调休,测试通知\n", "work-days"));
        Assert.Equal(new(2024, 1, 4), await Due()); // the list, at once
        await world.Sound();
        Assert.Equal((0, 1, 1), await ImportAsync(world, head + "2024-01-02,放假,测试节,测试通知\n2024-01-06,放假,测试节,测试通知\n", "work-days"));
        Assert.Equal("done", await UndoAsync(world, 2));
        Assert.Equal("done", await UndoAsync(world, 1));
        Assert.Equal(new(2024, 1, 3), await Due());
        await world.Sound();
        Assert.Equal((1, 0, 0), await ImportAsync(world, head + "2024-01-02,放假,测试节,测试通知\n", "work-days"));
        world.Pass(1);
        Assert.Equal("work_days_are_used", await UndoAsync(world, 3)); // it has come
        await world.Do('s', id, "accept");
        await world.Sound();
    }

    private static async Task<string> CountedAsync(CasesWorld world) => $"{await TotalAsync(world, "cases_received", "dispute", 2023)} {await TotalAsync(world, "cases_ended_well", "dispute", 2023)}";

    /// <summary>As the page of a case offers it to who was shown the case.</summary>
    private static Task<IEnumerable<string>> AllianceAsync(CasesWorld world) => world.Read('z', async db =>
    {
        var shown = (await Baotuan.Cases.Contracts.CaseActs.ShowAsync(db, world.Fields, 1, world.Today, Cancel))!;
        return (await Baotuan.Cases.Alliance.AllianceBook.OfAsync(db, shown.Line.Owner.Id, world.Today, Cancel)).Select(a => $"{a.Organization.Code} {a.Takes}");
    });

    private static async Task<string> TotalAsync(CasesWorld world, string code, string? kinds, int year)
    {
        await using var db = world.Store.Store.Open(CasesWorld.People['j']);
        var argument = kinds is null ? [] : new Dictionary<string, string> { ["kinds"] = kinds };
        var question = new Baotuan.Indicators.Contracts.Question(db, argument, new("x", "x", [CasesWorld.Vi, CasesWorld.Zx, CasesWorld.Jw], null), Kernel.Period.Year(year), long.MaxValue);
        return $"{(await Baotuan.Cases.Computations.CaseComputations.All.Single(c => c.Code == code).TotalAsync(question, Cancel)).Value}";
    }

    private static async Task<(int New, int Changed, int Same)> ImportAsync(CasesWorld world, string rows, string sheet = "cases")
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File($"{sheet}.csv"), sheet == "cases" ? Head + rows : rows, Cancel);
        var report = await new Importer(world.Store.Store, world.Store.Modules).RunAsync(folder.Path, "旧台账", "测试员", ImportMode.AllOrNothing, false, null, Cancel);
        Assert.True(report.Saved, string.Join('\n', report.Problems.Select(p => p.ToString())));
        return (report.NewRows, report.ChangedRows, report.SameRows);
    }

    private static async Task<string> UndoAsync(CasesWorld world, long batch)
    {
        var outcome = await new Importer(world.Store.Store, world.Store.Modules).UndoAsync(batch, "测试员", Cancel);
        return outcome.Ok ? "done" : outcome.Refusals[0].Code;
    }
}
