using Baotuan.Platform.Access;

namespace Baotuan.Indicators.Contracts;

/// <summary>What may be done with indicators.</summary>
public static class IndicatorsPermissions
{
    /// <summary>Definitions, readings with their records, and published figures beside them; each computation asks for its records' own right as well.</summary>
    public static readonly Permission ReadingRead = new("indicators:reading:read", "查看指标和公开数字核对");

    public static readonly Permission ReadingExport = new("indicators:reading:export", "导出指标和它的记录");

    /// <summary>Briefings of an organisation: their texts, and the numbers of those that were published.</summary>
    public static readonly Permission BriefingRead = new("indicators:briefing:read", "查看简报");

    public static readonly Permission BriefingWrite = Permission.Write("indicators:briefing:write", "起草和修改简报");

    /// <summary>Also withdrawing. Who wrote it does not publish it.</summary>
    public static readonly Permission BriefingPublish = Permission.Write("indicators:briefing:publish", "发布和撤回简报");

    /// <summary>What organisations entered into data sets, and how far it has come.</summary>
    public static readonly Permission DataRead = new("indicators:data:read", "查看定期填报");

    /// <summary>Also saying that it is all.</summary>
    public static readonly Permission DataEnter = Permission.Write("indicators:data:enter", "填报数据");

    /// <summary>Also taking the approval back. Who entered it does not approve it.</summary>
    public static readonly Permission DataApprove = Permission.Write("indicators:data:approve", "审核填报的数据");

    /// <summary>For a unit above; on everybody below it.</summary>
    public static readonly Permission DataAccept = Permission.Write("indicators:data:accept", "接收下级填报的数据");

    public static readonly IReadOnlyList<Permission> All = [ReadingRead, ReadingExport, BriefingRead, BriefingWrite, BriefingPublish, DataRead, DataEnter, DataApprove, DataAccept];
}
