using Baotuan.Ventures.Contracts;

namespace Baotuan.Oversight.AlertRules;

/// <summary>A posted distribution that is not what terms and register give.</summary>
internal sealed class PayoutDiffersFromTerms : AlertRule
{
    public override string Code => "payout_differs_from_terms";

    public override string Chinese => "分红与条款算出的不一致";

    public override string Compares =>
        "有效分红的入账总额和每个股东的金额，与按现在登记的条款、股权和当时申报的金额重新计算的结果逐一比较，差一分就提示；算不出来的也提示。"
        + "（verify 比的是入账当时已知的条款和股权：那是查程序和数据有没有被改动，这里查的是事后更正过的登记。）";

    public override async Task<IReadOnlyList<AlertFound>> FindAsync(AlertGround ground, CancellationToken cancel) =>
    [
        .. (await VentureFacts.RecomputedAsync(ground.Db, ground.Among, ground.Since, cancel))
            .Where(d => d.Computed is null || d.Computed != d.Posted || d.LinesDiffering > 0)
            .Select(d => new AlertFound(
                $"distribution/{d.Id}", d.OrganizationIds, $"{d.VentureName}{d.Period.ChineseName}分红{Text(d)}",
                [$"posted {d.Posted}", $"computed {d.Computed}", $"lines {d.LinesDiffering}", d.Problem])),
    ];

    private static string Text(DistributionRecomputed d) => d.Computed is { } computed
        ? $"入账 {d.Posted.Format()} 元，按现在登记的条款和股权应为 {computed.Format()} 元，相差 {(d.Posted - computed).Format()} 元，有 {d.LinesDiffering} 个股东的金额不同。"
        : $"入账 {d.Posted.Format()} 元，按现在登记的条款和股权算不出来：{d.Problem}";
}
