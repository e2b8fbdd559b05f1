using Baotuan.Indicators.Briefings;
using Baotuan.Indicators.Claims;
using Baotuan.Indicators.DataSets;
using Baotuan.Indicators.Definitions;
using Baotuan.Indicators.Thresholds;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Indicators;

/// <summary>What of the module is in the log: every version of a definition, every threshold and every published figure as it was entered, every briefing as it was published or withdrawn, every number entered into a data set and every decision on it.</summary>
internal static class IndicatorLeaves
{
    public static readonly RowSource<DefinitionRow> Definitions = new("indicator-definition", "指标定义", d => d.Id, d => [("indicator", d.Code), ("valid_from", $"{d.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<ClaimRow> Claims = new("claim", "公开说法", c => c.Id, c => [("claim", c.Code), ("published_on", $"{c.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<ThresholdRow> Thresholds = new("income-threshold", "收入门槛", t => t.Id, t => [("region", t.Region), ("rule", t.Rule), ("valid_from", $"{t.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<BriefingPublicationRow> Publications = new(
        "briefing-publication", "简报发布", p => p.Id, p => [("briefing", p.Code), ("version", $"{p.VersionNo}"), ("fingerprint", p.Fingerprint)]);

    public static readonly RowSource<BriefingWithdrawalRow> Withdrawals = new("briefing-withdrawal", "简报撤回", w => w.PublicationId);

    public static readonly RowSource<DataSetRow> DataSets = new("data-set", "数据集", s => s.Id, s => [("data_set", s.Code), ("valid_from", $"{s.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<DataElementRow> DataElements = new("data-element", "数据集的项", e => e.Id, e => [("data_set", e.SetCode), ("indicator", e.Indicator)]);

    public static readonly RowSource<ObservationRow> Observations = new("observation", "填报的数", o => o.Id, o => [("data_set", o.SetCode), ("from", $"{o.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<DataApprovalRow> DataApprovals = new("data-approval", "填报的审核和接收", a => a.Id, a => [("data_set", a.SetCode), ("from", $"{a.PeriodStart:yyyy-MM-dd}"), ("act", a.Act)]);

    public static readonly IReadOnlyList<ILeafSource> All = [Definitions, Claims, Thresholds, Publications, Withdrawals, DataSets, DataElements, Observations, DataApprovals];
}
