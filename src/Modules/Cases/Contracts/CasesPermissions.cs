using Baotuan.Platform.Access;

namespace Baotuan.Cases.Contracts;

/// <summary>
/// What may be done with cases. A right alone opens no contents: those follow the hand that has to act next, and in a closed mediation they are the
/// named mediators' (人民调解法 art. 15, 23).
/// </summary>
public static class CasesPermissions
{
    /// <summary>Number, kind, state and days of cases that an organisation in view has a part in.</summary>
    public static readonly Permission CaseRead = new("cases:case:read", "查看办件的编号、状态和期限");

    /// <summary>Taking in what somebody brings, on any channel, and carrying an answer back.</summary>
    public static readonly Permission CaseReceive = Permission.Write("cases:case:receive", "受理登记");

    /// <summary>A firm for itself: raising, confirming, asking again.</summary>
    public static readonly Permission CaseRaise = Permission.Write("cases:case:raise", "以本单位名义反映问题、确认结果");

    /// <summary>The joint meeting: who handles it, or why nobody does.</summary>
    public static readonly Permission CaseScreen = Permission.Write("cases:case:screen", "研判和交办");

    /// <summary>A unit that was given a case: accepting or refusing it, and working on it.</summary>
    public static readonly Permission CaseHandle = Permission.Write("cases:case:handle", "签收和办理");

    /// <summary>May be named as mediator.</summary>
    public static readonly Permission MediationHold = Permission.Write("cases:mediation:hold", "主持调解");

    /// <summary>Reading the contents of a case against a reason that is in the log.</summary>
    public static readonly Permission CaseSupervise = new("cases:case:supervise", "督办，说明理由后查看内容");

    /// <summary>Cases of the confidential channel; never for the unit complained of.</summary>
    public static readonly Permission ConfidentialRead = new("cases:confidential:read", "查看保密渠道的办件");

    /// <summary>The list as a file.</summary>
    public static readonly Permission CaseExport = new("cases:case:export", "导出办件清单");

    public static readonly IReadOnlyList<Permission> All =
        [CaseRead, CaseReceive, CaseRaise, CaseScreen, CaseHandle, MediationHold, CaseSupervise, ConfidentialRead, CaseExport];
}
