using Baotuan.Parties.Contracts;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Imports.ImportDesk;

namespace Baotuan.Tests.Modules.Imports;

public sealed class PartiesImportTests(PostgresCluster cluster)
{
    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Sample_BecomesMembersWithWeights(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        await using var db = desk.Data.Store.Open();
        var village = (await Organizations.ByCodeAsync(db, "V01", Cancel))!;
        var members = await Members.AsOfAsync(db, village.Id, new(2020, 6, 30), long.MaxValue, Cancel);
        Assert.Equal(["00001", "00002", "00003"], members.Select(m => m.MemberNo));
        Assert.Equal(("王甲", "0001", "1 组", true), (members[0].Name, members[0].HouseholdNo, members[0].GroupName, members[0].IsHead));
        var later = await Members.AsOfAsync(db, village.Id, new(2020, 7, 1), long.MaxValue, Cancel);
        Assert.Equal(["00001", "00002"], later.Select(m => m.MemberNo));
        // 1 + 20.5 × 0.5 = 11.25; the smallest exact unit is 1/20000 share
        var weights = Assert.Single(MemberWeights.Stream(db, [village.Id], new(2020, 6, 30), long.MaxValue));
        Assert.Equal([225_000L, 20_000, 20_000], weights.Weights.ToArray());
        Assert.Equal(20_000, weights.Unit);
        var units = await CompanyHoldings.AsOfAsync(db, (await Organizations.ByCodeAsync(db, "C01", Cancel))!.Id, new(2015, 1, 1), long.MaxValue, Cancel);
        Assert.Equal([600_000, 400_000], units.Select(u => u.Units10000));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task FullWidthNumbersOfAMember_AreTheSameNumbers(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var report = await desk.ImportAsync(
            ("members", "组织,成员号,姓名,户号,电话,银行账号,起始日期\nＶ０１,００００１,王甲,０００１,１３８－０００００００１,６２２２ ００００　００００ ０００１,２０１５／１／１\n"));
        Assert.True(report.Saved, string.Join("\n", report.Problems));
        Assert.Equal((0, 1, 0), (report.NewRows, report.ChangedRows, report.SameRows)); // of the phone, which is kept with its hyphen
        var row = Assert.Single((await desk.ExportAsync())["members"].Split('\n'), line => line.StartsWith("V01,00001,", StringComparison.Ordinal));
        Assert.Contains("****0001,2015-01-01", row, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task SameFolderAgain_SavesNothing(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var again = await desk.ImportAsync(Samples.Parties);
        Assert.True(again.Saved);
        Assert.Equal((0, 0, 24), (again.NewRows, again.ChangedRows, again.SameRows));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Export_ComesBackInAsSame(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var texts = await desk.ExportAsync();
        Assert.Contains($"V01,00001,王甲,0001,{Samples.Masked(1)},138****0001,****0001,2015-01-01,,", texts["members"], StringComparison.Ordinal);
        Assert.Contains($"V01,00003,李丙,0002,{Samples.Masked(3)},,,2015-01-01,2020-07-01,迁出", texts["members"], StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.Citizen(1), texts["members"], StringComparison.Ordinal);
        var again = await desk.ImportAsync([.. texts.Select(t => (t.Key, t.Value))]);
        Assert.True(again.Saved, string.Join("\n", again.Problems));
        Assert.Equal((0, 0, 24), (again.NewRows, again.ChangedRows, again.SameRows));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task CorrectedFact_ReplacesWhatWasKnown_AndUndoBringsItBack(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var before = await desk.ExportAsync();
        var report = await desk.ImportAsync(
            ("shares", "organization,member_no,class,quantity,valid_from\nV01,00002,RK,1.5,2015-01-01\n"),
            ("organizations", "code,name,kind\nV02,河东村经济合作社,village_cooperative\n"),
            ("members", "organization,member_no,name,household_no,valid_from,left_on,left_reason\nV01,00003,李丙,0002,2015-01-01,2020-08-01,迁出\n"));
        Assert.Equal((0, 3, 0), (report.NewRows, report.ChangedRows, report.SameRows));
        var after = await desk.ExportAsync();
        Assert.Contains("V01,00002,RK,1.5,2015-01-01", after["shares"], StringComparison.Ordinal);
        Assert.Contains("河东村经济合作社", after["organizations"], StringComparison.Ordinal);
        Assert.Contains($"{Samples.Masked(3)},,,2015-01-01,2020-08-01,迁出", after["members"], StringComparison.Ordinal);
        await desk.UndoAsync(report.BatchId!.Value);
        Assert.Equal(before, await desk.ExportAsync());
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Undo_LeavesNothing_AndTheFolderCanComeAgain(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        var empty = await desk.ExportAsync();
        var batch = await desk.SetUpAsync(Samples.Parties);
        var full = await desk.ExportAsync();
        await desk.UndoAsync(batch);
        Assert.Equal(empty, await desk.ExportAsync());
        await desk.SetUpAsync(Samples.Parties);
        Assert.Equal(full, await desk.ExportAsync());
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task UndoInAnyOrder_NeverBringsBackWhatWasUndone(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.Parties);
        var before = (await desk.ExportAsync())["shares"];
        var first = await desk.SetUpAsync(("shares", "organization,member_no,class,quantity,valid_from\nV01,00002,RK,2,2015-01-01\n"));
        var second = await desk.SetUpAsync(("shares", "organization,member_no,class,quantity,valid_from\nV01,00002,RK,3,2015-01-01\n"));
        await desk.UndoAsync(first);
        Assert.Contains("V01,00002,RK,3,", (await desk.ExportAsync())["shares"], StringComparison.Ordinal);
        await desk.UndoAsync(second);
        Assert.Equal(before, (await desk.ExportAsync())["shares"]);
    }

    [Fact]
    public async Task Undo_IsRefusedWhenLaterRowsStandOnIt()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        var first = await desk.SetUpAsync(("org-units", Samples.OrgUnits), ("organizations", Samples.Organizations));
        var second = await desk.SetUpAsync(("households", Samples.Households));
        Assert.Equal("不能撤销这次导入：组织 V01 还有别处登记的户、成员、份额或持份。请先撤销后面的导入。", await desk.UndoRefusalAsync(first));
        await desk.UndoAsync(second);
        await desk.UndoAsync(first);
        Assert.Equal($"第 {first} 次导入已经撤销过了。", await desk.UndoRefusalAsync(first));
    }

    [Fact]
    public async Task ChangedMasterRow_IsNotUndoneUnderALaterChange()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync(("org-units", Samples.OrgUnits), ("organizations", Samples.Organizations));
        var first = await desk.SetUpAsync(("organizations", "code,name,kind\nV02,甲名,village_cooperative\n"));
        var second = await desk.SetUpAsync(("organizations", "code,name,kind\nV02,乙名,village_cooperative\n"));
        Assert.Equal("不能撤销这次导入：组织“V02”在这次导入之后又改过。请先撤销后面的导入。", await desk.UndoRefusalAsync(first));
        await desk.UndoAsync(second);
        Assert.Contains("甲名", (await desk.ExportAsync())["organizations"], StringComparison.Ordinal);
        await desk.UndoAsync(first);
        Assert.Contains("河东村股份经济合作社", (await desk.ExportAsync())["organizations"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaskedOrEmptyPersonalField_LeavesItAsItIs()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync(Samples.Parties);
        await desk.SetUpAsync(
            ("members", $"organization,member_no,name,household_no,citizen_id,phone,valid_from\nV01,00001,王甲,0002,{Samples.Masked(1)},13900000000,2019-01-01\n"));
        Assert.Contains($"V01,00001,王甲,0002,{Samples.Masked(1)},139****0000,****0001,2019-01-01,,", (await desk.ExportAsync())["members"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsOfOneCollective_MayStandApart()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync(Samples.Parties);
        var report = await desk.ImportAsync(
            ("shares", "organization,member_no,class,quantity,valid_from\nV01,00001,RK,2,2016-01-01\nV02,00001,RK,2,2016-01-01\nV01,00002,RK,2,2016-01-01\n"));
        Assert.Equal((3, 0, 0), (report.NewRows, report.ChangedRows, report.SameRows));
    }

    [Fact]
    public async Task GoodRowsOnly_SavesTheGoodAndCountsTheBad()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        var report = await desk.ImportAsync(ImportMode.GoodRowsOnly, Samples.Parties.With("shares", Samples.Shares + "V01,99999,RK,1,2015-01-01\n"));
        Assert.True(report.Saved);
        Assert.Equal((24, 1), (report.NewRows, report.BadRows));
        Assert.Equal(Samples.Shares, (await desk.ExportAsync())["shares"]);
    }
}
