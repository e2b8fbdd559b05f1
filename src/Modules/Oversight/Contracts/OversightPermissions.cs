using Baotuan.Platform.Access;

namespace Baotuan.Oversight.Contracts;

/// <summary>
/// What may be done in watching. Inspectors hold view scopes alone: raising, verifying and closing are about what they see and
/// change no business record, so a view scope says where; answering belongs to the unit and wants a capture scope.
/// </summary>
public static class OversightPermissions
{
    public static readonly Permission LogRead = new("oversight:log:read", "查看操作日志");

    public static readonly Permission LogExport = new("oversight:log:export", "导出操作日志");

    public static readonly Permission FindingRead = new("oversight:finding:read", "查看发现问题和整改");

    public static readonly Permission FindingRaise = new("oversight:finding:raise", "提出发现问题");

    public static readonly Permission FindingAnswer = Permission.Write("oversight:finding:answer", "答复发现问题、登记整改");

    /// <summary>Also sends back, extends, escalates and withdraws.</summary>
    public static readonly Permission FindingVerify = new("oversight:finding:verify", "核实整改");

    public static readonly Permission AlertRead = new("oversight:alert:read", "查看预警");

    public static readonly Permission AlertClose = new("oversight:alert:close", "说明并关闭预警");

    public static readonly Permission AlertRuleManage = Permission.Write("oversight:alert-rule:manage", "修改预警规则");

    public static readonly Permission RetentionManage = Permission.Write("oversight:retention:manage", "修改日志保存期限");

    /// <summary>Anybody's conflicts of interest, and saying that one is over; everybody declares his own without it.</summary>
    public static readonly Permission InterestRecord = new("oversight:interest:record", "登记和结束他人的利害关系");

    /// <summary>Asking the parties of a case how it was handled, and drawing cases to look at; never where oneself or one's unit had a hand.</summary>
    public static readonly Permission ReviewHold = new("oversight:review:hold", "三问：抽查办件、问当事人");

    /// <summary>Writing the questions of one's own unit.</summary>
    public static readonly Permission ReviewManage = new("oversight:review:manage", "三问：写问题");

    /// <summary>Batches of answers to the three questions about one's own organisation: counts, no case and no person.</summary>
    public static readonly Permission ReleaseRead = new("oversight:release:read", "三问：查看成批结果");

    public static readonly IReadOnlyList<Permission> All =
    [
        LogRead, LogExport, FindingRead, FindingRaise, FindingAnswer, FindingVerify, AlertRead, AlertClose, AlertRuleManage, RetentionManage,
        InterestRecord, ReviewHold, ReviewManage, ReleaseRead,
    ];
}
