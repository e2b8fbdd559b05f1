using Baotuan.Disclosure.Contracts;
using Baotuan.Platform.Pages;

namespace Baotuan.Disclosure.Clock;

/// <summary>States of the clock in the words and tones of the pages.</summary>
internal static class ClockWords
{
    public static readonly IReadOnlyList<(ClockState State, string Chinese)> All =
        [(ClockState.Overdue, "逾期"), (ClockState.Due, "未到期"), (ClockState.Done, "已公开"), (ClockState.DoneLate, "迟了，已公开")];

    public static string Of(ClockState state) => All.First(s => s.State == state).Chinese;

    public static Tone ToneOf(ClockState state) => state switch
    {
        ClockState.Done => Tone.Good, ClockState.DoneLate => Tone.Warn, ClockState.Due => Tone.Neutral, _ => Tone.Bad,
    };
}
