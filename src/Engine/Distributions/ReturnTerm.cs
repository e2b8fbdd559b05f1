using Baotuan.Kernel;

namespace Baotuan.Engine.Distributions;

/// <summary>How a phase owes its holders a return.</summary>
public enum ReturnKind
{
    /// <summary>A rate on the paid-in principal (固定收益).</summary>
    Fixed,

    /// <summary>The declared amount, whatever it is (据实分配).</summary>
    Actual,

    /// <summary>The larger of a floor rate and the declared amount (保底加实际).</summary>
    Floor,

    /// <summary>A share of a declared profit, with an optional guaranteed rate (利润分成).</summary>
    ProfitShare,
}

/// <summary>One return term of one phase, in force from <paramref name="From"/> to <paramref name="To"/>, both included.</summary>
/// <param name="PhaseCode">The phase it belongs to.</param>
/// <param name="RatePpm">Fixed, floor or guaranteed rate per year in ppm; 0 where none is promised.</param>
/// <param name="SharePpm">Holders' share of the declared profit in ppm; only for <see cref="ReturnKind.ProfitShare"/>.</param>
/// <param name="To">Last day; null while open.</param>
public sealed record ReturnTerm(
    string PhaseCode, ReturnKind Kind, long RatePpm, long SharePpm, DayCount DayCount, DateOnly From, DateOnly? To)
{
    internal bool NeedsDeclared => Kind != ReturnKind.Fixed;

    internal DateOnly LastDay => To ?? DateOnly.MaxValue;
}

/// <summary>A signed change of one holder's paid-in principal in one phase on one day, in fen.</summary>
public sealed record PrincipalChange(string PhaseCode, string HolderCode, DateOnly On, long AmountFen);
