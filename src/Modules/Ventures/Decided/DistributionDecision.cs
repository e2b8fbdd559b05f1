using System.Text;
using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Ventures.Decided;

/// <summary>What a distribution is to the module of decisions: who decides it, under which key, and the document that hangs.</summary>
internal static class DistributionDecision
{
    /// <summary>Leave to post exactly this plan today.</summary>
    public static Task<Outcome<GatePass>> GateAsync(BaotuanDb db, DistributionPreview plan, DateOnly today, CancellationToken cancel) =>
        DecisionGate.CheckAsync(db, DecisionKinds.VentureDistribution, SubjectKey(plan), plan.Payer.Id, plan.PlanHash, today, cancel);

    /// <summary>Venture, period, phase: ZCY/2023 or ZCY/2023/1.</summary>
    public static string SubjectKey(DistributionPreview plan) =>
        $"{plan.VentureCode}/{plan.Request.Period.Code}{(plan.Request.PhaseCode is { } phase ? "/" + phase : "")}";

    public static ProposalDraft Draft(DistributionPreview plan, string clientId) => new(
        DecisionKinds.VentureDistribution, SubjectKey(plan), plan.Payer.Id, $"{plan.VentureName}{plan.Request.Period.ChineseName}分红方案", Document(plan), plan.PlanHash,
        clientId, Page(plan), [.. plan.Holders.Values.Select(h => h.Id)]);

    private static string Page(DistributionPreview plan)
    {
        var request = plan.Request;
        var query = new List<(string Name, string? Value)>
        {
            ("venture", request.VentureCode), ("period", request.Period.Code), ("phase", request.PhaseCode), ("declared", request.Declared?.ToString()),
            ("record-date", request.RecordDate?.ToString("yyyy-MM-dd")), ("declared-on", request.DeclaredOn?.ToString("yyyy-MM-dd")), ("plan", plan.PlanHash),
        };
        return "/distributions/new?" + string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"));
    }

    private static string Document(DistributionPreview plan)
    {
        var request = plan.Request;
        var text = new StringBuilder();
        text.Append($"{plan.VentureName}（{plan.VentureCode}）{request.Period.ChineseName}分红方案\n\n");
        text.Append($"付款方：{plan.Payer.Name}（{plan.Payer.Code}）\n分红期间：{request.Period.ChineseName}\n");
        if (request.PhaseCode is { } phase)
        {
            text.Append($"只分：第 {phase} 期\n");
        }

        if (request.Declared is { } declared)
        {
            text.Append($"申报金额：{declared.Format()} 元\n");
        }

        text.Append($"权益登记日：{request.EffectiveRecordDate:yyyy-MM-dd}\n入账日期：{request.EffectiveDeclaredOn:yyyy-MM-dd}\n");
        text.Append($"应付合计：{plan.Plan.Pool.Format()} 元（{ChineseCapitalAmount.Format(plan.Plan.Pool)}）\n\n");
        text.Append($"明细（{plan.Plan.Lines.Count} 户，逐行相加正好等于合计）：\n");
        foreach (var (line, i) in plan.Plan.Lines.Select((l, i) => (l, i + 1)))
        {
            text.Append($"{i}. {line.HolderCode} {plan.Holders[line.HolderCode].Name}：{line.Amount.Format()} 元\n");
        }

        return text.Append($"\n方案指纹：{plan.PlanHash}\n").ToString();
    }
}
