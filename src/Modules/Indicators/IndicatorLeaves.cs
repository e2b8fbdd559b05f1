using Baotuan.Indicators.Claims;
using Baotuan.Indicators.Definitions;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Indicators;

/// <summary>What of the module is in the log: every version of a definition, and every published figure as it was entered.</summary>
internal static class IndicatorLeaves
{
    public static readonly RowSource<DefinitionRow> Definitions = new("indicator-definition", "指标定义", d => d.Id, d => [("indicator", d.Code), ("valid_from", $"{d.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<ClaimRow> Claims = new("claim", "公开说法", c => c.Id, c => [("claim", c.Code), ("published_on", $"{c.ValidFrom:yyyy-MM-dd}")]);

    public static readonly IReadOnlyList<ILeafSource> All = [Definitions, Claims];
}
