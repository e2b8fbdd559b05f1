using Baotuan.Indicators.Contracts;
using Baotuan.Platform.Pages;

namespace Baotuan.Indicators.Briefings;

/// <summary>How states look.</summary>
internal static class BriefingWords
{
    public static Tone Tone(BriefingState state) => state switch
    {
        BriefingState.Published => Platform.Pages.Tone.Good,
        BriefingState.Draft or BriefingState.Changed => Platform.Pages.Tone.Warn,
        _ => Platform.Pages.Tone.Neutral,
    };
}
