using System.Text;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Imports;

/// <summary>One member's shares stay within the dated cap of the region: 3 % in Zhejiang from 2020.</summary>
public sealed class ShareCapTests(PostgresCluster cluster)
{
    private const string Head = "organization,member_no,class,quantity,valid_from\n";

    /// <summary>So many members of V02 with one share each from 2018.</summary>
    private static (string, string)[] Village(int members, string from = "2018-01-01", string last = "1") =>
    [
        ("org-units", Samples.OrgUnits), ("organizations", Samples.Organizations), ("households", Samples.Households),
        ("members", "organization,member_no,name,household_no,valid_from\n" + Rows(members, i => $"V02,{i:D5},赵{i},0001,2015-01-01")),
        ("share-classes", Samples.ShareClasses),
        ("shares", Head + Rows(members, i => $"V02,{i:D5},RK,{(i == members ? last : "1")},{from}")),
    ];

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(1, count).Select(i => row(i) + "\n"));

    private static string[] Messages(ImportReport report) => [.. report.Problems.Select(p => $"{p.Row}:{p.Message[..p.Message.IndexOf('，')]}")];

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Three_of_hundred_stands_and_a_ten_thousandth_more_does_not(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Village(98));
        // 3 of 97 + 3
        await desk.SetUpAsync(("shares", Head + "V02,00007,RK,3,2021-05-01\n"));
        var more = await desk.ImportAsync(("shares", Head + "V02,00008,RK,3.0619,2021-05-01\n"));
        Assert.False(more.Saved);
        Assert.Equal(["2:成员 00008 从 2021-05-01 起的份额占全部的 3.01%"], Messages(more));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task First_quantification_is_judged_whole_and_in_any_order(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        // the first rows alone would be 100 %, 50 %, 33 % …
        await desk.SetUpAsync(Village(34, "2021-01-01"));
        await using var other = await ImportDesk.OpenAsync(cluster, engine);
        var few = await other.ImportAsync(Village(33, "2021-01-01")); // 1 of 33 is 3.04 %
        Assert.Equal(33, few.BadRows);
    }

    [Fact]
    public async Task Rows_of_one_village_far_apart_in_a_long_file_are_added_up()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        var members = new StringBuilder("organization,member_no,name,household_no,valid_from\n");
        var shares = new StringBuilder(Head);
        // V02 stands in the first 20 rows and in the last 20 of more than twenty thousand
        for (var i = 1; i <= 20_100; i++)
        {
            var village = i is <= 20 or > 20_080 ? "V02" : "V01";
            members.Append($"{village},{i:D5},赵,0001,2015-01-01\n");
            shares.Append($"{village},{i:D5},RK,1,2021-01-01\n");
        }

        await desk.SetUpAsync([.. Village(0).Take(3), ("members", members.ToString()), ("share-classes", Samples.ShareClasses), ("shares", shares.ToString())]);
        Assert.Equal(20_100L, await desk.Data.ScalarAsync("SELECT COUNT(*) FROM parties_share"));
    }

    [Fact]
    public async Task Good_rows_stand_without_the_one_above_the_cap()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        var report = await desk.ImportAsync(ImportMode.GoodRowsOnly, Village(99, "2021-01-01", "50"));
        Assert.True(report.Saved);
        Assert.Equal(["100:成员 00099 从 2021-01-01 起的份额占全部的 33.79%"], Messages(report)); // 50 of 148, rounded up
        Assert.Equal(98L, await desk.Data.ScalarAsync("SELECT COUNT(*) FROM parties_share"));
    }

    [Fact]
    public async Task What_was_held_before_the_rule_may_stay_and_shrink_but_not_grow()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync(Village(60, last: "10"));
        await desk.SetUpAsync(("shares", Head + "V02,00060,RK,9,2022-01-01\n"));
        var grown = await desk.ImportAsync(("shares", Head + "V02,00060,RK,9.5,2023-01-01\n"));
        Assert.Equal(["2:成员 00060 从 2023-01-01 起的份额占全部的 13.87%"], Messages(grown)); // 9.5 of 68.5
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task A_registered_figure_of_the_county_holds_from_its_day(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Village(60));
        await desk.SetUpAsync(("decision-parameters", "name,region,valid_from,value,basis\nshare_cap,339999,2022-01-01,5/100,县里的规定\n"));
        var early = await desk.ImportAsync(("shares", Head + "V02,00001,RK,3,2021-12-31\n"));
        Assert.Contains("3%（浙江省", Assert.Single(early.Problems).Message, StringComparison.Ordinal);
        await desk.SetUpAsync(("shares", Head + "V02,00001,RK,3,2022-01-01\n")); // 3 of 62 is 4.84 %
        var late = await desk.ImportAsync(("shares", Head + "V02,00002,RK,4,2022-01-01\n"));
        Assert.Contains("5%（县里的规定）", Assert.Single(late.Problems).Message, StringComparison.Ordinal);
    }
}
