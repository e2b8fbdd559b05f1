using Baotuan.Cases.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Proofs;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Oversight.ThreeQuestions.ReviewWorld;

namespace Baotuan.Tests.Modules.Oversight.ThreeQuestions;

/// <summary>Answers go to the unit many together and without a number of a case; what is late stands by unit, the overseers' beside the others'. Figures are worked by hand.</summary>
public sealed class ReleasesTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Answers_go_to_the_unit_in_a_batch_and_name_nobody(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        var numbers = new List<string>();
        var reviews = new List<long>();

        // 3 cases, 5 answers: 熟 three times, 一般 once, 不熟 once; somebody took something: once yes, four times no
        foreach (var choices in (int[][])[[2, 2], [2, 0], [1]])
        {
            var receipt = await world.Ended();
            numbers.Add(receipt.Number);
            reviews.Add((await world.Open('i', receipt.Number)).Value);
            await AnswerAsync(world, reviews[^1], choices);
        }

        Assert.Equal("0", $"{(await world.Read('i', db => Releases.WaitingAsync(db, world.Today, Cancel))).Count}"); // none is finished yet
        await FinishAsync(world, reviews[0]);
        await FinishAsync(world, reviews[1]);
        Assert.Equal([("SF", 4, 2, false)], await Waiting(world));
        Assert.Equal("too_few_answers", Code(await Give(world, "SF", "give")));

        // one that is withdrawn and one whose case still runs do not count
        var withdrawn = (await world.Open('i', (await world.Ended()).Number)).Value;
        await AnswerAsync(world, withdrawn, [0, 0]);
        _ = (await world.Act('i', db => ReviewActs.WithdrawAsync(db, world.Fields, withdrawn, "弄错了。", Cancel))).Value;
        var running = (await world.Open('i', (await world.Running()).Number)).Value;
        await AnswerAsync(world, running, [0, 0]);
        await FinishAsync(world, running);
        Assert.Equal([("SF", 4, 2, false)], await Waiting(world));

        // words: the first party's of the first case may go, the second's not, nobody decided over the rest
        var texts = (await world.Show('i', reviews[0]))!.Questions.First(q => q.AnswerKind == AnswerKinds.Text).Id;
        _ = (await world.Act('i', db => ReviewActs.DecideAsync(db, world.Fields, reviews[0], 1, texts, true, Cancel))).Value;
        _ = (await world.Act('i', db => ReviewActs.DecideAsync(db, world.Fields, reviews[0], 2, texts, true, Cancel))).Value;
        _ = (await world.Act('i', db => ReviewActs.DecideAsync(db, world.Fields, reviews[0], 2, texts, false, Cancel))).Value;
        await FinishAsync(world, reviews[2]);
        Assert.Equal([("SF", 5, 3, true)], await Waiting(world));
        Assert.Equal("organization_not_found", Code(await Give(world, "NO", "give")));
        Assert.Equal("client_id_missing", Code(await Give(world, "SF", " ")));
        Assert.Equal("too_few_answers", Code(await world.Act('s', db => Releases.GiveAsync(db, world.Fields, "SF", "s", Cancel)))); // nothing waits where he handled it
        var id = (await Give(world, "SF", "give")).Value;
        Assert.Equal(id, (await Give(world, "SF", "give")).Value);
        Assert.Equal("client_id_reused", Code(await Give(world, "JU", "give")));
        Assert.Equal("too_few_answers", Code(await Give(world, "SF", "again"))); // none goes twice

        var release = (await world.Read('r', db => Releases.ShowAsync(db, world.Fields, id, Cancel)))!;
        Assert.Equal((5, 3, "SF"), (release.Line.Answers, release.Least, release.Line.Organization.Code));
        Assert.Equal(
            ["办得熟不熟？ * * 3 | 5 | ", "还有什么没办好？  | * | 第1件第1位的话", "有没有人收过东西？ * * | 5 | "],
            release.Questions.Select(q => $"{q.Question.Text} {string.Join(' ', q.Counts.Select(c => $"{c}".PadLeft(1, '*')))} | {$"{q.Total}".PadLeft(1, '*')} | {string.Join('/', q.Texts)}"));
        Assert.All(numbers, n => Assert.DoesNotContain(n, string.Join('\n', release.Questions) + release.Line));
        Assert.Single(await world.Read('r', db => Releases.ListAsync(db, Cancel)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Read('v', db => Releases.ShowAsync(db, world.Fields, id, Cancel)));
        Assert.Empty(await world.Read('v', db => Releases.ListAsync(db, Cancel)));

        await world.Sound();
        await world.Cases.Store.TamperAsync($"UPDATE oversight_release_count SET count = count + 1 WHERE release_id = {id} AND choice = 0");
        await using var verify = world.Cases.Store.Store.Open();
        Assert.Contains(await OversightVerify.CheckAsync(verify, Cancel), p => p.Code == "release_does_not_add_up");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_overseers_are_late_with_stands_beside_what_units_are(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        _ = (await world.Open('i', (await world.Running()).Number)).Value; // case: 30 days to settle; review: 30 days to finish
        var ended = (await world.Open('i', (await world.Ended()).Number)).Value;
        var finding = (await FindAsync(world, ended, "一")).Value;
        _ = (await FindAsync(world, ended, "二")).Value; // due after 15 days, never answered
        await FinishAsync(world, ended);
        _ = (await world.Act('f', db => Findings.AnswerAsync(db, finding, "已经改了。", Cancel))).Value; // never verified: late after 10 days
        var item = (await world.Cases.Receive('c', world.Cases.Item())).Value.Id;
        await world.Cases.Do('z', item, "assign", unit: "SF", due: world.Today.AddDays(5));
        await world.Cases.Do('s', item, "accept");
        await world.Cases.Do('s', item, "report"); // never accepted: late after 10 days
        Assert.Empty(await world.Read('i', db => LatenessBoard.ReadAsync(db, world.Today, Cancel)));
        world.Cases.Pass(40);
        Assert.Equal(
            ["U4: 0/0 0/0 0/0 1/30 0/0", "U5: 1/10 1/25 0/0 0/0 0/0", "U7: 0/0 0/0 1/30 0/0 1/10"], await Board(world, 'i'));

        // who handles sees what everybody is late with, save reviews; who reads no cases sees none
        Assert.Equal(["U4: 0/0 0/0 0/0 1/30 -", "U5: 1/10 1/25 0/0 0/0 -", "U7: 0/0 0/0 1/30 0/0 -"], await Board(world, 'l'));
        Assert.Equal(["U5: - 1/25 0/0 - -", "U7: - 0/0 1/30 - -"], await Board(world, 'f'));
        await world.Sound();
    }

    private static async Task<IReadOnlyList<string>> Board(ReviewWorld world, char by)
    {
        static string Text(LateCount? late) => late is null ? "-" : $"{late.Count}/{late.Days}";
        return [.. (await world.Read(by, db => LatenessBoard.ReadAsync(db, world.Today, Cancel)))
            .Select(l => $"{l.Unit.Code}: {Text(l.Cases)} {Text(l.Findings)} {Text(l.Verifications)} {Text(l.Acceptances)} {Text(l.Reviews)}")];
    }

    private static Task<Baotuan.Kernel.Outcome<long>> FindAsync(ReviewWorld world, long review, string title) =>
        world.Act('i', db => ReviewActs.FindAsync(db, world.Fields, review, title, "没有写明告知了哪些途径。", "minor", world.Today.AddDays(15), title, Cancel));

    private static async Task AnswerAsync(ReviewWorld world, long review, int[] choices)
    {
        var codes = await world.Codes(review);
        for (var party = 1; party <= choices.Length; party++)
        {
            var choice = choices[party - 1];
            var questions = (await world.Asked(codes[party]))!.Questions;
            _ = (await world.Answer(codes[party],
            [
                new(questions[0].Id, choice), new(questions[1].Id, null, $"第{review}件第{party}位的话"), new(questions[2].Id, choice == 0 ? 0 : 1),
            ])).Value;
        }
    }

    private static async Task FinishAsync(ReviewWorld world, long review) => _ = (await world.Act('i', db => ReviewActs.FinishAsync(db, world.Fields, review, "看过。", Cancel))).Value;

    private static Task<Baotuan.Kernel.Outcome<long>> Give(ReviewWorld world, string code, string id) => world.Act('i', db => Releases.GiveAsync(db, world.Fields, code, id, Cancel));

    private static async Task<IReadOnlyList<(string, int, int, bool)>> Waiting(ReviewWorld world) =>
        [.. (await world.Read('i', db => Releases.WaitingAsync(db, world.Today, Cancel))).Select(w => (w.Organization.Code, w.Answers, w.Cases, w.Ready))];
}
