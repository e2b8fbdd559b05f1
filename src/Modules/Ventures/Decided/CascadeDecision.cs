using System.Text;
using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Rules;

namespace Baotuan.Ventures.Decided;

/// <summary>What a holder's passing on is to the module of decisions: the holder decides it himself.</summary>
internal static class CascadeDecision
{
    // beyond this a document is no paper any more; the fingerprint binds every line
    private const int MostLines = 20_000;

    /// <summary>Leave to post exactly this plan today.</summary>
    public static Task<Outcome<GatePass>> GateAsync(BaotuanDb db, CascadePreview plan, DateOnly today, CancellationToken cancel) =>
        DecisionGate.CheckAsync(db, Kind(plan.Kind), SubjectKey(plan.Holder.Code, plan.Request.Period), plan.Holder.Id, plan.PlanHash, today, cancel);

    public static string Kind(string cascadeKind) =>
        cascadeKind == CascadePlanning.Company ? DecisionKinds.CompanyDistribution : DecisionKinds.MemberDistribution;

    /// <summary>Holder and period: PH06/2023.</summary>
    public static string SubjectKey(string holderCode, Period period) => $"{holderCode}/{period.Code}";

    public static ProposalDraft Draft(CascadePreview plan, string clientId) => new(
        Kind(plan.Kind), SubjectKey(plan.Holder.Code, plan.Request.Period), plan.Holder.Id, $"{plan.Holder.Name}{plan.Request.Period.ChineseName}收益分配方案",
        Document(plan), plan.PlanHash, clientId, Page(plan));

    private static string Page(CascadePreview plan) =>
        $"/villages/{Uri.EscapeDataString(plan.Holder.Code)}/cascade?period={plan.Request.Period.Code}"
        + (plan.Request.RecordDate is { } day ? $"&record-date={day:yyyy-MM-dd}" : "") + $"&plan={plan.PlanHash}";

    private static string Document(CascadePreview plan)
    {
        var text = new StringBuilder();
        text.Append($"{plan.Holder.Name}（{plan.Holder.Code}）{plan.Request.Period.ChineseName}收益分配方案\n\n");
        text.Append($"权益登记日：{plan.RecordDate:yyyy-MM-dd}\n入账日期：{plan.DeclaredOn:yyyy-MM-dd}\n收到的分红：{plan.Received.Format()} 元\n");
        foreach (var source in plan.Sources)
        {
            text.Append($"  其中 {source.Name} {source.Period.ChineseName}：{source.Amount.Format()} 元\n");
        }

        Steps(text, plan);
        text.Append($"分配合计：{plan.Pool.Format()} 元（{ChineseCapitalAmount.Format(plan.Pool)}）\n");
        if (plan.WithholdingPpm > 0)
        {
            text.Append($"代扣：{TraceText.Percent(plan.WithholdingPpm)}，合计 {plan.Withheld.Format()} 元，依据：{plan.WithholdingBasis}\n");
        }

        Lines(text, plan);
        return text.Append($"\n方案指纹：{plan.PlanHash}\n").ToString();
    }

    private static void Steps(StringBuilder text, CascadePreview plan)
    {
        if (plan.Appropriation is not { } appropriation)
        {
            return;
        }

        text.Append($"本年净收益：{appropriation.Year.NetIncome.Format()} 元\n分配步骤：\n");
        foreach (var step in appropriation.Steps)
        {
            var kind = RuleBook.Code(step.Kind);
            text.Append($"  {StepText.Name(kind)} {StepText.Rate(kind, step.RatePpm)}：{step.Amount.Format()} 元，余 {step.Left.Format()} 元。依据：{step.Basis}\n");
        }
    }

    private static void Lines(StringBuilder text, CascadePreview plan)
    {
        text.Append($"\n明细（{plan.Lines.Count} 行，逐行相加正好等于合计）：\n");
        foreach (var (line, i) in plan.Lines.Take(MostLines).Select((l, i) => (l, i + 1)))
        {
            text.Append($"{i}. {line.Code} {line.Name}{(line.HouseholdNo.Length > 0 ? $" {line.HouseholdNo} 户" : "")} {StepText.Shares(line.Weight)} 股：{line.Amount.Format()} 元\n");
        }

        if (plan.Lines.Count > MostLines)
        {
            text.Append($"……其余 {plan.Lines.Count - MostLines} 行见明细表，由方案指纹固定。\n");
        }
    }
}
