using Baotuan.Decisions.Contracts;
using Baotuan.Oversight.Contracts;

namespace Baotuan.Oversight.AlertRules;

/// <summary>A plan that lies drafted and is not posted on the wall.</summary>
internal sealed class PublicationOverdue : AlertRule
{
    public override string Code => "publication_overdue";

    public override string Chinese => "应公示而未公示";

    public override string Compares => "按规定要公示的方案：编制以后超过宽限天数，还没有登记张贴，也没有撤回、退回的。宽限天数是本程序预设，请按当地规定改。";

    public override IReadOnlyList<AlertParameter> Parameters { get; } = [new("grace_days", "编制后宽限几天", 0, 365)];

    public override async Task<IReadOnlyList<AlertFound>> FindAsync(AlertGround ground, CancellationToken cancel)
    {
        var grace = (int)ground.Number("grace_days");
        var waiting = await DecisionFacts.UnpublishedAsync(ground.Db, ground.Among, ground.Today.AddDays(-grace), ground.Today, cancel);
        return [.. waiting.Select(p => new AlertFound(
            $"proposal/{p.ProposalId}", [p.OrganizationId], $"“{p.Title}”{p.DraftedOn:yyyy-MM-dd} 编制，超过 {grace} 天没有公示。", [$"drafted {p.DraftedOn:yyyy-MM-dd}"], $"/proposals/{p.ProposalId}"))];
    }
}
