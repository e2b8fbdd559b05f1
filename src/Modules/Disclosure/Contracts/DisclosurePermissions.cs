using Baotuan.Platform.Access;

namespace Baotuan.Disclosure.Contracts;

/// <summary>What may be done in disclosing.</summary>
public static class DisclosurePermissions
{
    /// <summary>Duties of disclosure of an organisation with what is done and what is overdue.</summary>
    public static readonly Permission ClockRead = new("disclosure:clock:read", "查看公开任务和到期情况");

    /// <summary>Says that something was made public, where and when.</summary>
    public static readonly Permission ActRecord = Permission.Write("disclosure:act:record", "登记公开");

    /// <summary>Whether an organisation is shown to everybody, how often it publishes, whether households' amounts are open.</summary>
    public static readonly Permission SettingDecide = Permission.Write("disclosure:setting:decide", "登记对外公开的决定");

    public static readonly Permission NoticeRead = new("disclosure:notice:read", "查看公告、荣誉和它们的审核");

    public static readonly Permission NoticeWrite = Permission.Write("disclosure:notice:write", "起草公告和荣誉");

    /// <summary>Publishes, sends back, takes down; never one's own draft.</summary>
    public static readonly Permission NoticeReview = Permission.Write("disclosure:notice:review", "审核、发布和撤下公告");

    public static readonly Permission ObjectionRead = new("disclosure:objection:read", "查看各户对分红单的异议");

    /// <summary>Writes down what a household said at the village office.</summary>
    public static readonly Permission ObjectionRecord = Permission.Write("disclosure:objection:record", "代登记各户对分红单的异议");

    public static readonly Permission ObjectionAnswer = Permission.Write("disclosure:objection:answer", "答复各户对分红单的异议");

    public static readonly IReadOnlyList<Permission> All = [ClockRead, ActRecord, SettingDecide, NoticeRead, NoticeWrite, NoticeReview, ObjectionRead, ObjectionRecord, ObjectionAnswer];
}
