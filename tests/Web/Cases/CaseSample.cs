using Baotuan.Cases.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Tests.Web;

/// <summary>Cases of the village PH06 for the pages that show some: 1 a dispute in mediation, 2 an obstacle that nobody took for a month, 3 a need that was answered, 6 a request that a joint meeting gave out.</summary>
internal static class CaseSample
{
    /// <summary>What no page outside a mediation may show.</summary>
    internal const string Secret = "只有调解员知道的话";

    internal static async Task LoadAsync(Store store)
    {
        var (fields, today) = (FieldProtector.Open(store.Location.DataDirectory), store.Time.Today());
        var dispute = await ReceiveAsync(store, fields, new(
            "dispute", "neighbours", "", "window", "PH06", "PH06", "PH06", today.AddDays(-9), Secret, [new("applicant", "甲某", "0573-0000"), new("respondent", "乙某")], "sample-dispute"));
        await MoveAsync(store, fields, "case-office.own", new(dispute.Id, "assign", "sample-d1", "联席会议研判：由村调委会牵头。", today.AddDays(-9), UnitCode: "PH06"));
        await MoveAsync(store, fields, "case-handler.own", new(dispute.Id, "accept", "sample-d2", "", today.AddDays(-8)));
        await MoveAsync(store, fields, "case-handler.own", new(dispute.Id, "consent", "sample-d3", "当面表示同意。", today.AddDays(-7), PartyNo: 1));
        await MoveAsync(store, fields, "case-handler.own", new(dispute.Id, "consent", "sample-d4", "电话表示同意。", today.AddDays(-7), PartyNo: 2));
        await MoveAsync(store, fields, "case-handler.own", new(dispute.Id, "appoint", "sample-d5", "", today.AddDays(-6), PersonLogin: "mediator.own"));
        await MoveAsync(store, fields, "mediator.own", new(dispute.Id, "session", "sample-d6", Secret + "：第一次调解。", today.AddDays(-5)));

        var obstacle = await ReceiveAsync(store, fields, new(
            "bottleneck", "procedure", "同一份材料要交三次", "online", "PHJKQ", "PH06", "PH06", today.AddDays(-40), "三个窗口各要一份。", [new("firm", "", "", "PHMT")], "sample-obstacle"));
        await MoveAsync(store, fields, "case-office.own", new(obstacle.Id, "assign", "sample-o1", "由开发区答复。", today.AddDays(-35), today.AddDays(5), "PHJKQ"));

        var need = await ReceiveAsync(store, fields, new(
            "household_need", "labour", "想在家门口找缝纫活", "visit", "PH06", "PH06", "PH06", today.AddDays(-4), "会踩缝纫机，白天要接孩子。", [new("household", "丙某")], "sample-need"));
        await MoveAsync(store, fields, "case-office.own", new(need.Id, "assign", "sample-n1", "村里先问共富工坊。", today.AddDays(-4), UnitCode: "PH06"));
        await MoveAsync(store, fields, "case-handler.own", new(need.Id, "accept", "sample-n2", "", today.AddDays(-3)));
        await MoveAsync(store, fields, "case-handler.own", new(need.Id, "answer", "sample-n3", "周一上午可以到工坊试工。", today.AddDays(-1)));
        _ = (await store.WriteAsync(await TestPeople.CallerAsync(store, "community-worker.own"), (db, cancel) => CaseFiles.AddAsync(db, fields, need.Id, "申请表.pdf", [.. "%PDF-1.4"u8], cancel), default)).Value;
        await EndedAsync(store, fields, today);
        var request = await ReceiveAsync(store, fields, new(
            "livelihood_request", "facility", "活动室缺椅子", "window", "PH06", "PH06", "PH06", today.AddDays(-3), "差二十把。", [new("asker", "庚某")], "sample-request"));
        _ = (await store.WriteAsync(await TestPeople.CallerAsync(store, "case-office.own"), (db, cancel) => CaseMeetings.HoldAsync(
            db, fields, new("PH06", today.AddDays(-2), ["PHJKQ"], "议了一件：椅子由村里添。\n其余下次再议。", [new(request.Id, "PH06", today.AddDays(30), "村里有旧椅子可以修。")], "sample-meeting"), cancel), default)).Value;
    }

    /// <summary>4 a dispute with a written agreement, 5 one that ended without.</summary>
    private static async Task EndedAsync(Store store, FieldProtector fields, DateOnly today)
    {
        for (var i = 0; i < 2; i++)
        {
            var id = (await ReceiveAsync(store, fields, new(
                "dispute", "homestead", "", "window", "PH06", "PH06", "PH06", today.AddDays(-9), "滴水占了邻家的地。", [new("applicant", "戊某"), new("respondent", "己某")], $"sample-e{i}"))).Id;
            await MoveAsync(store, fields, "case-office.own", new(id, "assign", $"sample-e{i}1", "由村调委会牵头。", today.AddDays(-9), UnitCode: "PH06"));
            await MoveAsync(store, fields, "case-handler.own", new(id, "accept", $"sample-e{i}2", "", today.AddDays(-8)));
            if (i == 1)
            {
                await MoveAsync(store, fields, "case-handler.own", new(id, "terminate", $"sample-e{i}3", "被申请人不同意调解，已告知可以起诉。", today.AddDays(-2)));
                continue;
            }

            await MoveAsync(store, fields, "case-handler.own", new(id, "consent", $"sample-e{i}4", "", today.AddDays(-7), PartyNo: 1));
            await MoveAsync(store, fields, "case-handler.own", new(id, "consent", $"sample-e{i}5", "", today.AddDays(-7), PartyNo: 2));
            foreach (var mediator in (string[])["case-handler.own", "mediator.own", SiteFixture.Everything])
            {
                await MoveAsync(store, fields, "case-handler.own", new(id, "appoint", $"sample-e{i}{mediator}", "", today.AddDays(-6), PersonLogin: mediator));
            }

            await MoveAsync(store, fields, "mediator.own", new(id, "session", $"sample-e{i}6", "到现场量了尺寸。", today.AddDays(-5)));
            await MoveAsync(store, fields, "mediator.own", new(
                id, "agree", $"sample-e{i}7", "一、己某把滴水改到自家院内。\n二、戊某不再要求赔偿。", today.AddDays(-4), today.AddDays(20),
                Agreement: new(true, "己某翻建房屋，滴水落在戊某院内约一尺。双方对是否赔偿有争议。", "己某在二十日内改好，双方到场看过。")));
        }
    }

    private static async Task<CaseReceipt> ReceiveAsync(Store store, FieldProtector fields, CaseDraft draft) => (await store.WriteAsync(
        await TestPeople.CallerAsync(store, "community-worker.own"), (db, cancel) => CaseActs.ReceiveAsync(db, fields, draft, cancel), default)).Value;

    private static async Task MoveAsync(Store store, FieldProtector fields, string login, CaseMove move) =>
        _ = (await store.WriteAsync(await TestPeople.CallerAsync(store, login), (db, cancel) => CaseActs.MoveAsync(db, fields, move, cancel), default)).Value;
}
