using Baotuan.Kernel;

namespace Baotuan.Cases.Kinds;

/// <summary>
/// Dispute (矛盾纠纷) before people's mediation: free, with the parties' consent, closed unless they want it open. 人民调解法 art. 17–33. That it ends within a month is
/// no national law: a dated parameter, extended only when both parties ask for it.
/// </summary>
internal static class Dispute
{
    public const string Mediating = "mediating";
    public const string Paused = "paused";
    public const string Agreed = "agreed";
    public const string Performed = "performed";
    public const string Breached = "breached";
    public const string Terminated = "terminated";

    private const Who Handler = Who.Lead | Who.Mediator;

    public static readonly CaseKind Kind = new("dispute", "矛盾纠纷", "JF")
    {
        States = [.. Handover.OpenStates, (Mediating, "调解中"), (Paused, "中止"), (Agreed, "已达成协议"), (Performed, "已履行"), (Breached, "未履行"), (Terminated, "已终止调解"), .. Handover.EndStates],
        First = Handover.Received,
        WellEnded = [Performed],
        Last = [Performed, Breached, Terminated, Handover.Declined, Handover.Withdrawn],
        Confidentiality = Confidentiality.ClosedMediation,
        Sides = [("applicant", "申请人"), ("respondent", "被申请人"), ("third", "有利害关系的人")],
        NeededSides = ["applicant", "respondent"],
        Categories =
        [
            ("family", "婚姻家庭"), ("neighbours", "邻里"), ("homestead", "房屋宅基地"), ("land", "山林土地"), ("contract", "合同"), ("wages", "劳动报酬"),
            ("damage", "损害赔偿"), ("traffic", "道路交通"), ("property", "物业"), ("other", "其他"),
        ],
        Moves =
        [
            .. Handover.Moves(Who.Screener, [Mediating]),
            new("consent", "登记同意调解", [Handover.Assigned, Mediating], null, Handler) { Effect = Effect.Consent, Party = Need.Must, Text = Need.May, TextHint = "怎样表示的同意：当面、电话、书面。" },
            new("object", "登记拒绝调解", [Handover.Assigned, Mediating], null, Handler) { Effect = Effect.Object, Party = Need.Must, Text = Need.May, TextHint = "怎样表示的。" },
            new("appoint", "确定调解员", [Handover.Assigned, Mediating], Mediating, Who.Lead) { Effect = Effect.NameMediator, Person = Need.Must, Guard = EverybodyConsents },
            new("release", "更换调解员", [Mediating], null, Who.Lead) { Effect = Effect.ReleaseMediator, Person = Need.Must, Text = Need.Must, TextHint = "谁要求更换，什么原因。" },
            new("session", "登记调解", [Mediating], null, Who.Mediator) { IsMediation = true, Effect = Effect.Session, Text = Need.Must, Guard = EverybodyConsents, TextHint = "时间、地点、到场的人、经过。请了亲属、翻译或专家到场的，公开进行的，写明双方同意。" },
            new("agree_open", "登记同意公开调解", [Handover.Assigned, Mediating], null, Handler) { Effect = Effect.AgreeOpen, Party = Need.Must, Text = Need.May, TextHint = "怎样表示的同意。每一方都同意才可以公开。" },
            new("announce", "公告公开调解", [Mediating], null, Who.Mediator) { Effect = Effect.Announce, Due = Need.Must, Text = Need.Must, TextIsPublic = true, Guard = EverybodyWantsItOpen, TextHint = "几点、在哪里。看得到这件办件的人都看得到，不要写姓名和事由。" },
            new("close_again", "改为不公开", [Handover.Assigned, Mediating, Paused], null, Handler) { Effect = Effect.CloseAgain, Text = Need.Must, TextHint = "谁不愿意公开。已公告的取消。" },
            new("risk", "登记激化风险", [Handover.Assigned, Mediating, Paused], null, Handler) { IsMediation = true, Text = Need.Must, TextHint = "可能怎样激化，采取了什么措施，向公安机关或哪个部门报告（人民调解法第二十五条）。" },
            new("pause", "中止", [Mediating], Paused, Handler) { IsMediation = true, Effect = Effect.Pause, Text = Need.Must, TextHint = "等什么：鉴定、当事人外出。中止期间不计期限。" },
            new("resume", "恢复", [Paused], Mediating, Handler) { IsMediation = true, Effect = Effect.Resume, Text = Need.May },
            new("ask_extension", "登记要求延期", [Handover.Assigned, Mediating], null, Handler) { Effect = Effect.AskExtension, Party = Need.Must },
            new("extend", "延长期限", [Handover.Assigned, Mediating], null, Who.Lead) { Effect = Effect.Extend, Due = Need.Must, DueOf = "settle", Guard = EverybodyAsked },
            new("agree", "达成协议", [Mediating], Agreed, Who.Mediator)
            {
                IsMediation = true, IsAgreement = true, Text = Need.Must, Due = Need.May, DueOf = "follow_up", Guard = c => EverybodyConsents(c) ?? (c.Sessions > 0 ? null : new("agreement_without_a_session", "还没有登记过调解，不能登记协议。请先登记调解。")),
                TextHint = "谁承担什么责任；口头协议写要点。期限填约定履行的最后一天。",
            },
            new("terminate", "终止调解", [Handover.Assigned, Mediating, Paused], Terminated, Handler) { IsMediation = true, Text = Need.Must, TextHint = "为什么终止；告知了当事人可以仲裁、行政处理或起诉（人民调解法第二十六条）。" },
            new("apply_confirmation", "共同申请司法确认", [Agreed], null, Handler) { IsMediation = true, Text = Need.May, Guard = MayBeConfirmed, TextHint = "向哪个法院申请。" },
            new("confirm", "登记司法确认结果", [Agreed], null, Handler) { IsMediation = true, Text = Need.Must, Guard = c => c.Has("apply_confirmation") ? null : new("confirmation_was_not_asked", "还没有登记共同申请司法确认。"), TextHint = "裁定书编号，确认还是驳回。" },
            new("follow_up", "回访", [Agreed], null, Handler) { IsMediation = true, Text = Need.Must, Due = Need.May, DueOf = "follow_up", TextHint = "履行到哪一步。要再访的填下次回访的日子。" },
            new("perform", "履行完毕", [Agreed], Performed, Handler) { IsMediation = true, Text = Need.Must, TextHint = "怎样知道已经履行。" },
            new("breach", "没有履行", [Agreed], Breached, Handler) { IsMediation = true, Text = Need.Must, TextHint = "哪一项没有履行；告知了可以起诉（人民调解法第三十二条）。" },
        ],
        Clocks =
        [
            Handover.Respond,
            new("settle", "调解期限", ["accept"], ["agree", "terminate"]) { Restarts = false, PausedIn = [Paused] },
            new("confirm", "共同申请司法确认", ["agree"], ["apply_confirmation"]) { IsRight = true },
            new("follow_up", "回访", ["agree", "follow_up"], []) { OnlyNamedDays = true },
        ],
    };

    // art. 17: not where a party clearly refuses; each of the two sides has to want it
    private static Refusal? EverybodyConsents(Course.CaseCourse course) =>
        course.Objecting.Count > 0 ? new("party_refuses_mediation", "有当事人明确拒绝调解，不能继续（人民调解法第十七条）。当事人改变主意的，先登记同意；否则终止调解并告知其他途径。")
        : course.MissingConsent.Count > 0 ? new("consent_is_missing", $"还没有登记{string.Join('、', course.MissingConsent.Select(p => $"第 {p} 位当事人"))}同意调解。请先登记。")
        : null;

    private static Refusal? EverybodyWantsItOpen(Course.CaseCourse course) => EverybodyConsents(course)
        ?? (course.PrincipalParties.Where(p => !course.WantOpen.Contains(p)).ToList() is { Count: > 0 } missing
            ? new("open_hearing_is_not_wanted_by_all", $"还没有登记{string.Join('、', missing.Select(p => $"第 {p} 位当事人"))}同意公开。每一方都同意才公开调解。")
            : null);

    private static Refusal? EverybodyAsked(Course.CaseCourse course) =>
        course.PrincipalParties.All(course.AskedExtension.Contains) ? null : new("extension_not_asked_by_all", "延长调解期限要双方当事人都要求。请先登记各方的要求；有一方不要求的，到期终止调解并告知其他途径。");

    private static Refusal? MayBeConfirmed(Course.CaseCourse course) =>
        course.Has("apply_confirmation") ? new("confirmation_was_asked", "已经登记过共同申请司法确认。")
        : course.HasLapsed("confirm") ? new("confirmation_has_lapsed", "协议生效已超过 30 日，不能再共同申请司法确认（人民调解法第三十三条）。对履行有争议的可以起诉。")
        : null;
}
