using Baotuan.Indicators.Claims;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Contracts;

/// <summary>How a published number stands to the records.</summary>
public enum ClaimState
{
    /// <summary>The records give the same, or, where it says "at least", as much or more.</summary>
    Agreed,

    /// <summary>The records give the same once rounded as it was printed.</summary>
    WithinRounding,

    /// <summary>It was true of an earlier day: printed before as of then, or right by what was known when it was published.</summary>
    Stale,

    /// <summary>The records give something else; the difference is shown.</summary>
    Residual,

    /// <summary>There is nothing to compute it from; <see cref="ClaimInfo.Reason"/> says why.</summary>
    NotComputable,
}

/// <summary>The states in words.</summary>
public static class ClaimStates
{
    /// <summary>Every state with its code and Chinese name.</summary>
    public static readonly IReadOnlyList<(ClaimState State, string Code, string Chinese)> All =
    [
        (ClaimState.Agreed, "agreed", "相符"), (ClaimState.WithinRounding, "within_rounding", "四舍五入后相符"), (ClaimState.Stale, "stale", "旧数"),
        (ClaimState.Residual, "residual", "有差额"), (ClaimState.NotComputable, "not_computable", "还不能算"),
    ];

    public static string Code(ClaimState state) => All.First(s => s.State == state).Code;

    public static string Chinese(ClaimState state) => All.First(s => s.State == state).Chinese;
}

/// <summary>A published number beside ours.</summary>
/// <param name="Printed">As printed: "7726"; empty where the sentence has no number.</param>
/// <param name="Unit">Null without a number.</param>
/// <param name="Computed">In the unit of the claim, exact; null where there is none.</param>
/// <param name="Residual">Published minus computed in the unit of the claim; null without one. Never forced to zero.</param>
/// <param name="Share">Of the published number.</param>
/// <param name="Reason">In Chinese: why it is not computable, or why stale, or that the same number was printed for an earlier day; empty otherwise.</param>
/// <param name="Reading">Our number with its certificate; null where nothing is bound.</param>
public sealed record ClaimInfo(
    string Code, string Source, DateOnly PublishedOn, string Text, string About, string Printed, MeasureUnit? Unit, string Qualifier, Period? Period,
    ClaimState State, string Reason, Rational? Computed, Rational? Residual, Rational? Share, Reading? Reading, long RecordedAtMs)
{
    public long Records => Reading?.Records ?? 0;

    /// <summary>As printed, with qualifier and unit: 至少 8 亿元.</summary>
    public string PrintedText => Unit is null ? "—" : (Qualifier == NumberQualifiers.Exact ? "" : NumberQualifiers.Chinese(Qualifier) + " ") + $"{Printed} {Unit.Chinese}";
}

/// <summary>Published numbers and what the records say of them.</summary>
public static class ClaimBook
{
    /// <summary>
    /// All claims that stand, by source and code, each computed now or as known at a time. Asks <c>indicators:reading:read</c>; a claim over
    /// records that the caller does not see is not computable for him.
    /// </summary>
    public static Task<IReadOnlyList<ClaimInfo>> ListAsync(BaotuanDb db, long knownAtMs, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.ReadingRead);
        return CheckClaims.RunAsync(db, knownAtMs, cancel);
    }
}
