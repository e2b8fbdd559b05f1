using Baotuan.Engine.Cascades;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Rules;

/// <summary>The rules in force for one collective on one day.</summary>
/// <param name="Scope">Where the list comes from: organisation code, region prefix, * or "default".</param>
internal sealed record RulesInForce(string Scope, IReadOnlyList<AppropriationRule> Steps, long WithholdingPpm, string WithholdingBasis);

/// <summary>Finds the rule list: the narrowest scope that has one on the day, and in it the latest day of effect.</summary>
internal static class RuleBook
{
    public static readonly IReadOnlyList<(string Code, string Chinese)> Kinds =
        [("cover_losses", "弥补亏损"), ("reserve", "提取公积公益金"), ("members", "向成员分配"), ("withholding", "代扣代缴")];

    /// <summary>
    /// Used where no list is registered. The reserve floor is Zhejiang's (浙江省农村集体资产管理条例 2020, art. 32); elsewhere the
    /// county registers its own, and the basis printed beside the figure says which one was used.
    /// </summary>
    private static readonly RulesInForce Default = new(
        "default",
        [
            new(AppropriationKind.CoverLosses, 0, "财农〔2021〕121号"),
            new(AppropriationKind.Reserve, 300_000, "浙江省农村集体资产管理条例（2020年）第三十二条，不低于净收益的30%"),
            new(AppropriationKind.Members, 1_000_000, "农村集体经济组织法第四十二条"),
        ],
        0,
        "");

    public static async Task<RulesInForce> ForAsync(
        BaotuanDb db, OrganizationInfo collective, DateOnly on, long knownAtMs, CancellationToken cancel)
    {
        var region = await Organizations.RegionCodeAsync(db, collective, cancel);
        var rows = await db.Set<AppropriationRuleRow>().AsNoTracking()
            .Where(r => r.ValidFrom <= on && r.RecordedAtMs <= knownAtMs && (r.Scope == collective.Code || r.Scope == "*" || region.StartsWith(r.Scope)))
            .Where(r => !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_appropriation_rule" && w.SubjectId == r.Id && w.RecordedAtMs <= knownAtMs))
            .ToListAsync(cancel);
        var scope = rows.Select(r => r.Scope).Distinct()
            .OrderByDescending(s => s == collective.Code).ThenByDescending(s => s == "*" ? 0 : s.Length).FirstOrDefault();
        if (scope is null)
        {
            return Default;
        }

        var list = rows.Where(r => r.Scope == scope).ToList();
        var from = list.Max(r => r.ValidFrom);
        var inForce = list.Where(r => r.ValidFrom == from).OrderBy(r => r.StepNo).ToList();
        var withholding = inForce.FirstOrDefault(r => r.Kind == "withholding");
        return new(
            scope,
            [.. inForce.Where(r => r.Kind != "withholding").Select(r => new AppropriationRule(KindOf(r.Kind), r.RatePpm, r.Basis))],
            withholding?.RatePpm ?? 0,
            withholding?.Basis ?? "");
    }

    public static string Code(AppropriationKind kind) => kind switch
    {
        AppropriationKind.CoverLosses => "cover_losses",
        AppropriationKind.Reserve => "reserve",
        _ => "members",
    };

    private static AppropriationKind KindOf(string code) => code switch
    {
        "cover_losses" => AppropriationKind.CoverLosses,
        "reserve" => AppropriationKind.Reserve,
        "members" => AppropriationKind.Members,
        _ => throw new InvalidOperationException($"unknown rule {code}"),
    };
}
