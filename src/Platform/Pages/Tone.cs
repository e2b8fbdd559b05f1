namespace Baotuan.Platform.Pages;

/// <summary>What a tag, card or message means to the reader; colour only repeats what the text already says.</summary>
public enum Tone
{
    Neutral,
    Info,
    Good,
    Warn,
    Bad,
}

internal static class ToneClass
{
    internal static string Tag(Tone tone) => tone switch
    {
        Tone.Info => "tag tag-info",
        Tone.Good => "tag tag-good",
        Tone.Warn => "tag tag-warn",
        Tone.Bad => "tag tag-bad",
        _ => "tag",
    };

    internal static string Note(Tone tone) => tone switch
    {
        Tone.Info => "note note-info",
        Tone.Good => "note note-good",
        Tone.Warn => "note note-warn",
        Tone.Bad => "note note-bad",
        _ => "note",
    };
}
