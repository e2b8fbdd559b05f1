using System.Net;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Fields;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>The sheet of a village's distribution in its two renderings.</summary>
public sealed class CascadeSheetTests(PostgresCluster cluster)
{
    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task PublicSheet_HasSurnamesAndHouseholds_AndTheSameAmounts(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        await world.MemberAsync(V1, "9001", 10_000, "王小明");
        await world.MemberAsync(V1, "9002", 10_000, "李四");
        var cascade = (await world.PassOnAsync("V1")).Value;
        await using var site = await PartiesSite.StartAsync(world.Store.Store, Caller.Program("local:test"));

        var inside = await SheetAsync("");
        Assert.Contains("王小明", inside, StringComparison.Ordinal);
        Assert.Contains(">9001<", inside, StringComparison.Ordinal);
        Assert.Contains("签名", inside, StringComparison.Ordinal);

        var outside = await SheetAsync("?rendering=public");
        Assert.Contains("王**", outside, StringComparison.Ordinal);
        Assert.Contains(">H9001<", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("小明", outside, StringComparison.Ordinal);
        Assert.DoesNotContain(">9001<", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("签名", outside, StringComparison.Ordinal);
        Assert.All([inside, outside], sheet => Assert.Contains(">35.00<", sheet, StringComparison.Ordinal));

        async Task<string> SheetAsync(string query) => WebUtility.HtmlDecode(await site.Client.GetStringAsync($"/cascades/{cascade.Id}/sheet{query}", Cancel));
    }
}
