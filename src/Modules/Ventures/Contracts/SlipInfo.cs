using Baotuan.Kernel;
using Baotuan.Platform.Pages;

namespace Baotuan.Ventures.Contracts;

/// <summary>How far the proof of a slip has come.</summary>
public enum SlipProofState
{
    /// <summary>Every line is in the signed log, to the fen.</summary>
    Proved,

    /// <summary>The next checkpoint will hold it.</summary>
    Waits,

    /// <summary>The tables say something else than the log: somebody changed them.</summary>
    Differs,

    /// <summary>The secret that opens the leaves was erased at a member's wish.</summary>
    Erased,
}

/// <summary>What proves a slip.</summary>
/// <param name="Receipt">The file; null unless proved.</param>
/// <param name="Problem">A Chinese sentence; empty when proved.</param>
/// <param name="LogSize">Leaves of the log that the checkpoint covers.</param>
/// <param name="Origin">Name of the log.</param>
public sealed record SlipProof(SlipProofState State, string? Receipt, string Problem, long LogSize, string Origin);

/// <summary>One member's line in words.</summary>
/// <param name="Formula">股数 × 每股 = 元.</param>
/// <param name="Rounding">What became of the fractions of a fen.</param>
public sealed record SlipLine(CascadeInfoLine Line, string Formula, string Rounding);

/// <summary>A household's slip as who holds it may see it.</summary>
/// <param name="Steps">From what the village received down to one share.</param>
public sealed record SlipInfo(
    CascadeInfo Cascade, string HouseholdNo, string GroupName, string HeadName, IReadOnlyList<SlipLine> Lines, IReadOnlyList<TraceStep> Steps, SlipProof Proof)
{
    /// <summary>Before withholding.</summary>
    public Money Amount => Lines.Aggregate(Money.Zero, (sum, l) => sum + l.Line.Amount);

    /// <summary>Withheld of all lines.</summary>
    public Money Withheld => Lines.Aggregate(Money.Zero, (sum, l) => sum + l.Line.Withheld);

    /// <summary>What the household gets.</summary>
    public Money Net => Amount - Withheld;
}
