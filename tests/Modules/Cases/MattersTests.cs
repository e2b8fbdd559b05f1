using Baotuan.Cases.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>What disputes were about: a number that would tell whose it was stands nowhere, and follows from no other.</summary>
public sealed class MattersTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Small_numbers_are_kept_back_and_no_total_tells_them(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var year = world.Today.Year;
        foreach (var category in (string[])["neighbours", "neighbours", "neighbours", "neighbours", "homestead", "contract", "contract", "contract"])
        {
            _ = (await world.Receive('c', world.Dispute() with { Category = category })).Value;
        }

        _ = (await world.Receive('q', world.Obstacle())).Value;
        Assert.Null((await Disputes(world, 'z')).Total); // of the year before, when there were none
        while (world.Today.Year == year)
        {
            world.Pass(20);
        }

        var table = await Disputes(world, 'z');
        Assert.Equal((year, 3), (table.Year, table.Least));
        // 4, 1, 3 and zeros else: everything under 3 is kept back, and the kept back sum is neither all zero nor all two
        Assert.Equal(8, table.Total);
        Assert.Equal(["4", "3"], table.Lines.Where(l => l.Cases is not null).Select(l => $"{l.Cases}"));
        Assert.True(table.Lines.Count(l => l.Cases is null) >= 2);
        // who may know of none counts none
        Assert.All((await Disputes(world, 'u')).Lines, l => Assert.Null(l.Cases));
    }

    private static async Task<MatterTable> Disputes(CasesWorld world, char by) =>
        (await world.Read(by, db => CaseActs.MattersAsync(db, world.Today, CasesWorld.Cancel))).First(t => t.KindName.Contains("纠纷", StringComparison.Ordinal));
}
