using Baotuan.Indicators.Claims;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Indicators;

/// <summary>Every figure of the source beside the records of the sample. States and differences were worked by hand.</summary>
public sealed class ClaimsTests(Pinghu pinghu) : IClassFixture<Pinghu>
{
    private static CancellationToken Cancel => ImportDesk.Cancel;

    /// <summary>Claim, state, computed and residual in the unit of the claim, records. All others are not computable yet, or stale.</summary>
    private static readonly (string Code, ClaimState State, string Computed, string Residual, long Records)[] Computed =
    [
        ("F05", ClaimState.Agreed, "254", "", 254),
        ("F06", ClaimState.WithinRounding, "29651/50", "-1/50", 254), // 593.02
        ("F07", ClaimState.WithinRounding, "199400/27657", "-1348/138285", 254), // 593.02 ÷ 553.14
        ("F12", ClaimState.Agreed, "2", "", 2),
        ("F16", ClaimState.WithinRounding, "17681/100", "-1/100", 61),
        ("F17", ClaimState.WithinRounding, "310400/14577", "901/145770", 61), // 176.81 ÷ 145.77
        ("F27", ClaimState.Agreed, "8580", "", 1),
        ("F28", ClaimState.Agreed, "2022", "", 1),
        ("F29", ClaimState.Agreed, "3", "", 3),
        ("F35", ClaimState.Agreed, "36", "", 36),
        ("F36", ClaimState.Agreed, "77/50", "", 36),
        ("F37", ClaimState.Agreed, "10", "", 1),
        ("F39", ClaimState.Agreed, "2018", "", 5),
        ("F40", ClaimState.Residual, "7700", "26", 180), // 7,726 − 5 × 1,540
        ("F41", ClaimState.Residual, "385/9", "32/225", 180), // 42.92 − 7,700 ÷ 180
        ("F42", ClaimState.Agreed, "3", "", 3),
        ("F43", ClaimState.Agreed, "4000", "", 3),
        ("F44", ClaimState.Agreed, "385", "", 385),
        ("F45", ClaimState.Agreed, "2021", "", 1),
        ("F49", ClaimState.Agreed, "9", "", 9),
        ("F52", ClaimState.Agreed, "89/10", "", 9),
        ("F59", ClaimState.Agreed, "12", "", 12),
        ("F61", ClaimState.Agreed, "254", "", 254),
        ("F73", ClaimState.Agreed, "9", "", 9),
        ("F74", ClaimState.Agreed, "6", "", 6),
    ];

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task EveryFigureOfTheSource_IsThere_WithItsState(DatabaseEngine engine)
    {
        var claims = await ListAsync(await pinghu.ReadOnlyAsync(engine));
        Assert.Equal(Enumerable.Range(1, 94).Select(n => $"F{n:00}"), claims.Select(c => c.Code[..3]).Distinct());
        Assert.Equal(
            Computed.Select(c => (c.Code, c.State, c.Computed, c.Residual, c.Records)),
            claims.Where(c => c.Computed is not null).Select(c => (c.Code, c.State, c.Computed!.Value.ToString(), c.Residual?.ToString() ?? "", c.Records)));
        Assert.Equal("同样的数已按 2022-06-30 公开过（浙江日报2022年7月19日：截至6月底累计调处纠纷254起）", claims.Single(c => c.Code == "F61").Reason); // and is told so, though the records bear it out
        Assert.All(claims.Where(c => c.Computed is null), c => Assert.NotEqual("", c.Reason));
        Assert.Equal("范围和期间里还没有可以算的记录", claims.Single(c => c.Code == "F30").Reason);
        Assert.Equal("还没有记录可以算：企业名录", claims.Single(c => c.Code == "F04").Reason);
        Assert.Equal("这句话里没有数字", claims.Single(c => c.Code == "F20").Reason);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Residual_IsShownWithSizeAndShare(DatabaseEngine engine)
    {
        var claims = await ListAsync(await pinghu.ReadOnlyAsync(engine));
        // 26 ÷ 7,726 = 0.3365 %; 0.14222… ÷ 42.92 = 0.3314 %
        Assert.Equal(("13/3863", "0.34%"), Share(claims.Single(c => c.Code == "F40")));
        Assert.Equal(("32/9657", "0.33%"), Share(claims.Single(c => c.Code == "F41")));
        static (string, string) Share(ClaimInfo c) => (c.Share.ToString()!, ClaimWords.Percent(c.Share!.Value));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task RowTakenOutOfTheFiles_ChangesTheFigure(DatabaseEngine engine)
    {
        using var folder = new TempFolder();
        foreach (var file in Directory.GetFiles(Pinghu.Folder, "*.csv"))
        {
            var lines = await File.ReadAllLinesAsync(file, Cancel);
            var kept = Path.GetFileName(file) switch
            {
                "payments.csv" => lines.Where(l => !l.StartsWith("ZCY,2020,", StringComparison.Ordinal)),
                "outputs.csv" => lines.Where(l => !l.StartsWith("QY001,official,2022-11,", StringComparison.Ordinal)),
                "company-units.csv" => lines.Where((l, i) => i == 0 || l != lines.Last(x => x.StartsWith("WCLH,", StringComparison.Ordinal)) && !l.StartsWith("SQGS,SQ09,", StringComparison.Ordinal)),
                "observations.csv" => lines.Where(l => !l.StartsWith("JUMIN,2022,SQ01,", StringComparison.Ordinal)), // 12,400 people
                "cases.csv" => lines.Where(l => !l.StartsWith("SDTJ,2022-100,", StringComparison.Ordinal)),
                "honours.csv" => lines.Where(l => !l.StartsWith("PHQT,", StringComparison.Ordinal) && !l.StartsWith("SD09,优美庭院", StringComparison.Ordinal) && !l.StartsWith("SD11,美丽河湖", StringComparison.Ordinal)),
                "alliance-units.csv" => lines.Where(l => !l.StartsWith("SDTJ,SDJD,", StringComparison.Ordinal)),
                _ => lines,
            };
            await File.WriteAllLinesAsync(folder.File(Path.GetFileName(file)), kept, new System.Text.UTF8Encoding(true), Cancel);
        }

        await using var desk = await pinghu.FreshAsync(engine, folder.Path);
        var claims = await ListAsync(desk);
        var paid = claims.Single(c => c.Code == "F40");
        Assert.Equal(("6160", "1566", 144L), (paid.Computed!.Value.ToString(), paid.Residual!.Value.ToString(), paid.Records)); // one of five years less
        var output = claims.Single(c => c.Code == "F06"); // the first firm of the automotive chain did not report November
        Assert.Equal(253, output.Records);
        Assert.NotEqual("29651/50", output.Computed.ToString());
        Assert.Equal(60, claims.Single(c => c.Code == "F16").Records);
        var cases = claims.Single(c => c.Code == "F61"); // one case less than was printed twice
        Assert.Equal((ClaimState.Stale, "253", "1"), (cases.State, cases.Computed!.Value.ToString(), cases.Residual!.Value.ToString()));
        Assert.Equal("11", claims.Single(c => c.Code == "F59").Computed.ToString());
        Assert.Equal(("8", "383/50"), (claims.Single(c => c.Code == "F49").Computed.ToString(), claims.Single(c => c.Code == "F52").Computed.ToString()));
        Assert.Equal("范围和期间里还没有可以算的记录", claims.Single(c => c.Code == "F45").Reason);
        Assert.Equal(("8", "5"), (claims.Single(c => c.Code == "F73").Computed.ToString(), claims.Single(c => c.Code == "F74").Computed.ToString()));
        var villages = claims.Single(c => c.Code == "F44");
        Assert.Equal((ClaimState.Residual, "384", "1"), (villages.State, villages.Computed!.Value.ToString(), villages.Residual!.Value.ToString()));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Somebody_WhoSeesAPart_GetsNoPartOfANumber(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        await using var db = desk.Data.Store.Open(await Pinghu.ReaderAsync(desk, "PH01"));
        var claims = await ClaimBook.ListAsync(db, long.MaxValue, Cancel);
        Assert.Equal("26", claims.Single(c => c.Code == "F40").Residual.ToString()); // has a part in the project
        Assert.Equal((ClaimState.NotComputable, "这个数的记录不在您的查看范围里"), (claims.Single(c => c.Code == "F44").State, claims.Single(c => c.Code == "F44").Reason));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task ClaimThatWasRightWhenPublished_IsStale(DatabaseEngine engine)
    {
        await using var desk = await pinghu.FreshAsync(engine); // recorded on 2024-01-01
        await desk.SetUpAsync(("claims", """
            code,published_on,source,text,about,value,unit,qualifier,period,indicator,scope,earlier_on,earlier_source,awaits
            X1,2024-01-01,通报,累计分红7700万元,,7700,万元,,2018-01-01..2022-12-31,return_paid,venture:ZCY,,,

            """));
        Assert.Equal(ClaimState.Agreed, (await ListAsync(desk)).Single(c => c.Code == "X1").State);
        desk.Data.Clock.Advance(TimeSpan.FromDays(2));
        await desk.SetUpAsync(("distributions", "venture,phase,period,declared,record_date,declared_on\nQINGTIAN,,2022,,2022-12-31,2022-12-31\n"));
        Assert.Equal(ClaimState.Agreed, (await ListAsync(desk)).Single(c => c.Code == "X1").State);
        await using (var db = desk.Data.Store.Open())
        {
            var id = (await Baotuan.Ventures.Contracts.DistributionActs.FindAsync(db, "ZCY", Period.Year(2022), null, Cancel)).Value.Id;
            var payment = (await Baotuan.Ventures.Contracts.PaymentActs.ListAsync(db, id, Cancel))[0];
            _ = (await desk.Data.Store.WriteAsync("测试员", (d, cancel) => Baotuan.Ventures.Contracts.PaymentActs.ReverseAsync(d, payment.Id, new DateOnly(2023, 1, 5), "付错了", cancel), Cancel)).Value;
        }

        var stale = (await ListAsync(desk)).Single(c => c.Code == "X1");
        Assert.Equal((ClaimState.Stale, "1540"), (stale.State, stale.Residual.ToString()));
    }

    [Theory]
    [InlineData("1.54", "about", "1.54", ClaimState.Agreed)]
    [InlineData("1.54", "about", "1.5449", ClaimState.WithinRounding)]
    [InlineData("1.54", "exact", "1.535", ClaimState.WithinRounding)]
    [InlineData("1.54", "about", "1.545", ClaimState.Residual)]
    [InlineData("1.54", "about", "1.5349", ClaimState.Residual)]
    [InlineData("8", "at_least", "8", ClaimState.Agreed)]
    [InlineData("8", "at_least", "8.01", ClaimState.Agreed)]
    [InlineData("8", "at_least", "7.99", ClaimState.Residual)]
    [InlineData("7726", "exact", "7725.5", ClaimState.WithinRounding)]
    [InlineData("7726", "exact", "7700", ClaimState.Residual)]
    [InlineData("4000", "forecast", "1600", ClaimState.Residual)]
    [InlineData("0", "exact", "0", ClaimState.Agreed)]
    [InlineData("-2.5", "exact", "-2.45", ClaimState.WithinRounding)]
    public void Claim_IsJudgedByItsQualifierAndItsLastPlace(string printed, string qualifier, string computed, ClaimState expected)
    {
        Assert.True(PrintedNumber.TryParse(printed, out var number));
        Assert.True(PrintedNumber.TryParse(computed, out var value));
        Assert.Equal(expected, JudgeClaim.Of(number, qualifier, value.Value));
    }

    [Theory]
    [InlineData("1,540"), InlineData("1.5e3"), InlineData(" 5"), InlineData("50余"), InlineData("１２"), InlineData("1."), InlineData(".5"), InlineData("1234567890123456"), InlineData(""), InlineData("5\n")]
    public void Number_ThatIsNotPlain_IsNotRead(string text) => Assert.False(PrintedNumber.TryParse(text, out _));

    private static async Task<IReadOnlyList<ClaimInfo>> ListAsync(ImportDesk desk)
    {
        await using var db = desk.Data.Store.Open();
        return await ClaimBook.ListAsync(db, long.MaxValue, Cancel);
    }
}
