using Baotuan.Platform.Access;

namespace Baotuan.Indicators.Contracts;

/// <summary>What may be done with indicators.</summary>
public static class IndicatorsPermissions
{
    /// <summary>Definitions, readings with their records, and published figures beside them; each computation asks for its records' own right as well.</summary>
    public static readonly Permission ReadingRead = new("indicators:reading:read", "查看指标和公开数字核对");

    public static readonly Permission ReadingExport = new("indicators:reading:export", "导出指标和它的记录");

    public static readonly IReadOnlyList<Permission> All = [ReadingRead, ReadingExport];
}
