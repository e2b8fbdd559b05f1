using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Tests.Web;

/// <summary>Questions of the unit above PH06, made up for the tests, and a draw among the cases of <see cref="CaseSample"/> that have ended: the review 1 on case 5;
/// and three more that are answered, finished and released to PH06.</summary>
internal static class ReviewSample
{
    internal static async Task LoadAsync(Store store)
    {
        var (fields, today) = (FieldProtector.Open(store.Location.DataDirectory), store.Time.Today());
        foreach (var (heading, kind, text, words) in ((string, string, string, string[])[])
            [("ability", AnswerKinds.Scale, "办事的人熟不熟悉怎样办？", ["不熟悉", "一般", "熟悉"]), ("effect", AnswerKinds.Scale, "问题解决得怎样？", ["没有解决", "解决了一部分", "解决了"]),
             ("integrity", AnswerKinds.YesNo, "有没有人收过东西或者暗示要东西？", []), ("integrity", AnswerKinds.Text, "还想说什么？", [])])
        {
            await ActAsync(store, (db, cancel) => ReviewActs.ChangeQuestionAsync(
                db, new(null, heading, kind == AnswerKinds.Text ? 2 : 1, kind, text, words, today, false, "测试用的问题", $"sample-q-{text}"), cancel));
        }

        await ActAsync(store, (db, cancel) => ReviewActs.DrawAsync(db, fields, new(null, today.AddDays(-30), today, 1, "sample-draw"), cancel));
        foreach (var number in await EndedAsync(store, fields, today))
        {
            await AnsweredAsync(store, fields, number);
        }

        await ActAsync(store, (db, cancel) => Releases.GiveAsync(db, fields, "PH06", "sample-release", cancel));
    }

    /// <summary>Three disputes of PH30 that PH06 handled and ended.</summary>
    private static async Task<IReadOnlyList<string>> EndedAsync(Store store, FieldProtector fields, DateOnly today)
    {
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var draft = new CaseDraft("dispute", "neighbours", "", "window", "PH30", "PH06", "PH06", today.AddDays(-3), "两家为一条水沟。", [new("applicant", "壬某"), new("respondent", "癸某")], $"sample-r{i}");
            var receipt = await DoAsync(store, "community-worker.own", (db, cancel) => CaseActs.ReceiveAsync(db, fields, draft, cancel));
            await DoAsync(store, "case-office.own", (db, cancel) => CaseActs.MoveAsync(db, fields, new(receipt.Id, "assign", $"sample-r{i}1", "由村里办。", today.AddDays(-3), UnitCode: "PH06"), cancel));
            await DoAsync(store, "case-handler.own", (db, cancel) => CaseActs.MoveAsync(db, fields, new(receipt.Id, "accept", $"sample-r{i}2", "", today.AddDays(-2)), cancel));
            await DoAsync(store, "case-handler.own", (db, cancel) => CaseActs.MoveAsync(db, fields, new(receipt.Id, "terminate", $"sample-r{i}3", "一方不同意调解。", today.AddDays(-1)), cancel));
            numbers.Add(receipt.Number);
        }

        return numbers;
    }

    /// <summary>Both parties answer at home: the middle word, and no.</summary>
    private static async Task AnsweredAsync(Store store, FieldProtector fields, string number)
    {
        var id = await ActAsync(store, (db, cancel) => ReviewActs.OpenAsync(db, fields, new(number, "测试用的一件", $"sample-o-{number}"), cancel));
        var desk = new ThreeQuestionDesk(store);
        foreach (var note in await ActAsync(store, (db, cancel) => ReviewActs.NotesAsync(db, fields, id, cancel)))
        {
            var questions = (await desk.AskedAsync(note.Code, default))!.Questions;
            _ = (await desk.AnswerAsync(fields, note.Code, [.. questions.Where(q => q.Words.Count > 0).Select(q => new QuestionAnswer(q.Id, 1))], $"sample-a-{note.Code}", default)).Value;
        }

        await ActAsync(store, (db, cancel) => ReviewActs.FinishAsync(db, fields, id, "都问过了。", cancel));
    }

    private static Task<T> ActAsync<T>(Store store, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> act) => DoAsync(store, "inspector.above", act);

    private static async Task<T> DoAsync<T>(Store store, string login, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> act) =>
        (await store.WriteAsync(await TestPeople.CallerAsync(store, login), act, default)).Value;
}
