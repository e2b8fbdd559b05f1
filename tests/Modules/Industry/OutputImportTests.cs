using Baotuan.Industry.Figures;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Indicators;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Industry;

/// <summary>Reports that are odd are warned of and kept; corrections need a reason and can be taken back; who may see what.</summary>
public sealed class OutputImportTests(PostgresCluster cluster)
{
    private const string Head = "firm,series,month,value,cumulative,base,status,reason\n";

    private static CancellationToken Cancel => ImportDesk.Cancel;

    private static readonly string Credit = "91339999MA0000017" + CreditCode.CheckCharacter("91339999MA0000017");

    private async Task<ImportDesk> DeskAsync(DatabaseEngine engine)
    {
        var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(
            ("org-units", "code,name,parent,level,statistical_code,credit_code,valid_from\nQH,清河县,,county,339999,,\n"),
            ("organizations", $"code,name,kind,credit_code,unit,valid_from,valid_to\nE1,企业一,enterprise,{Credit},QH,,\nE2,企业二,enterprise,,QH,,\nE3,企业三,enterprise,,QH,,\n"),
            ("industry-chains", "code,name,kind,valid_from\nA,甲链,leading,2020-01-01\nB,乙链,other,2020-01-01\n"),
            ("chain-members", "firm,chain,role,valid_from,valid_to\nE1,A,member,2020-01-01,\nE1,A,chain_leader,2022-01-01,\nE1,B,member,2020-01-01,\nE2,A,member,2020-01-01,2022-06-30\n"),
            ("scope-list", "firm,series,from_month,to_month,note\nE1,official,2020-01,,\nE2,official,2020-01,,\nE3,official,2022-03,2022-10,\n"));
        return desk;
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task OddReports_AreWarnedOf_AndKept(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        var report = await desk.ImportAsync(("outputs",
            $"{Head}E1,official,2022-02,,500.00,0,,\n{Credit},official,2022-03,1.00,499.99,450.00,,\nE3,official,2022-11,,80.00,,,\nE2,official,2022-02,,40.00,,,\n"));
        Assert.True(report.Saved);
        Assert.Equal(
            [
                (2, "base", "上年同期为 0，这家企业算不出增速；合计里按 0 计。没有上年数就请留空。"),
                (3, "cumulative", "本年累计小于 2022-02 的累计 500.00 元。没有写错就照收。"),
                (4, "firm", "这家企业 2022-11 不在统计口径的名单上，报的数不计入合计。请核对“规上企业名单”。"),
            ],
            report.Problems.Select(p => (p.Row, p.Column!, p.Message)));
        await using var db = desk.Data.Store.Open();
        var march = OutputTotal.Of(await LoadFigures.ForAsync(db, "official", new(2022, 3, 1), null, long.MaxValue, Cancel));
        Assert.Equal((3, 1, 499_99L, 1_00L), (march.Firms, march.Reported, march.CumulativeFen, march.MonthFen)); // the credit code names the same firm
        var november = OutputTotal.Of(await LoadFigures.ForAsync(db, "official", new(2022, 11, 1), null, long.MaxValue, Cancel));
        Assert.Equal((2, 0, 0L), (november.Firms, november.Reported, november.CumulativeFen)); // what is not on the list does not count
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Correction_NeedsAReason_KeepsWhatStood_AndCanBeTakenBack(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        await desk.SetUpAsync(("outputs", $"{Head}E1,official,2022-11,,100.00,90.00,,\n"));
        Assert.False((await desk.ImportAsync(("outputs", $"{Head}E1,official,2022-11,,120.00,90.00,,\n"))).Saved);
        desk.Data.Clock.Advance(TimeSpan.FromDays(1));
        long before;
        await using (var db = desk.Data.Store.Open())
        {
            before = desk.Data.Clock.GetUtcNow().ToUnixTimeMilliseconds() - 1;
        }

        var batch = await desk.SetUpAsync(("outputs", $"{Head}E1,official,2022-11,,120.00,90.00,,补报\n"));
        var again = await desk.ImportAsync(("outputs", $"{Head}E1,official,2022-11,,120.00,90.00,,补报\n"));
        Assert.Equal((0, 0, 1), (again.NewRows, again.ChangedRows, again.SameRows));
        Assert.Equal((120_00L, 100_00L), (await SumAsync(desk, long.MaxValue), await SumAsync(desk, before)));
        await desk.UndoAsync(batch);
        Assert.Equal(100_00, await SumAsync(desk, long.MaxValue));
    }

    private static async Task<long> SumAsync(ImportDesk desk, long known)
    {
        await using var db = desk.Data.Store.Open();
        return OutputTotal.Of(await LoadFigures.ForAsync(db, "official", new(2022, 11, 1), null, known, Cancel)).CumulativeFen;
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Numbers_OverFirms_CountEachOnce_AndFewerThanThreeAreForFewerPeople(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        await desk.SetUpAsync(
            ("outputs", $"{Head}E1,official,2022-06,,300.00,200.00,,\nE2,official,2022-06,,50.00,60.00,,\nE3,official,2022-06,,10.00,,,\n"),
            ("indicators", """
                code,valid_from,name,name_en,unit,period_type,computation,argument,qualifier,definition
                a_output,2020-01-01,甲链产值,A,yuan,span,industry_output,series=official;chain=A,exact,甲链
                b_growth,2020-01-01,乙链增速,B,percent,span,industry_growth,series=official;chain=B,exact,乙链

                """));
        Assert.Equal(("3", 3), await Pinghu.ReadAsync(desk, "above_scale_firms", "*", "2022-06"));
        Assert.Equal(("2", 2), await Pinghu.ReadAsync(desk, "above_scale_firms", "unit:QH", "2022-11"));
        Assert.Equal(("360", 3), await Pinghu.ReadAsync(desk, "above_scale_output", "*", "2022-H1"));
        Assert.Equal(("none", 0), await Pinghu.ReadAsync(desk, "above_scale_output", "*", "2022-06")); // a sum from January on only
        Assert.Equal(("450/13", 2), await Pinghu.ReadAsync(desk, "above_scale_growth", "*", "2022-H1")); // 350 over 260
        Assert.Equal(("350", 2), await Pinghu.ReadAsync(desk, "a_output", "*", "2022-H1"));
        Assert.Equal(("50", 1), await Pinghu.ReadAsync(desk, "b_growth", "*", "2022-H1"));
        Assert.Equal(("none", 0), await Pinghu.ReadAsync(desk, "dispatch_output", "*", "2022-H1"));
        Assert.Equal(("1", 1), await Pinghu.ReadAsync(desk, "leading_chains", "*", "2022"));

        var reader = await Pinghu.ReaderAsync(desk, "E1", "E2", "E3");
        await using var db = desk.Data.Store.Open(new()
        {
            UserId = reader.UserId, Login = reader.Login, Name = reader.Name, View = reader.View, Permissions = reader.Permissions.Where(p => p != "industry:firm:read").ToHashSet(),
        });
        var request = new ReadingRequest("above_scale_output", "unit:QH", Period.Parse("2022-H1"), long.MaxValue);
        Assert.Equal(new Rational(360, 1), (await IndicatorReadings.ReadAsync(db, request, Cancel)).Value.Value);
        await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.RecordsAsync(db, request, 0, 10, Cancel));
        await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.ReadAsync(db, request with { Code = "a_output" }, Cancel));
        await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.ReadAsync(db, request with { Scope = "organization:E1" }, Cancel));
    }
}
