using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Imports.ImportDesk;

namespace Baotuan.Tests.Modules.SampleFolders;

/// <summary>The folders in samples/ import whole and come to the figures that their README files name.</summary>
public sealed class SampleFoldersTests(PostgresCluster cluster)
{
    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Pinghu_PaysWhatTheSourceStates(DatabaseEngine engine)
    {
        await using var desk = await ImportedAsync(engine, "pinghu");
        await using var db = desk.Data.Store.Open();
        for (var year = 2018; year <= 2022; year++)
        {
            var shown = (await DistributionActs.FindAsync(db, "ZCY", Year(year), null, Cancel)).Value;
            Assert.Equal(15_400_000_00, shown.Pool.Fen);
            Assert.Equal(28, shown.Lines.Count(l => l.Amount.Fen == 427_777_78));
            Assert.Equal(8, shown.Lines.Count(l => l.Amount.Fen == 427_777_77));
            Assert.All(shown.Lines, l => Assert.Equal(l.Amount, l.Paid));
        }
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Pinghu_PassesOnToTheMembers(DatabaseEngine engine)
    {
        await using var desk = await ImportedAsync(engine, "pinghu");
        await using var db = desk.Data.Store.Open();
        // 427,777.78 income, 30 % reserve rounded up, no opening balance left after 2018
        var village = (await CascadeActs.FindAsync(db, "PH01", Year(2021), exact: true, Cancel))!;
        Assert.Equal((427_777_78, 299_444_44), (village.Received.Fen, village.Pool.Fen));
        Assert.Equal(128_333_34, village.Steps.Single(s => s.Kind == "reserve").Amount.Fen);
        var lines = await CascadeActs.LinesAsync(db, village, Cancel);
        Assert.Equal(village.Pool.Fen, lines.Sum(l => l.Amount.Fen));
        // 16,000,000.00 over 16,000 units: 1,000.00 a unit
        var county = (await CascadeActs.FindAsync(db, "QTLH", Year(2021), exact: true, Cancel))!;
        Assert.All(await CascadeActs.LinesAsync(db, county, Cancel), l => Assert.Equal(l.Weight * 1_000_00, l.Amount.Fen));
        Assert.Equal(156, county.LineCount);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task OtherCounty_GoesFromFolderToHouseholdsWithoutCode(DatabaseEngine engine)
    {
        await using var desk = await ImportedAsync(engine, "other-county");
        // 520,000.00 is more than the floor; shares are 3,000,000 × 366, 4.5678 mu × 650,000.00 × 366 and 1,500,000 × 184 days:
        // 23203345.749, 22964119.254, 5832534.997 fen, two left over
        Assert.Equal([232_033_46, 229_641_19, 58_325_35], await PostAsync(desk, "OCF", 520_000_00));
        // 90 % of 400,000.00 is more than 5 % of 6,000,000.00; a million moved on 1 April: 275 of 366 days
        Assert.Equal([165_081_97, 194_918_03], await PostAsync(desk, "OCS", 400_000_00));
        var passedOn = await desk.Data.Store.WriteAsync("测试员", (db, cancel) => CascadeActs.PostAsync(db, new("OCV1", Year(2024)), cancel), Cancel);
        Assert.True(passedOn.Ok, string.Join("; ", passedOn.Refusals));
        await using var db = desk.Data.Store.Open();
        var lines = await CascadeActs.LinesAsync(db, passedOn.Value, Cancel);
        Assert.Equal(passedOn.Value.Pool.Fen, lines.Sum(l => l.Amount.Fen));
        Assert.All(lines, l => Assert.NotEqual("", l.HouseholdNo));
    }

    private static async Task<IEnumerable<long>> PostAsync(ImportDesk desk, string venture, long declaredFen)
    {
        var posted = await desk.Data.Store.WriteAsync(
            "测试员", (db, cancel) => DistributionActs.PostAsync(db, new(venture, Year(2024), Declared: new Money(declaredFen)), cancel), Cancel);
        Assert.True(posted.Ok, string.Join("; ", posted.Refusals));
        return posted.Value.Lines.Select(l => l.Amount.Fen);
    }

    private static Period Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    private Task<ImportDesk> ImportedAsync(DatabaseEngine engine, string sample) => OfSampleAsync(cluster, engine, sample);
}
