using Baotuan.Kernel;

namespace Baotuan.Engine.Cascades;

/// <summary>What one step of the appropriation does.</summary>
public enum AppropriationKind
{
    /// <summary>弥补以前年度亏损。</summary>
    CoverLosses,

    /// <summary>提取公积公益金: at least a share of the year's net income, rounded up.</summary>
    Reserve,

    /// <summary>向成员分配: a share of what is left, rounded down; the rest stays undistributed.</summary>
    Members,
}

/// <summary>One rule of the ordered, dated list.</summary>
/// <param name="RatePpm">Reserve: of the year's net income. Members: of what is then distributable. Ignored for losses.</param>
/// <param name="Basis">The written basis, e.g. a regulation and its article; printed beside the figure.</param>
public sealed record AppropriationRule(AppropriationKind Kind, long RatePpm, string Basis);

/// <summary>The year of a collective's book, in fen.</summary>
/// <param name="IncomeFen">Accounts 501–504 without restricted money.</param>
/// <param name="ExpenseFen">Accounts 511–521.</param>
/// <param name="RestrictedFen">Land-compensation and quota-sale money that was booked as income; goes to the fund whole.</param>
/// <param name="OpeningFen">Undistributed income brought forward; negative is a loss.</param>
public sealed record YearResult(long IncomeFen, long ExpenseFen, long RestrictedFen, long OpeningFen)
{
    public Money NetIncome => new(checked(IncomeFen - ExpenseFen));
}

/// <summary>One line of the appropriation as it is shown and posted.</summary>
/// <param name="Base">What the rate was taken of.</param>
/// <param name="Left">What remains distributable after this step.</param>
public sealed record AppropriationStep(AppropriationKind Kind, long RatePpm, Money Base, Money Amount, Money Left, string Basis);

/// <summary>How a collective's year is appropriated.</summary>
public sealed record Appropriation(YearResult Year, IReadOnlyList<AppropriationStep> Steps, Money MemberPool, Money Undistributed);

/// <summary>
/// Appropriates a collective's year by an ordered rule list (农村集体经济组织法 art. 42; order by 财农〔2021〕121号 art. 30;
/// the reserve floor is regional data). Restricted money never reaches members: it is no part of any base here.
/// </summary>
public static class PlanAppropriation
{
    public static Outcome<Appropriation> For(YearResult year, IReadOnlyList<AppropriationRule> rules)
    {
        if (rules.Count(r => r.Kind == AppropriationKind.Members) != 1 || rules[^1].Kind != AppropriationKind.Members)
        {
            return new Refusal("rules_must_end_with_members", "分配规则必须以“向成员分配”结尾，并且只有这一条。请检查分配规则。");
        }

        var left = year.NetIncome + new Money(year.OpeningFen);
        if (left <= Money.Zero || year.NetIncome <= Money.Zero && year.OpeningFen <= 0)
        {
            return Nothing(year);
        }

        var steps = new List<AppropriationStep>();
        var available = year.NetIncome;
        foreach (var rule in rules)
        {
            var step = Apply(rule, year, available, left);
            steps.Add(step);
            (available, left) = rule.Kind == AppropriationKind.CoverLosses
                ? (available - step.Amount, left)
                : (available - step.Amount, step.Left);
        }

        var members = steps[^1].Amount;
        return members <= Money.Zero ? Nothing(year) : new Appropriation(year, steps, members, left);
    }

    private static AppropriationStep Apply(AppropriationRule rule, YearResult year, Money available, Money left)
    {
        switch (rule.Kind)
        {
            case AppropriationKind.CoverLosses:
                // The loss already stands in the opening balance, so covering it moves nothing further out of what is left.
                var loss = new Money(Math.Max(0, checked(-year.OpeningFen)));
                var cover = Max(Money.Zero, Min(loss, year.NetIncome));
                return new(rule.Kind, 0, loss, cover, left, rule.Basis);
            case AppropriationKind.Reserve:
                var wanted = (Rational.FromPpm(rule.RatePpm) * Max(Money.Zero, year.NetIncome).Fen).CeilingToFen();
                var reserve = Max(Money.Zero, Min(wanted, available));
                return new(rule.Kind, rule.RatePpm, year.NetIncome, reserve, left - reserve, rule.Basis);
            default:
                var members = (Rational.FromPpm(rule.RatePpm) * Max(Money.Zero, left).Fen).FloorToFen();
                return new(rule.Kind, rule.RatePpm, left, members, left - members, rule.Basis);
        }
    }

    private static Refusal Nothing(YearResult year) => new(
        "nothing_distributable",
        $"没有可分配收益：本年净收益 {year.NetIncome.Format()} 元，年初未分配收益 {new Money(year.OpeningFen).Format()} 元。按规定不得向成员分配。");

    private static Money Min(Money a, Money b) => a < b ? a : b;

    private static Money Max(Money a, Money b) => a > b ? a : b;
}
