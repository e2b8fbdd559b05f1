using Baotuan.Indicators.Claims;
using Baotuan.Indicators.Definitions;
using Baotuan.Indicators.Thresholds;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Indicators;

/// <summary>What of the module is in the log: every version of a definition, every threshold and every published figure as it was entered.</summary>
internal static class IndicatorLeaves
{
    public static readonly RowSource<DefinitionRow> Definitions = new("indicator-definition", "指标定义", d => d.Id, d => [("indicator", d.Code), ("valid_from", $"{d.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<ClaimRow> Claims = new("claim", "公开说法", c => c.Id, c => [("claim", c.Code), ("published_on", $"{c.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<ThresholdRow> Thresholds = new("income-threshold", "收入门槛", t => t.Id, t => [("region", t.Region), ("rule", t.Rule), ("valid_from", $"{t.ValidFrom:yyyy-MM-dd}")]);

    public static readonly IReadOnlyList<ILeafSource> All = [Definitions, Claims, Thresholds];
}
