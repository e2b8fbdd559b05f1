using Baotuan.Kernel;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Refusals that every act on reviews has.</summary>
internal static class ReviewActor
{
    public static readonly Refusal Nobody = new("review_needs_a_person", "三问要由监督单位的人登录办理：账号要有所在单位，程序不能代办。");

    public static readonly Refusal NotFound = new("review_not_found", "没有这次三问。请从清单里打开。");

    public static readonly Refusal NoClientId = new("client_id_missing", "请刷新页面后重新提交。");

    public static readonly Refusal Reused = new("client_id_reused", "同一个提交编号已用于另一次登记。请刷新页面后重新提交。");
}

/// <summary>Actions in the operation log. Lines of them are for who holds reviews alone, and never about an organisation: who handles a case reads its organisation's lines.</summary>
internal static class ReviewLog
{
    public const string Beginning = "review.";
    public const string Question = "review.question";
    public const string Open = "review.open";
    public const string Draw = "review.draw";
    public const string Contacts = "review.contacts";
    public const string Answer = "review.answer";
    public const string View = "review.view";

    public static string Subject(long reviewId) => $"review/{reviewId}";
}
