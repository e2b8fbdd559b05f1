using Baotuan.Kernel;

namespace Baotuan.Engine.Distributions;

/// <summary>What a distribution would pay: the pool, a line per holder that sums to it, and how each came about.</summary>
/// <param name="Pool">Σ of the exact entitlements, rounded half-up once to the fen.</param>
/// <param name="Lines">By holder code in byte order; holders without entitlement are left out.</param>
/// <param name="Legs">The stretches of the period, one per phase and term.</param>
public sealed record DistributionPlan(Period Period, Money? Declared, Money Pool, IReadOnlyList<PlannedLine> Lines, IReadOnlyList<Leg> Legs)
{
    /// <summary>Σ of the lines; equal to <see cref="Pool"/> by construction, computed again here.</summary>
    public Money Sum => Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
}

/// <summary>One holder's part.</summary>
/// <param name="Entitlement">What the terms give him, exact, in fen.</param>
/// <param name="Exact">His exact share of the pool, pool × entitlement ÷ Σ entitlements, in fen; the amount is within one fen of it.</param>
/// <param name="Steps">One per leg in which he held principal.</param>
public sealed record PlannedLine(string HolderCode, Rational Entitlement, Rational Exact, Money Amount, IReadOnlyList<LineStep> Steps);

/// <summary>One stretch of the period that lies in one term of one phase.</summary>
/// <param name="Basis">How it was split: on entitlements, or on principal × calendar days.</param>
/// <param name="Total">What the leg brings in all, in fen: exact for rates, whole fen where an amount was declared.</param>
/// <param name="FloorPool">What the promised rate alone gives, half-up to the fen; null where no rate is promised.</param>
/// <param name="DeclaredPool">What was declared for the holders; null where the leg asks for none.</param>
public sealed record Leg(ReturnTerm Term, Period Stretch, LegBasis Basis, Rational Total, Money? FloorPool, Money? DeclaredPool);

/// <summary>On what a leg was split.</summary>
public enum LegBasis { Entitlement, PrincipalDays }

/// <summary>One holder in one leg.</summary>
/// <param name="Leg">Index into <see cref="DistributionPlan.Legs"/>.</param>
/// <param name="OpeningPrincipalFen">Principal at the start of the leg's first day.</param>
/// <param name="Changes">Changes inside the leg with the fraction of a year (or the days) each counts for.</param>
/// <param name="OpeningFactor">Fraction of a year, or days, that the opening principal counts for.</param>
/// <param name="Weight">Principal × factor summed, before rate; in fen × years or fen × days.</param>
/// <param name="Amount">What the leg gives him, exact, in fen.</param>
public sealed record LineStep(
    int Leg, long OpeningPrincipalFen, Rational OpeningFactor, IReadOnlyList<ChangeStep> Changes, Rational Weight, Rational Amount);

/// <summary>A change of principal inside a leg and what it counts for.</summary>
public sealed record ChangeStep(DateOnly On, long AmountFen, Rational Factor);
