using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Proofs;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>Cases found by any part of number, title, kind or unit, as a plain search through all of them finds them.</summary>
public sealed class CaseSearchTests(PostgresCluster cluster)
{
    private static readonly string[] Words = ["宅基", "基地", "地边", "材料", "料三", "窗口", "Ａ区", "a区", "2024", "办理", "𠮷田"];

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Any_part_finds_what_a_plain_search_finds(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var chance = new Random(6);
        var texts = new Dictionary<string, string>();
        for (var i = 0; i < 40; i++)
        {
            var title = string.Concat(Enumerable.Range(0, 3).Select(_ => Words[chance.Next(Words.Length)]));
            var receipt = (await world.Receive('q', world.Obstacle() with { Title = title })).Value;
            texts[receipt.Number] = receipt.Number + title;
        }

        foreach (var typed in Words.Concat(["料", "𠮷", "三窗", "宅基地", "基地宅", "边材料三", "ａ", "0017", "区20", "——", "没有", "24办理"]))
        {
            var folded = Bigrams.Fold(typed);
            var expected = texts.Where(t => Bigrams.Fold(t.Value).Contains(folded, StringComparison.Ordinal)).Select(t => t.Key).Order(StringComparer.Ordinal);
            Assert.Equal(expected, (await world.Listed('z', new(Text: typed, Take: 100))).Order(StringComparer.Ordinal));
        }

        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Text_as_long_as_an_address_is_answered_at_once(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var title = string.Concat(Enumerable.Range(0, 60).Select(i => (char)('一' + i * 7)));
        var number = (await world.Receive('q', world.Obstacle() with { Title = title })).Value.Number;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(CasesWorld.Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20)); // PostgreSQL planned half a minute over 150 pairs
        foreach (var (typed, found) in ((string, int)[])[(title, 1), (title[1..], 1), (title[..30] + title[31..], 0), (string.Concat(Enumerable.Range(0, 2000).Select(i => (char)('一' + i))), 0)])
        {
            await using var db = world.Store.Store.Open();
            Assert.Equal(found, (await CaseActs.ListAsync(db, new(Text: typed), new(2024, 1, 1), patience.Token)).Count);
        }

        Assert.Equal([number], await world.Listed('z', new(Text: title)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Kind_and_unit_are_found_by_name_and_a_closed_dispute_by_number_alone(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var dispute = (await world.Receive('c', world.Dispute())).Value.Number;
        var obstacle = (await world.Receive('q', world.Obstacle())).Value.Number;

        Assert.Equal([dispute], await world.Listed('z', new(Text: "纠纷")));
        Assert.Equal([obstacle], await world.Listed('z', new(Text: "ju名"))); // the agency that it is about
        Assert.Equal([dispute], await world.Listed('z', new(Text: dispute)));
        Assert.Empty(await world.Listed('z', new(Text: "一堵墙"))); // what was said is sealed
        Assert.Empty(await world.Listed('z', new(Text: "甲某")));
        Assert.Empty(await world.Listed('u', new(Text: "纠纷"))); // nor does it show a case to who may not know of it
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Case_that_cannot_be_found_any_more_is_named(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var receipt = (await world.Receive('q', world.Obstacle())).Value;
        await world.Store.TamperAsync($"DELETE FROM cases_gram WHERE case_id = {receipt.Id} AND gram = (SELECT MIN(gram) FROM cases_gram)");
        await using var db = world.Store.Store.Open();
        Assert.Contains(await CasesVerify.CheckAsync(db, CasesWorld.Cancel), p => p == ("case_search_differs", $"办件 {receipt.Number}", p.Message));
    }
}
