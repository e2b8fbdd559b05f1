using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Tests.Year;

/// <summary>
/// Two cases on their whole way, step by step: a dispute from the village through the joint meeting, mediated, agreed, confirmed and performed, with a photograph and one
/// taken out; and a need that is answered and confirmed by the code of its slip, while an inspector asks the household three questions.
/// </summary>
internal static class CaseWay
{
    private const long Village = 1, Centre = 2, Judicial = 3;
    private static readonly DateOnly Day = new(2030, 1, 1);

    private static readonly Caller Window = Person(101, "window", [Village], CasesPermissions.CaseRead, CasesPermissions.CaseReceive);
    private static readonly Caller Convener = Person(102, "convener", [Centre], CasesPermissions.CaseRead, CasesPermissions.CaseScreen);
    private static readonly Caller Handler = Person(103, "handler", [Judicial], CasesPermissions.CaseRead, CasesPermissions.CaseHandle);
    private static readonly Caller Mediator = Person(104, "mediator", [], CasesPermissions.CaseRead, CasesPermissions.MediationHold);
    private static readonly Caller Inspector = Person(105, "inspector", [Village, Centre, Judicial], CasesPermissions.CaseRead, OversightPermissions.ReviewHold, OversightPermissions.ReviewManage) with { UnitId = 2 };

    /// <summary>Organisations as a folder to import.</summary>
    public static readonly (string File, string Text)[] Sheets =
    [
        ("org-units.csv", "code,name,parent,level,statistical_code,credit_code,valid_from\nT,示例镇,,town,,,2000-01-01\nJ,示例纪委,T,other,,,2000-01-01\n"),
        ("organizations.csv", "code,name,kind,credit_code,unit,valid_from,valid_to\nVI,示例村,other,,T,2000-01-01,\nZX,示例中心,institution,,T,2000-01-01,\nSF,示例司法所,government,,T,2000-01-01,\n"),
    ];

    /// <summary>The people, by their accounts.</summary>
    public static async Task MakePeopleAsync(Store store) => _ = (await store.WriteAsync<bool>("cases", (db, _) =>
    {
        db.Add(new Role { Code = "holds", Name = "调解员", Family = "business" });
        db.Add(new RolePermission { RoleCode = "holds", Permission = CasesPermissions.MediationHold.Code, Active = true });
        foreach (var caller in (Caller[])[Window, Convener, Handler, Mediator, Inspector])
        {
            db.Add(new User { Id = caller.UserId, Login = caller.Login, NormalizedLogin = caller.Login.ToUpperInvariant(), Name = caller.Name });
        }

        db.Add(new UserRole { UserId = Mediator.UserId, RoleCode = "holds", ValidFrom = new(2000, 1, 1) });
        return Task.FromResult<Outcome<bool>>(true);
    }, default)).Value;

    public static IReadOnlyList<YearAct> Acts(string data)
    {
        var fields = FieldProtector.Open(data);
        return
        [
            Receive(new("dispute", "neighbours", "", "window", "VI", "ZX", "VI", Day, "两家为一堵墙。", [new("applicant", "甲某"), new("respondent", "乙某")], "way-1")),
            Receive(new("household_need", "labour", "想找缝纫活", "visit", "VI", "ZX", "VI", Day, "会踩缝纫机。", [new("household", "丙某")], "way-2")),
            Of(Window, "file", (db, cancel) => CaseFiles.AddAsync(db, fields, 1, "墙.pdf", [.. "%PDF-1.4 wall"u8], cancel)),
            Of(Window, "wrong file", (db, cancel) => CaseFiles.AddAsync(db, fields, 1, "别的.pdf", [.. "%PDF-1.4 other"u8], cancel)),
            Of(Window, "take out", (db, cancel) => CaseFiles.RemoveAsync(db, 1, 2, "传错了", cancel)),
            Of(Convener, "meeting", (db, cancel) => CaseMeetings.HoldAsync(db, fields, new("ZX", Day, ["SF"], "两件都归司法所。", [new(1, "SF"), new(2, "SF")], "way-meeting"), cancel)),
            Move(Handler, 1, "accept"), Move(Handler, 2, "accept"),
            Move(Handler, 1, "consent", party: 1), Move(Handler, 1, "consent", party: 2), Move(Handler, 1, "appoint", person: "mediator"), Move(Mediator, 1, "session"), Move(Mediator, 1, "agree"),
            Of(Inspector, "question", (db, cancel) => ReviewActs.ChangeQuestionAsync(db, new(null, "effect", 1, AnswerKinds.YesNo, "办成了吗？", [], db.Today(), false, "第一次写", "way-question"), cancel)),
            Of(Inspector, "review", (db, cancel) => ReviewActs.OpenAsync(db, fields, new($"XQ-{Day.Year}-0001", "抽查办得怎样", "way-review"), cancel)),
            Move(Handler, 2, "answer"),
            Of(Inspector, "answers", (db, cancel) => ReviewActs.RecordAsync(db, fields, 1, 1, "phone", [new(1, 0)], "way-answers", cancel)),
            Of(Inspector, "finish", (db, cancel) => ReviewActs.FinishAsync(db, fields, 1, "办成了。", cancel)),
            Move(Mediator, 1, "apply_confirmation"), Move(Mediator, 1, "confirm"), Move(Mediator, 1, "perform"), Confirm(),
        ];

        YearAct Receive(CaseDraft draft) => Of(Window, draft.Kind, (db, cancel) => CaseActs.ReceiveAsync(db, fields, draft, cancel));

        YearAct Move(Caller by, long id, string act, int? party = null, string? person = null) => Of(by, $"{act} {id}", (db, cancel) => CaseActs.MoveAsync(
            db, fields, new(id, act, $"way-{id}-{act}-{party}", "写明了。", null, null, null, person, party, null, act == "agree" ? new(false, "", "") : null), cancel));

        YearAct Confirm() => Of(Window, "confirm 2", async (db, cancel) =>
        {
            var slip = (await CaseActs.SlipAsync(db, fields, 2, cancel))!;
            return await CaseActs.MoveAsync(db, fields, new(2, "confirm", "way-2-confirm", "", Code: slip.Code), cancel);
        });
    }

    private static YearAct Of<T>(Caller by, string name, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> act) =>
        new(name, async (db, cancel) => YearAct.Done(await act(db, cancel))) { By = by };

    private static Caller Person(long id, string login, long[] places, params Permission[] permissions) => new()
    {
        UserId = id, Login = login, Name = $"人{login}", Permissions = permissions.Select(p => p.Code).ToHashSet(), Address = "127.0.0.1",
        View = new(false, places.ToHashSet()), Capture = new(false, places.ToHashSet()),
    };
}
