using Baotuan.Engine.Decisions;
using Baotuan.Platform.Pages;

namespace Baotuan.Decisions.Proposals;

/// <summary>States in the words and tones of the pages.</summary>
internal static class ProposalWords
{
    public static IReadOnlyList<FieldOption> States { get; } = [.. Enum.GetValues<DecisionState>().Select(s => new FieldOption(s.ToString(), CheckEvent.Chinese(s)))];

    public static DecisionState? Read(string? text) => Enum.TryParse<DecisionState>(text, out var state) && Enum.IsDefined(state) ? state : null;

    public static Tone Tone(DecisionState state) => state switch
    {
        DecisionState.Ready or DecisionState.Executed => Platform.Pages.Tone.Good,
        DecisionState.Failed or DecisionState.Rejected => Platform.Pages.Tone.Bad,
        DecisionState.Withdrawn => Platform.Pages.Tone.Neutral,
        DecisionState.Published => Platform.Pages.Tone.Warn,
        _ => Platform.Pages.Tone.Info,
    };
}
