using System.Security.Cryptography;
using System.Text;
using Baotuan.Cases.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Cases;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Oversight.ThreeQuestions.ReviewWorld;

namespace Baotuan.Tests.Modules.Oversight.ThreeQuestions;

/// <summary>Questions that a unit writes, reviews that nobody who handles the case learns of, and answers by a code.</summary>
public sealed class ThreeQuestionsTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_is_asked_before_the_unit_wrote_its_questions(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine, questions: false);
        var receipt = await world.Running();
        Assert.Empty(await world.Read('i', db => ReviewActs.QuestionsAsync(db, Cancel)));
        Assert.Equal("questions_are_empty", Code(await world.Open('i', receipt.Number)));
        await world.Ask("i");
        Assert.Equal("questions_are_empty", Code(await world.Open('d', receipt.Number))); // another unit writes its own
        Assert.Equal("done", Code(await world.Open('i', receipt.Number)));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Question_changes_by_versions_and_what_was_opened_asks_on_as_before(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        var first = (await world.Open('i', (await world.Running()).Number)).Value;
        var old = (await world.Show('i', first))!.Questions;
        Assert.Equal(["ability 办得熟不熟？ 不熟 一般 熟", "effect 还有什么没办好？ ", "integrity 有没有人收过东西？ 是 否"], old.Select(q => $"{q.Heading} {q.Text} {string.Join(' ', q.Words)}"));

        var change = world.Question("ability", AnswerKinds.YesNo, "听得懂您说的吗？") with { QuestionNo = 1, Reason = "原来的词不好选" };
        Assert.Equal("1", $"{(await world.Act('i', db => ReviewActs.ChangeQuestionAsync(db, change, Cancel))).Value}");
        Assert.Equal("1", $"{(await world.Act('i', db => ReviewActs.ChangeQuestionAsync(db, change, Cancel))).Value}"); // the second click
        Assert.Equal("client_id_reused", Code(await world.Act('i', db => ReviewActs.ChangeQuestionAsync(db, change with { Text = "别的？" }, Cancel))));
        _ = (await world.Act('i', db => ReviewActs.ChangeQuestionAsync(db, world.Question("effect", AnswerKinds.Text, "还有什么没办好？") with { QuestionNo = 2, Retired = true }, Cancel))).Value;
        _ = (await world.Act('i', db => ReviewActs.ChangeQuestionAsync(db, world.Question("effect", AnswerKinds.YesNo, "办成了吗？") with { ValidFrom = world.Today.AddDays(3) }, Cancel))).Value;

        var second = (await world.Open('i', (await world.Running()).Number)).Value;
        Assert.Equal(["听得懂您说的吗？", "有没有人收过东西？"], (await world.Show('i', second))!.Questions.Select(q => q.Text));
        Assert.Equal(old, (await world.Show('i', first))!.Questions, Same);
        world.Cases.Pass(3);
        var third = (await world.Open('i', (await world.Running()).Number)).Value;
        Assert.Equal(["听得懂您说的吗？", "办成了吗？", "有没有人收过东西？"], (await world.Show('i', third))!.Questions.Select(q => q.Text));
        Assert.Equal(["听得懂您说的吗？", "有没有人收过东西？"], (await world.Show('i', second))!.Questions.Select(q => q.Text));
        Assert.Equal(6, (await world.Read('k', db => ReviewActs.QuestionsAsync(db, Cancel))).Count);
        Assert.Equal(6L, Convert.ToInt64(await world.Cases.Store.ScalarAsync("SELECT COUNT(*) FROM platform_operation WHERE action = 'review.question'")));
        await world.Sound();
    }

    private static bool Same(QuestionInfo a, QuestionInfo b) => (a.Id, a.Text, a.AnswerKind) == (b.Id, b.Text, b.AnswerKind) && a.Words.SequenceEqual(b.Words);

    [Theory, MemberData(nameof(Engines))]
    public async Task Question_that_nobody_could_answer_is_refused(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        var good = world.Question("effect", AnswerKinds.Scale, "怎样？", "好", "不好");
        foreach (var (draft, code) in ((QuestionDraft, string)[])
            [
                (good with { Heading = "loyalty" }, "heading_unknown"), (good with { AnswerKind = "stars" }, "answer_kind_unknown"), (good with { Text = " " }, "question_is_needed"),
                (good with { Text = new string('问', 201) }, "question_is_needed"), (good with { Text = "一\n二" }, "question_is_needed"), (good with { Position = 0 }, "position_is_wrong"),
                (good with { Words = ["好"] }, "words_are_needed"), (good with { Words = ["好", "好 "] }, "words_are_needed"), (good with { Words = ["好", new string('坏', 21)] }, "words_are_needed"),
                (good with { Words = [.. Enumerable.Range(0, 8).Select(i => $"{i}")] }, "words_are_needed"), (good with { ValidFrom = world.Today.AddDays(-1) }, "day_has_passed"),
                (good with { Reason = "" }, "reason_needed"), (good with { QuestionNo = 99 }, "question_not_found"), (good with { ClientId = " " }, "client_id_missing"),
            ])
        {
            Assert.Equal(code, Code(await world.Act('i', db => ReviewActs.ChangeQuestionAsync(db, draft, Cancel))));
        }

        _ = (await world.Act('i', db => ReviewActs.ChangeQuestionAsync(db, good, Cancel))).Value;
        _ = (await world.Act('i', db => ReviewActs.ChangeQuestionAsync(db, good with { ClientId = "z" }, Cancel))).Value;
        Assert.Equal("too_many_questions", Code(await world.Act('i', db => ReviewActs.ChangeQuestionAsync(db, good with { ClientId = "zz" }, Cancel))));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Act('l', db => ReviewActs.ChangeQuestionAsync(db, good with { ClientId = "l" }, Cancel)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_had_a_hand_or_an_interest_does_not_ask(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        await world.Ask("s");
        await world.Ask("d");
        var receipt = await world.Running();
        Assert.Equal("inspector_is_handler", Code(await world.Open('s', receipt.Number)));
        Assert.Equal("inspector_is_of_the_unit", Code(await world.Open('y', receipt.Number)));

        // named as a party, with blanks between; the unit's own firm is a party; an interest on record
        var named = (await world.Cases.Receive('c', world.Cases.Dispute() with { Parties = [new("applicant", "人 i"), new("respondent", "乙某")] })).Value;
        Assert.Equal("inspector_is_party", Code(await world.Open('i', named.Number)));
        var own = (await world.Cases.Receive('c', world.Cases.Dispute() with { Parties = [new("applicant", "", "", "JW"), new("respondent", "乙某")] })).Value;
        Assert.Equal("inspector_is_party", Code(await world.Open('i', own.Number)));
        var firm = (await world.Cases.Receive('c', world.Cases.Dispute() with { Parties = [new("applicant", "", "", "QY"), new("respondent", "乙某")] })).Value;
        _ = (await world.Act('i', db => Interests.DeclareAsync(db, new(null, false, "QY", "配偶在这家企业工作", world.Today, null, "interest"), Cancel))).Value;
        Assert.Equal("inspector_has_an_interest", Code(await world.Open('i', firm.Number)));
        Assert.Equal("done", Code(await world.Open('k', firm.Number)));

        Assert.Equal("case_not_found", Code(await world.Open('i', "JF-1999-0001")));
        var confidential = (await world.Cases.Receive('j', world.Cases.Obstacle(CaseChannels.Confidential, creator: "JW"))).Value;
        Assert.Equal("case_not_found", Code(await world.Open('d', confidential.Number))); // he may not know of it: as one that is not there
        Assert.Equal("reason_needed", Code(await world.Act('i', db => ReviewActs.OpenAsync(db, world.Fields, new(receipt.Number, "看", "x"), Cancel))));
        Assert.Equal("reason_needed", Code(await world.Act('i', db => ReviewActs.OpenAsync(db, world.Fields, new(receipt.Number, new string('看', 201), "x"), Cancel))));
        var id = (await world.Open('i', receipt.Number, "twice")).Value;
        Assert.Equal(id, (await world.Open('i', receipt.Number, "twice")).Value);
        Assert.Equal("client_id_reused", Code(await world.Open('i', (await world.Running()).Number, "twice")));
        Assert.Equal("review_stands", Code(await world.Open('k', receipt.Number)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Open('l', receipt.Number));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Party_answers_once_by_its_own_code_and_sees_number_and_kind_alone(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        var receipt = await world.Running();
        var id = (await world.Open('i', receipt.Number)).Value;
        var codes = await world.Codes(id);
        Assert.Equal([1, 2], codes.Keys);
        Assert.Null(await world.Asked(receipt.Code)); // the slip of the case, which its handler may have in hand, opens nothing here
        Assert.Null(await world.Asked(null));
        Assert.Null(await world.Asked(new string('x', 5000)));
        await using (var db = world.Cases.Store.Store.Open(CasesWorld.People['c']))
        {
            Assert.Null(await CaseActs.FollowAsync(db, codes[1], world.Today, Cancel)); // nor the other way round
        }

        var asked = (await world.Asked(codes[1].ToUpperInvariant()))!;
        Assert.Equal((receipt.Number, "矛盾纠纷", false, false, 3), (asked.Number, asked.KindName, asked.Answered, asked.Over, asked.Questions.Count));
        Assert.All(asked.Questions, q => Assert.Equal(("", ""), (q.By, q.Reason)));

        var good = await world.Answers(codes[1], 1, "太慢");
        foreach (var (answers, code) in ((IReadOnlyList<QuestionAnswer>, string)[])
            [
                ([], "answer_is_missing"), ([new(asked.Questions[1].Id, null, "  ")], "answer_is_missing"), ([new(asked.Questions[0].Id, 3)], "choice_unknown"), ([new(asked.Questions[0].Id, -1)], "choice_unknown"),
                ([new(asked.Questions[0].Id, 0, "字")], "choice_unknown"), ([new(asked.Questions[1].Id, 0)], "choice_unknown"), ([new(asked.Questions[1].Id, null, new string('长', 1001))], "text_is_too_long"),
                ([new(9999, 0)], "question_not_asked"), ([good[0], good[0]], "question_not_asked"),
            ])
        {
            Assert.Equal(code, Code(await world.Answer(codes[1], answers)));
        }

        Assert.Equal("code_unknown", Code(await world.Answer("aaaa-bbbb-cccc-dddd", good)));
        Assert.Equal("client_id_missing", Code(await world.Answer(codes[1], good, " ")));
        Assert.Equal("done", Code(await world.Answer(codes[1], good, "tap")));
        Assert.Equal("done", Code(await world.Answer(codes[1], good, "tap"))); // the second tap
        Assert.Equal("client_id_reused", Code(await world.Answer(codes[2], good, "tap")));
        Assert.Equal("party_has_answered", Code(await world.Answer(codes[1], good)));
        Assert.True((await world.Asked(codes[1]))!.Answered);
        Assert.Empty((await world.Asked(codes[1]))!.Questions);

        // on the phone for the other one
        Assert.Equal("channel_unknown", Code(await world.Act('i', db => ReviewActs.RecordAsync(db, world.Fields, id, 2, "self", good, "p", Cancel))));
        Assert.Equal("party_is_not_asked", Code(await world.Act('i', db => ReviewActs.RecordAsync(db, world.Fields, id, 3, "phone", good, "p", Cancel))));
        Assert.Equal("done", Code(await world.Act('k', db => ReviewActs.RecordAsync(db, world.Fields, id, 2, "phone", good, "p", Cancel))));
        var opened = (await world.Act('i', db => ReviewActs.AnswersAsync(db, world.Fields, id, Cancel))).Value;
        Assert.Equal(["1 self ：一般 太慢 否", "2 phone 人k：一般 太慢 否"], opened.Select(o => $"{o.PartyNo} {o.Channel} {o.By}：{string.Join(' ', o.Answers.Select(a => a.Words))}"));
        await world.Sound();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Late_answer_is_refused_and_so_is_one_after_the_end(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        var id = (await world.Open('i', (await world.Running()).Number)).Value;
        var codes = await world.Codes(id);
        var answers = await world.Answers(codes[1]);
        world.Cases.Pass(15); // the last day
        Assert.False((await world.Asked(codes[1]))!.Over);
        Assert.Equal("done", Code(await world.Answer(codes[1], answers)));
        world.Cases.Pass(1);
        Assert.True((await world.Asked(codes[2]))!.Over);
        Assert.Equal("review_is_over", Code(await world.Answer(codes[2], answers)));
        Assert.Equal("review_is_over", Code(await world.Act('i', db => ReviewActs.RecordAsync(db, world.Fields, id, 2, "door", answers, "p", Cancel))));

        var other = (await world.Open('i', (await world.Running()).Number)).Value;
        var code = (await world.Codes(other))[1];
        answers = await world.Answers(code);
        Assert.Equal("text_is_needed", Code(await world.Act('i', db => ReviewActs.FinishAsync(db, world.Fields, other, " ", Cancel))));
        Assert.Equal("text_is_too_long", Code(await world.Act('i', db => ReviewActs.FinishAsync(db, world.Fields, other, new string('长', 4001), Cancel))));
        Assert.Equal("done", Code(await world.Act('i', db => ReviewActs.FinishAsync(db, world.Fields, other, "都看过。", Cancel))));
        Assert.Equal("done", Code(await world.Act('i', db => ReviewActs.FinishAsync(db, world.Fields, other, "都看过。", Cancel))));
        Assert.Equal("review_is_done", Code(await world.Act('i', db => ReviewActs.WithdrawAsync(db, world.Fields, other, "不看了。", Cancel))));
        Assert.Equal("review_is_over", Code(await world.Answer(code, answers)));
        Assert.Single((await world.Show('i', other))!.Steps);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Draw_is_worked_out_again_by_anybody_from_its_seed(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        var numbers = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            numbers.Add((await world.Ended()).Number);
        }

        await world.Running(); // not ended: no candidate
        var draft = new DrawDraft("dispute", world.Today, world.Today, 4, "draw");
        var id = (await world.Act('i', db => ReviewActs.DrawAsync(db, world.Fields, draft, Cancel))).Value;
        Assert.Equal(id, (await world.Act('i', db => ReviewActs.DrawAsync(db, world.Fields, draft, Cancel))).Value);
        Assert.Equal("client_id_reused", Code(await world.Act('i', db => ReviewActs.DrawAsync(db, world.Fields, draft with { Size = 5 }, Cancel))));
        var draw = (await world.Read('k', db => ReviewActs.ShowDrawAsync(db, id, Cancel)))!;
        Assert.Equal((9, 0, 4, 32), (draw.Candidates, draw.Skipped, draw.ReviewIds.Count, draw.Seed.Length));

        // by hand: printf '%s|%s' SEED NUMBER | sha256sum, sorted
        static string Hex(string text) => string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(text)).Select(b => b.ToString("x2")));
        var expected = numbers.OrderBy(n => Hex($"{draw.Seed}|{n}"), StringComparer.Ordinal).Take(4).Order(StringComparer.Ordinal);
        var drawn = (await world.Read('i', db => ReviewActs.ListAsync(db, world.Today, Cancel))).Select(r => r.Number).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, drawn);
        Assert.Equal(Hex(string.Concat(numbers.Order(StringComparer.Ordinal).Select(n => n + "\n"))), draw.CandidatesDigest);

        // once more: those that are looked at already are passed over, and the first draw stays
        var again = (await world.Read('i', db => ReviewActs.ShowDrawAsync(db, world.Act('i', x => ReviewActs.DrawAsync(x, world.Fields, draft with { Size = 50, ClientId = "again" }, Cancel)).Result.Value, Cancel)))!;
        Assert.Equal((4, 5), (again.Skipped, again.ReviewIds.Count));
        Assert.NotEqual(draw.Seed, again.Seed);
        Assert.Equal("nothing_to_draw", Code(await world.Act('i', db => ReviewActs.DrawAsync(db, world.Fields, draft with { ClientId = "third" }, Cancel))));
        Assert.Equal("nothing_to_draw", Code(await world.Act('i', db => ReviewActs.DrawAsync(db, world.Fields, draft with { From = world.Today.AddDays(1), To = world.Today.AddDays(2), ClientId = "4" }, Cancel))));
        Assert.Equal("draw_is_wrong", Code(await world.Act('i', db => ReviewActs.DrawAsync(db, world.Fields, draft with { To = world.Today.AddDays(-1), ClientId = "5" }, Cancel))));
        Assert.Equal("draw_is_wrong", Code(await world.Act('i', db => ReviewActs.DrawAsync(db, world.Fields, draft with { Size = 51, ClientId = "6" }, Cancel))));
        await world.Sound();
    }

    /// <summary>The whole way of a review, beside a case of which nothing is asked: everybody who may not know of it sees the same of both.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task No_word_and_no_trace_for_the_handler_and_his_unit(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        await world.Ask("s"); // the handler's unit supervises others, with questions of its own
        var receipt = await world.Ended();
        var before = await Sights(world, receipt);
        var id = (await world.Open('i', receipt.Number)).Value;
        var codes = await world.Codes(id);
        _ = (await world.Answer(codes[1], await world.Answers(codes[1], 0, "不能让他知道的话"))).Value;
        _ = (await world.Act('i', db => ReviewActs.RecordAsync(db, world.Fields, id, 2, "door", [.. world.Answers(codes[2]).Result], "p", Cancel))).Value;
        _ = (await world.Act('i', db => ReviewActs.AnswersAsync(db, world.Fields, id, Cancel))).Value;
        _ = (await world.Act('i', db => ReviewActs.FinishAsync(db, world.Fields, id, "问过了。", Cancel))).Value;
        Assert.Equal(before, await Sights(world, receipt));

        foreach (var near in "sy")
        {
            Assert.Null(await world.Show(near, id));
            Assert.Null(await world.Show(near, 999)); // as one that is not there
            Assert.Empty(await world.Read(near, db => ReviewActs.ListAsync(db, world.Today, Cancel)));
            Assert.Equal("review_not_found", Code(await world.Act(near, db => ReviewActs.AnswersAsync(db, world.Fields, id, Cancel))));
            Assert.Equal("review_not_found", Code(await world.Act(near, db => ReviewActs.NotesAsync(db, world.Fields, id, Cancel))));
            Assert.Equal("review_not_found", Code(await world.Act(near, db => ReviewActs.FinishAsync(db, world.Fields, id, "看过。", Cancel))));
        }

        // the unit above sees that there is one and cannot act in it; who holds it reads its lines
        Assert.False((await world.Show('d', id))!.Mine);
        Assert.Equal("review_needs_a_person", Code(await world.Act('d', db => ReviewActs.FinishAsync(db, world.Fields, id, "看过。", Cancel))));
        Assert.Contains("review.open", (await world.Read('k', db => LogBook.PageAsync(db, new(Action: "review"), 0, 100, Cancel))).Lines.Select(l => l.Action));
        // sealed where it stands
        Assert.DoesNotContain("不能让他知道的话", Encoding.UTF8.GetString((byte[])(await world.Cases.Store.ScalarAsync("SELECT body FROM oversight_review_answer WHERE party_no = 1"))!));
        await world.Sound();
    }

    /// <summary>Everything that the handler, his colleague with the same rights, and who reads the log of their office are shown, as text.</summary>
    private static async Task<string> Sights(ReviewWorld world, CaseReceipt receipt)
    {
        var seen = new StringBuilder();
        foreach (var near in "syla")
        {
            var show = (await world.Read(near, db => CaseActs.ShowAsync(db, world.Fields, receipt.Id, world.Today, Cancel)))!;
            seen.AppendLine(string.Join('\n', show.Steps.Select(s => $"{s}"))).AppendLine($"{show.Line}").AppendLine(string.Join(',', show.Offers.Select(o => o.Act)));
            seen.AppendLine(string.Join('\n', (await world.Read(near, db => CaseActs.ListAsync(db, new(Text: receipt.Number, Take: 100), world.Today, Cancel))).Cases));
            var log = await world.Read(near, db => LogBook.PageAsync(db, new(), 0, 1000, Cancel));
            seen.AppendLine($"{log.Count}").AppendLine(string.Join('\n', log.Lines));
            seen.AppendLine(string.Join('\n', (await world.Read(near, db => LogBook.PageAsync(db, new(Subject: "review"), 0, 1000, Cancel))).Lines));
            seen.AppendLine(string.Join('\n', (await world.Read(near, db => Looks.AtAsync(db, $"case/{receipt.Id}", 0, 100, Cancel))).Looks));
            seen.AppendLine(string.Join('\n', (await world.Read(near, db => Findings.ListAsync(db, new(Take: 100), world.Today, Cancel))).Findings));
        }

        await using var open = world.Cases.Store.Store.Open(CasesWorld.People['c']);
        var followed = (await CaseActs.FollowAsync(open, receipt.Code, world.Today, Cancel))!;
        seen.AppendLine($"{followed with { Ways = [] }}").AppendLine(string.Join('\n', followed.Ways));
        seen.AppendLine($"leaves: {await world.Cases.Store.ScalarAsync("SELECT COUNT(*) FROM proofs_entry")}");
        return seen.ToString();
    }
}
