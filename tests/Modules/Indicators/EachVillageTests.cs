using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Indicators;

/// <summary>Numbers of many villages at once are the numbers that each village's own page shows.</summary>
public sealed class EachVillageTests(Pinghu pinghu) : IClassFixture<Pinghu>
{
    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Every_indicator_of_a_place_says_the_same_of_each_village_as_alone(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        await using var db = desk.Data.Store.Open();
        var period = Period.Year(2021);
        List<string> complaints = [];
        var (compared, beyondNothing) = (0, 0);
        foreach (var indicator in (await IndicatorCatalog.ListAsync(db, long.MaxValue, ImportDesk.Cancel)).Where(i => i.Dimensions.Contains(Computation.Place)).Select(i => i.Code).Distinct())
        {
            var each = await IndicatorReadings.EachVillageAsync(db, new(indicator, "unit:PHS", period), ImportDesk.Cancel);
            if (!each.Ok)
            {
                Assert.Equal("definition_not_in_force", each.Refusals[0].Code);
                continue;
            }

            foreach (var (village, together) in each.Value)
            {
                var alone = (await IndicatorReadings.ReadAsync(db, new(indicator, $"organization:{village.Code}", period), ImportDesk.Cancel)).Value;
                compared++;
                beyondNothing += alone.Records > 0 ? 1 : 0;
                if ((alone.Value, alone.Records, alone.Coverage) != (together.Value, together.Records, together.Coverage) || alone.Address != together.Address)
                {
                    complaints.Add($"{indicator} {village.Code}: {together.Value} of {together.Records}, alone {alone.Value} of {alone.Records}");
                }
            }
        }

        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
        Assert.InRange(compared, 500, int.MaxValue);
        Assert.InRange(beyondNothing, 150, int.MaxValue);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Villages_without_a_book_here_have_no_income_here_and_projects_are_no_villages(DatabaseEngine engine)
    {
        var desk = await pinghu.ReadOnlyAsync(engine);
        await using var db = desk.Data.Store.Open();
        var incomes = (await IndicatorReadings.EachVillageAsync(db, new("recurring_income", "unit:PHS", Period.Year(2021)), ImportDesk.Cancel)).Value;
        Assert.Equal(6, incomes.Count); // six of 36 keep their books here
        Assert.Equal("scope_does_not_fit", (await IndicatorReadings.EachVillageAsync(db, new("ventures", "*", Period.Year(2021)), ImportDesk.Cancel)).Refusals[0].Code);
    }
}
