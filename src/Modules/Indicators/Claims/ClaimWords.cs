using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;

namespace Baotuan.Indicators.Claims;

/// <summary>How states and shares look.</summary>
internal static class ClaimWords
{
    public static Tone Tone(ClaimState state) => state switch
    {
        ClaimState.Agreed or ClaimState.WithinRounding => Platform.Pages.Tone.Good,
        ClaimState.Stale => Platform.Pages.Tone.Warn,
        ClaimState.Residual => Platform.Pages.Tone.Bad,
        _ => Platform.Pages.Tone.Neutral,
    };

    /// <summary>0.34%: half-up in the second place.</summary>
    public static string Percent(Rational share) => $"{new Rational((share * 10_000).RoundHalfUp(), 100).ToDecimalString(2)}%";
}
