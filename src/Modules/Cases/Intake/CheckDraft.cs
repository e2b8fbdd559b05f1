using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Engine.Conflicts;
using Baotuan.Kernel;

namespace Baotuan.Cases.Intake;

/// <summary>What is wrong with a case as it is given, before anything is looked up.</summary>
internal static class CheckDraft
{
    public const int LongestName = 100;
    public const int LongestTitle = 100;
    public const int LongestStatement = 4000;
    private const int MostParties = 20;

    public static Refusal? Problem(CaseDraft draft, DateOnly today)
    {
        if (CaseKinds.Find(draft.Kind) is not { } kind)
        {
            return new("kind_unknown", "请选择办件的种类。");
        }

        return kind.Categories.All(c => c.Code != draft.Category) ? new("category_unknown", "请选择类别。")
            : CaseChannels.All.All(c => c.Code != draft.Channel) ? new("channel_unknown", "请选择怎样来的。")
            : ProblemOfTexts(draft, kind) ?? ProblemOfDay(draft, today) ?? ProblemOfChannel(draft, kind) ?? ProblemOfParties(draft, kind);
    }

    private static Refusal? ProblemOfTexts(CaseDraft draft, CaseKind kind)
    {
        if (kind.Confidentiality == Confidentiality.ClosedMediation && draft.Title.Trim().Length > 0)
        {
            return new("title_would_be_public", "这类办件不填标题：标题在清单里人人可见。请写在内容里。");
        }

        if (kind.Confidentiality == Confidentiality.Open && draft.Title.Trim().Length is 0 or > LongestTitle)
        {
            return new("title_is_needed", $"请用一句话写标题，不超过 {LongestTitle} 字，不要写姓名和号码。");
        }

        return draft.Statement.Trim().Length is 0 or > LongestStatement ? new("statement_is_needed", $"请写明内容，不超过 {LongestStatement} 字。")
            : draft.ClientId.Trim().Length is 0 or > 100 ? new("client_id_missing", "请刷新页面后重新提交。")
            : null;
    }

    private static Refusal? ProblemOfDay(CaseDraft draft, DateOnly today) =>
        draft.ReceivedOn > today || draft.ReceivedOn < today.AddYears(-1) ? new("received_day_is_wrong", "受理日期不能晚于今天，也不能早于一年以前。") : null;

    private static Refusal? ProblemOfChannel(CaseDraft draft, CaseKind kind) =>
        draft.Channel == CaseChannels.Confidential && !kind.MayBeConfidential ? new("channel_is_not_for_kind", $"{kind.Chinese}没有保密渠道。请选别的来源。")
        : draft.Anonymous && !kind.MayBeAnonymous ? new("kind_needs_names", $"{kind.Chinese}不能匿名登记。")
        : null;

    private static Refusal? ProblemOfParties(CaseDraft draft, CaseKind kind)
    {
        if (draft.Anonymous)
        {
            return draft.Parties.Count > 0 ? new("anonymous_has_no_names", "匿名登记不要填当事人。") : null;
        }

        if (draft.Parties.Count > MostParties)
        {
            return new("too_many_parties", $"一件最多登记 {MostParties} 位当事人。人多的请推选代表。");
        }

        foreach (var party in draft.Parties)
        {
            if (kind.Sides.All(s => s.Code != party.Side))
            {
                return new("side_unknown", "请选择当事人是哪一方。");
            }

            if (party.OrganizationCode is null && party.Name.Trim().Length == 0)
            {
                return new("party_needs_a_name", "请填写当事人的姓名或名称。");
            }

            if (party.Name.Trim().Length > LongestName || party.Contact.Trim().Length > LongestName)
            {
                return new("party_name_is_too_long", $"姓名和联系方式各不超过 {LongestName} 字。");
            }
        }

        return kind.NeededSides.FirstOrDefault(side => draft.Parties.All(p => p.Side != side)) is { } missing
            ? new("side_is_missing", $"请填写{kind.SideName(missing)}。")
            : SameOnTwoSides(draft) ? new("party_stands_on_two_sides", "同一个人不能既是一方又是另一方。请核对姓名。")
            : null;
    }

    private static bool SameOnTwoSides(CaseDraft draft) => draft.Parties
        .GroupBy(p => p.OrganizationCode is { } code ? "#" + code.Trim() : PersonMark.Plain(p.Name) + "/" + PersonMark.Plain(p.Contact), StringComparer.Ordinal)
        .Any(g => g.Count() > 1);
}
