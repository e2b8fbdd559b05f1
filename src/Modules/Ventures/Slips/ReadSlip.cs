using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Receipts;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;

namespace Baotuan.Ventures.Slips;

/// <summary>Reads one household's slip with its trace and its proof.</summary>
internal static class ReadSlip
{
    public static async Task<SlipInfo?> OfAsync(BaotuanDb db, long cascadeId, string householdNo, CancellationToken cancel)
    {
        var all = await CascadeHouseholds.OfHouseholdAsync(db, cascadeId, householdNo, cancel);
        return all?.Households.FirstOrDefault() is { } household
            ? new(
                all.Cascade, household.HouseholdNo, household.GroupName, household.HeadName, [.. household.Lines.Select(l => LineOf(l, all.Cascade.Pool, all.Shares))],
                Steps(all), await ProofAsync(db, cascadeId, householdNo, cancel))
            : null;
    }

    private static SlipLine LineOf(CascadeInfoLine line, Money pool, Rational shares)
    {
        var per = StepText.PerShare(pool, shares) ?? Rational.Zero;
        var exact = per * line.Weight;
        var floor = exact.FloorToFen();
        var rest = (exact - floor.Fen).ToDecimalString(4);
        var rounding = exact.IsInteger ? "正好到分" : line.Amount == floor ? $"不足一分的 {rest} 分舍去" : $"舍去的 {rest} 分较大，从全村凑成的整分里补 1 分";
        return new(line, $"{StepText.Shares(line.Weight)} 股 × 每股 {ExactText.Yuan(per, 6)} 元 = {ExactText.Yuan(exact, 6)} 元", rounding);
    }

    private static List<TraceStep> Steps(CascadeHouseholds all)
    {
        var cascade = all.Cascade;
        List<TraceStep> steps =
        [
            new("村里收到", Result: $"{cascade.Received.Format()} 元", Parts: [.. all.Sources.Select(s => new TraceStep($"{s.Name}{s.Period.ChineseName}", Result: $"{s.Amount.Format()} 元"))]),
        ];
        if (StepText.Carried(cascade.Steps) is { Fen: > 0 } carried)
        {
            steps.Add(new("加：以前年度没分完的收益", Result: $"{carried.Format()} 元"));
        }

        steps.AddRange(cascade.Steps.Where(s => s.Kind != "cover_losses" || s.Amount > Money.Zero).Select(s => new TraceStep(
            s.Kind == "members" ? "分给成员" : StepText.Name(s.Kind),
            $"{StepText.Base(s.Kind)} {s.Base.Format()} 元{(s.Kind == "cover_losses" ? "" : $" × {StepText.Rate(s.Kind, s.RatePpm)}")}{(s.Basis.Length > 0 ? $"（{s.Basis}）" : "")}", $"{s.Amount.Format()} 元")));
        if (StepText.PerShare(cascade.Pool, all.Shares) is { } per)
        {
            steps.Add(new("每股", $"{cascade.Pool.Format()} 元 ÷ 全村 {StepText.Shares(all.Shares)} 股", $"{ExactText.Yuan(per, 6)} 元"));
        }

        return steps;
    }

    private static async Task<SlipProof> ProofAsync(BaotuanDb db, long cascadeId, string householdNo, CancellationToken cancel)
    {
        var made = await ReceiptActs.OfHouseholdAsync(db, cascadeId, householdNo, cancel);
        if (made.Ok)
        {
            var checkpoint = Checkpoint.Parse(made.Value.Note.Text)!;
            return new(SlipProofState.Proved, made.Value.ToString(), "", checkpoint.Size, checkpoint.Origin);
        }

        var refusal = made.Refusals[0];
        var state = refusal.Code switch
        {
            "receipt_waits_for_checkpoint" => SlipProofState.Waits,
            "receipt_was_erased" => SlipProofState.Erased,
            _ => SlipProofState.Differs,
        };
        return new(state, null, refusal.Message, 0, "");
    }
}
