using Baotuan.Indicators.Briefings;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Contracts;

/// <summary>A piece of text; a number carries its place in <see cref="Briefing.Numbers"/>.</summary>
/// <param name="Number">From 1; null for plain text.</param>
public sealed record BriefingRun(string Text, int? Number);

/// <summary>A heading, paragraph or point of a list.</summary>
/// <param name="Kind">h1, h2, p, li.</param>
public sealed record BriefingBlock(string Kind, IReadOnlyList<BriefingRun> Runs);

/// <summary>A number of the text with where it comes from.</summary>
/// <param name="Text">As it stands in the text.</param>
/// <param name="Claim">The published figure that it was laid beside; null for a reading alone.</param>
/// <param name="IsPrinted">True where the text repeats the published figure itself, which was not computed.</param>
public sealed record BriefingNumber(int Number, string Text, Reading Reading, BriefingClaim? Claim, bool IsPrinted);

/// <summary>The published figure beside a number: its code, its sentence, where it stood.</summary>
public sealed record BriefingClaim(string Code, string Text, string Source);

/// <summary>A document whose numbers are bound readings, computed when it is rendered.</summary>
/// <param name="KnownAtMs">By what was known when; <see cref="long.MaxValue"/> for all we know.</param>
public sealed record Briefing(string Title, IReadOnlyList<BriefingBlock> Blocks, IReadOnlyList<BriefingNumber> Numbers, long KnownAtMs);

/// <summary>
/// Renders documents. The text is Markdown (headings, paragraphs, lists) in which <c>{{reading CODE SCOPE PERIOD [UNIT [DECIMALS]]}}</c> stands for a number,
/// <c>{{claim CODE}}</c> for a published figure as it was printed, <c>{{computed CODE}}</c> for ours beside it, and <c>{{residual CODE}}</c> for the difference. No number has to be typed.
/// </summary>
public static class Briefings
{
    /// <summary>Computes every number. Refuses with every problem of the text at once: <c>briefing_not_readable</c>, each with its line.</summary>
    public static Task<Outcome<Briefing>> RenderAsync(BaotuanDb db, string markdown, long knownAtMs, CancellationToken cancel) =>
        RenderBriefing.RunAsync(db, markdown, knownAtMs, cancel);

    /// <summary>As a web page that stands alone and prints, with the table of its numbers.</summary>
    public static string Html(Briefing briefing) => BriefingPage.Write(briefing);

    /// <summary>As Markdown with the numbers in place and their table at the end.</summary>
    public static string Markdown(Briefing briefing) => BriefingText.Write(briefing);

    /// <summary>As a .docx with the same table.</summary>
    public static void Docx(Briefing briefing, Stream output) => BriefingDocx.Write(briefing, output);
}
