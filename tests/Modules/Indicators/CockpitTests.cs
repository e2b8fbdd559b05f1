using Baotuan.Indicators.Cockpit;
using Baotuan.Indicators.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Indicators;

/// <summary>The cockpit over samples/pinghu. Expected figures are those of <see cref="ReadingsTests.Expected"/>, counted over the files.</summary>
public sealed class CockpitTests(Pinghu pinghu) : IClassFixture<Pinghu>
{
    private static readonly DateOnly Today = new(2026, 11, 28);

    private static CancellationToken Cancel => ImportDesk.Cancel;

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task NumbersAndPictures_AreTheReadings(DatabaseEngine engine)
    {
        await using var db = (await pinghu.ReadOnlyAsync(engine)).Data.Store.Open();
        var sheet = (await ReadCockpit.RunAsync(db, "*", 2021, Cancel)).Value;
        string Shown(string code) => CockpitText.Of(sheet.Numbers.Single(r => r.Indicator.Code == code));
        Assert.Equal(("421 个村", "3,140 万元", "3,040 万元"), (Shown("villages"), Shown("return_due"), Shown("return_paid")));
        Assert.Equal("1.54 亿元", Shown("village_principal"));

        var returns = sheet.Charts[0];
        Assert.Equal("2021 年应付分红 3,140 万元，已付分红 3,040 万元", returns.Title);
        Assert.Equal(["2016年", "2017年", "2018年", "2019年", "2020年", "2021年"], returns.Chart.Categories);
        Assert.Equal([0, 0, 1_540_000_000L, 1_540_000_000, 1_540_000_000, 3_140_000_000], returns.Chart.Series[0].Values); // fen
        Assert.Equal(3_040_000_000, returns.Chart.Series[1].Values[^1]);
        foreach (var reading in sheet.Numbers.Concat(sheet.Charts.SelectMany(c => c.Series).SelectMany(s => s.Readings)))
        {
            var again = (await IndicatorReadings.ReadAsync(db, new(reading.Indicator.Code, reading.Scope.Code, reading.Period), Cancel)).Value;
            Assert.Equal((again.Value, again.Records), (reading.Value, reading.Records));
        }

        Assert.Equal((await ClaimBook.ListAsync(db, long.MaxValue, Cancel)).Count, sheet.Claims.Sum(c => c.Count));
        Assert.Equal(2022, await ReadCockpit.LastYearAsync(db, Today, Cancel));
        var industry = (await ReadCockpit.RunAsync(db, "unit:JKQ", 2022, Cancel)).Value.Numbers.Where(r => r.Indicator.Code.StartsWith("above_scale", StringComparison.Ordinal)).ToList();
        Assert.Equal(["above_scale_output 2022-11-30", "above_scale_growth 2022-11-30", "above_scale_firms 2022-11-30"], industry.Select(r => $"{r.Indicator.Code} {r.Period.End:yyyy-MM-dd}")); // reported until November
        Assert.Equal(("593.02 亿元", "约 7.21 %", 254), (CockpitText.Of(industry[0]), CockpitText.Of(industry[1]), industry[2].Records)); // 59,302,000,000.00 and 55,314,000,000.00 added up over outputs.csv
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Place_LeavesOutWhatCannotBeAskedOverPlaces_AndIsDeniedToWhoSeesAPart(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        await using var db = desk.Data.Store.Open();
        var county = (await ReadCockpit.RunAsync(db, "unit:PHS", 2021, Cancel)).Value;
        Assert.DoesNotContain(county.Numbers, r => r.Indicator.Code == "ventures");
        Assert.Equal(36, county.Numbers.Single(r => r.Indicator.Code == "villages").Records);
        Assert.Empty(county.Claims);
        Assert.Equal("scope_not_found", (await ReadCockpit.RunAsync(db, "unit:NO", 2021, Cancel)).Refusals[0].Code);
        Assert.Empty((await ReadCockpit.RunAsync(db, "*", 1990, Cancel)).Value.Charts);

        await using var village = desk.Data.Store.Open(await Pinghu.ReaderAsync(desk, "PH01"));
        var own = (await ReadCockpit.RunAsync(village, "*", 2021, Cancel)).Value;
        Assert.Equal(("您能查看的全部", 1), (own.Scope, own.Numbers.Single(r => r.Indicator.Code == "villages").Records));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ReadCockpit.RunAsync(village, "unit:PHS", 2021, Cancel));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Sheet_IsKeptForWhoLooked_UntilSomethingChanges(DatabaseEngine engine)
    {
        await using var desk = await pinghu.FreshAsync(engine);
        var (sheets, village) = (new CockpitSheets(), await Pinghu.ReaderAsync(desk, "PH01"));
        async Task<CockpitSheet> LookAsync(Caller? caller)
        {
            await using var db = caller is null ? desk.Data.Store.Open() : desk.Data.Store.Open(caller);
            return (await sheets.OfAsync(db, "*", 2021, Today, Cancel)).Value;
        }

        var whole = await LookAsync(null);
        Assert.Same(whole, await LookAsync(null));
        Assert.Equal(1, sheets.Made);
        Assert.Equal("您能查看的全部", (await LookAsync(village)).Scope); // never another's sheet
        Assert.Equal(2, sheets.Made);
        // a token of the same person that carries the numbers but not the books behind some of them
        var token = village with { Permissions = village.Permissions.Where(p => !p.StartsWith("ledger:", StringComparison.Ordinal)).ToHashSet() };
        Assert.Contains((await LookAsync(village)).Charts, c => c.Series[0].Readings[0].Indicator.Code == "recurring_income");
        Assert.DoesNotContain((await LookAsync(token)).Charts, c => c.Series[0].Readings[0].Indicator.Code == "recurring_income");
        Assert.Equal(3, sheets.Made);

        await desk.SetUpAsync(("organizations", "code,name,kind,credit_code,unit,valid_from\nPHX,示例新村股份经济合作社（虚构）,village_cooperative,,PHV17,2015-01-01\n"));
        Assert.Equal(422, (await LookAsync(null)).Numbers.Single(r => r.Indicator.Code == "villages").Records);
        Assert.Equal(4, sheets.Made);

        await using var nobody = desk.Data.Store.Open(village with { Permissions = new HashSet<string>() });
        await Assert.ThrowsAsync<AccessDeniedException>(() => sheets.OfAsync(nobody, "*", 2021, Today, Cancel));
        nobody.Access.Everybody();
    }
}
