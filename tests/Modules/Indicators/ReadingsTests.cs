using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Tests.Modules.Indicators;

/// <summary>Numbers over samples/pinghu. Expected ones were counted over the sample's files by a spreadsheet, not by the program.</summary>
public sealed class ReadingsTests(Pinghu pinghu) : IClassFixture<Pinghu>
{
    private const string ThreeCounties = "venture:QINGTIAN+WENCHENG+LONGQUAN";
    private const string FiveYears = "2018-01-01..2022-12-31";

    private static CancellationToken Cancel => ImportDesk.Cancel;

    /// <summary>Indicator, scope, period, exact value in its unit, records.</summary>
    public static readonly (string Code, string Scope, string Period, string Value, long Records)[] Expected =
    [
        ("villages", "*", "2022", "421", 421),
        ("villages", "unit:PHS", "2022", "36", 36),
        ("villages", "unit:JKQ", "2022", "0", 0),
        ("villages", "organization:PH01", "2014", "0", 0),
        ("members", "*", "2022", "9915", 9915),
        ("members", "organization:PH01", "2022", "1693", 1693),
        ("members", "organization:PH01", "2019", "1654", 1654),
        ("households", "*", "2022", "2823", 2823),
        ("households", "organization:PH01", "2022", "490", 490),
        ("ventures", "*", "2022", "5", 5),
        ("ventures", "*", "2017", "1", 1),
        ("venture_year", "venture:WHARF", "2022", "2022", 1),
        ("return_first_year", "venture:ZCY", FiveYears, "2018", 5),
        ("return_first_year", "venture:WHARF", FiveYears, "none", 0),
        ("total_investment", "venture:WHARF", "2022", "85800000", 1),
        ("total_investment", "venture:ZCY", "2022", "0", 0),
        ("village_holders", "venture:ZCY", "2022", "36", 36),
        ("village_holders", "venture:ZCY", "2015", "0", 0),
        ("village_holders", "venture:WHARF", "2022", "3", 3),
        ("holders", ThreeCounties, "2022", "3", 3),
        ("beneficiary_villages", ThreeCounties, "2022", "385", 385),
        ("beneficiary_villages", "venture:QINGTIAN", "2022", "156", 156),
        ("village_principal", "venture:ZCY", "2022", "154000000", 36),
        ("principal", "organization:PH01", "2022", "213888889/50", 1), // 4,277,777.78
        ("contributions", "venture:ZCY", "2016-01-01..2017-12-31", "154000000", 95),
        ("quota_contributions", "venture:ZCY", "2016-01-01..2017-12-31", "1042484273/50", 12), // 20,849,685.46
        ("quota_contributed_area", "venture:ZCY", "2016-01-01..2017-12-31", "274931/10000", 12),
        ("quota_area", "*", "2022", "721563/10000", 16),
        ("distributions", "*", "2021", "2", 2),
        ("distributions", "venture:WHARF", "2021", "0", 0),
        ("return_due", "*", "2021", "31400000", 37),
        ("return_due", "organization:PH01", FiveYears, "21388889/10", 5), // 5 × 427,777.78
        ("return_paid", "*", "2021", "30400000", 37), // 1,000,000.00 of 2021 came in 2022
        ("return_paid", "*", "2022", "16400000", 37),
        ("return_paid", "venture:ZCY", FiveYears, "77000000", 180),
        ("return_average", "venture:ZCY", FiveYears, "3850000/9", 180), // 427,777.777…
        ("return_average", "venture:WHARF", "2022", "none", 0),
        ("fixed_rate", "venture:ZCY", "2022", "10", 1),
        ("expected_return", ThreeCounties, "2022", "40000000", 3),
        ("expected_return", ThreeCounties, "2020", "16000000", 1),
        ("passed_on", "organization:PH01", "2021", "7486111/25", 1), // 299,444.44
    ];

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Readings_AreWhatTheFilesSay(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        var told = new List<string>();
        foreach (var (code, scope, period, value, records) in Expected)
        {
            var read = await Pinghu.ReadAsync(desk, code, scope, period);
            if (read != (value, records))
            {
                told.Add($"{code} {scope} {period}: {read.Value} of {read.Records} instead of {value} of {records}");
            }
        }

        Assert.Equal([], told);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task EveryReading_ListsExactlyTheRecordsThatItCounted(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        await using var db = desk.Data.Store.Open();
        foreach (var indicator in (await IndicatorCatalog.ListAsync(db, long.MaxValue, Cancel)).DistinctBy(d => d.Code))
        {
            var request = new ReadingRequest(indicator.Code, "*", indicator.PeriodType == PeriodTypes.Year ? Period.Year(2021) : Period.Parse(FiveYears));
            var reading = (await IndicatorReadings.ReadAsync(db, request, Cancel)).Value;
            var records = new List<CountedRecord>();
            for (IReadOnlyList<CountedRecord> page = []; records.Count == 0 || page.Count == 1_000;)
            {
                page = (await IndicatorReadings.RecordsAsync(db, request, records.Count, 1_000, Cancel)).Value;
                records.AddRange(page);
                if (page.Count == 0)
                {
                    break;
                }
            }

            Assert.True(reading.Records == records.Count, $"{indicator.Code}: {reading.Records} counted, {records.Count} listed");
            Assert.All(records, r => Assert.True(r.RecordedAtMs > 0, $"{indicator.Code}: {r.Text} has no recording time"));
            var sum = records.Aggregate(Rational.Zero, (total, r) => total + r.Value);
            var possible = new[] { sum, records.Count, records.Count == 0 ? Rational.Zero : sum / records.Count, records.Count == 0 ? Rational.Zero : records.Min(r => r.Value) };
            Assert.True(reading.Value is null ? records.Count == 0 : possible.Contains(reading.Value.Value), $"{indicator.Code}: {reading.Value} is not made of its records");
        }
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Question_ThatCannotBeAnswered_IsRefusedInWords(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        (string, string, string, string)[] bad =
        [
            ("nothing", "*", "2022", "indicator_not_found"), ("members", "*", "1999", "definition_not_in_force"), ("members", "venture:ZCY", "2022", "scope_does_not_fit"),
            ("ventures", "unit:PHS", "2022", "scope_does_not_fit"), ("members", "unit:NO", "2022", "scope_not_found"), ("members", "organization:NO", "2022", "scope_not_found"),
            ("ventures", "venture:ZCY+NO", "2022", "scope_not_found"), ("members", "", "2022", "scope_not_readable"), ("members", "unit:", "2022", "scope_not_readable"),
            ("members", "*:x", "2022", "scope_not_readable"), ("members", "'; DROP TABLE parties_person; --", "2022", "scope_not_readable"),
            ("ventures", "venture:" + string.Join('+', Enumerable.Range(0, 60)), "2022", "scope_not_readable"),
        ];
        foreach (var (code, scope, period, refusal) in bad)
        {
            Assert.Equal((refusal, -1), await Pinghu.ReadAsync(desk, code, scope, period));
        }
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task SomebodyWithAPartOfTheRecords_GetsThePartByItsName_OrNothing(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        var village = await Pinghu.ReaderAsync(desk, "PH01");
        await using (var db = desk.Data.Store.Open(village))
        {
            var all = (await IndicatorReadings.ReadAsync(db, new("members", "*", Period.Year(2022)), Cancel)).Value;
            Assert.Equal((1693, "您能查看的全部"), (all.Records, all.Scope.Name));
            Assert.Equal(36, (await IndicatorReadings.ReadAsync(db, new("village_holders", "venture:ZCY", Period.Year(2022)), Cancel)).Value.Records); // who holds a part sees the register
            Assert.Equal(1, (await IndicatorReadings.ReadAsync(db, new("village_holders", "*", Period.Year(2022)), Cancel)).Value.Records);
            await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.ReadAsync(db, new("members", "unit:PHS", Period.Year(2022)), Cancel));
            await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.ReadAsync(db, new("members", "organization:PH05", Period.Year(2022)), Cancel));
            await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.ReadAsync(db, new("return_paid", "venture:WHARF", Period.Year(2022)), Cancel));
        }

        await using var without = desk.Data.Store.Open(village with { Permissions = new HashSet<string> { IndicatorsPermissions.ReadingRead.Code, "parties:organization:read" } });
        Assert.Equal(1693, (await IndicatorReadings.ReadAsync(without, new("members", "*", Period.Year(2022)), Cancel)).Value.Records);
        await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.RecordsAsync(without, new("members", "*", Period.Year(2022)), 0, 10, Cancel));
        await using var nobody = desk.Data.Store.Open(village with { Permissions = new HashSet<string>() });
        await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.ReadAsync(nobody, new("members", "*", Period.Year(2022)), Cancel));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ClaimBook.ListAsync(nobody, long.MaxValue, Cancel));
        nobody.Access.Everybody();
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Correction_ChangesTheNumber_AndNotWhatWasKnownBefore(DatabaseEngine engine)
    {
        await using var desk = await pinghu.FreshAsync(engine);
        await using var before = desk.Data.Store.Open();
        var known = desk.Data.Clock.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        Assert.Equal(("77000000", 180), await Pinghu.ReadAsync(desk, "return_paid", "venture:ZCY", FiveYears, known));
        desk.Data.Clock.Advance(TimeSpan.FromDays(1));
        var payment = (await PaymentActs.ListAsync(before, (await DistributionActs.FindAsync(before, "ZCY", Period.Year(2022), null, Cancel)).Value.Id, Cancel))[0];
        var reversed = await desk.Data.Store.WriteAsync("测试员", (db, cancel) => PaymentActs.ReverseAsync(db, payment.Id, new DateOnly(2023, 1, 5), "付错了", cancel), Cancel);
        Assert.True(reversed.Ok, string.Join("; ", reversed.Refusals));
        Assert.Equal(("61600000", 144), await Pinghu.ReadAsync(desk, "return_paid", "venture:ZCY", FiveYears));
        Assert.Equal(("77000000", 180), await Pinghu.ReadAsync(desk, "return_paid", "venture:ZCY", FiveYears, known));
        Assert.Equal(("0", 0), await Pinghu.ReadAsync(desk, "return_paid", "venture:ZCY", FiveYears, 1));
        Assert.Equal(("0", 0), await Pinghu.ReadAsync(desk, "members", "*", "2022", 1));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task NewVersion_CountsFromItsDayOn_AndFromWhenItIsKnown(DatabaseEngine engine)
    {
        await using var desk = await pinghu.FreshAsync(engine);
        var known = desk.Data.Clock.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        desk.Data.Clock.Advance(TimeSpan.FromDays(1));
        var batch = await desk.SetUpAsync(("indicators", """
            code,valid_from,name,name_en,unit,period_type,computation,argument,qualifier,definition
            contributions,2017-01-01,出资总额,Contributions,元,期间累计,contributions,kind=cash+loan,,2017年起只算现金和借款

            """));
        var all = await Pinghu.ReadAsync(desk, "contributions", "venture:ZCY", "2016-01-01..2017-12-31");
        Assert.Equal(74, all.Records); // 71 in cash and 3 in loans
        Assert.Equal(("154000000", 95), await Pinghu.ReadAsync(desk, "contributions", "venture:ZCY", "2016-01-01..2017-12-31", known));
        var earlier = await Pinghu.ReadAsync(desk, "contributions", "venture:ZCY", "2016");
        await using (var db = desk.Data.Store.Open())
        {
            var reading = (await IndicatorReadings.ReadAsync(db, new("contributions", "venture:ZCY", Period.Year(2016)), Cancel)).Value;
            Assert.Equal(1, reading.Indicator.Version);
            Assert.Equal(earlier.Records, reading.Records);
            Assert.Equal(2, (await IndicatorReadings.ReadAsync(db, new("contributions", "venture:ZCY", Period.Year(2017)), Cancel)).Value.Indicator.Version);
        }

        await desk.UndoAsync(batch);
        Assert.Equal(("154000000", 95), await Pinghu.ReadAsync(desk, "contributions", "venture:ZCY", "2016-01-01..2017-12-31"));
    }
}
