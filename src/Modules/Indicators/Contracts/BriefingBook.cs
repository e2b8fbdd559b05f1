using Baotuan.Indicators.Briefings;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Contracts;

/// <summary>What somebody saves.</summary>
/// <param name="Code">Capital letters, digits and dashes, at most 40.</param>
/// <param name="OrganizationCode">Whose briefing it is; stays the same through all versions.</param>
/// <param name="Text">Markdown with placeholders, at most 200,000 characters; the first line that begins with "# " is the title.</param>
/// <param name="Reason">Why the text is changed; not asked for the first.</param>
/// <param name="BaseVersion">Number of the version that was opened for editing; 0 for a new briefing.</param>
public sealed record BriefingDraft(string Code, string OrganizationCode, string Text, string Reason, int BaseVersion, string ClientId);

/// <summary>A saved text.</summary>
/// <param name="UserId">0 for a program at the machine.</param>
public sealed record BriefingVersion(int No, string Title, string Reason, long UserId, string By, long RecordedAtMs);

/// <summary>How far a briefing has come; computed from its events.</summary>
public enum BriefingState
{
    /// <summary>Never published.</summary>
    Draft,

    /// <summary>The text that stands is published.</summary>
    Published,

    /// <summary>Published, and the text was changed since.</summary>
    Changed,

    /// <summary>What was published was withdrawn.</summary>
    Withdrawn,
}

/// <summary>The states in words.</summary>
public static class BriefingStates
{
    /// <summary>Every state with its code and Chinese name.</summary>
    public static readonly IReadOnlyList<(BriefingState State, string Code, string Chinese)> All =
        [(BriefingState.Draft, "draft", "草稿"), (BriefingState.Published, "published", "已发布"), (BriefingState.Changed, "changed", "已发布，有新稿"), (BriefingState.Withdrawn, "withdrawn", "已撤回")];

    public static string Code(BriefingState state) => All.First(s => s.State == state).Code;

    public static string Chinese(BriefingState state) => All.First(s => s.State == state).Chinese;
}

/// <summary>That a publication was withdrawn.</summary>
public sealed record BriefingWithdrawal(string Reason, string By, long RecordedAtMs);

/// <summary>A publication.</summary>
/// <param name="Fingerprint">SHA-256 in hex over text, numbers and their certificates.</param>
/// <param name="RecordedAtMs">When it was published; its numbers count what was recorded up to then.</param>
public sealed record BriefingPublication(
    long Id, int VersionNo, string Title, string TextHash, string Fingerprint, int Numbers, string By, long RecordedAtMs, BriefingWithdrawal? Withdrawal);

/// <summary>A briefing with its history.</summary>
/// <param name="Versions">From the first to the one that stands; never empty.</param>
/// <param name="Publications">From the first to the last.</param>
public sealed record BriefingInfo(
    string Code, OrganizationInfo Organization, BriefingState State, IReadOnlyList<BriefingVersion> Versions, IReadOnlyList<BriefingPublication> Publications)
{
    public BriefingVersion Last => Versions[^1];

    public string Title => Last.Title;

    /// <summary>The last publication that was not withdrawn.</summary>
    public BriefingPublication? Standing => Publications.LastOrDefault(p => p.Withdrawal is null);
}

/// <summary>What a list is narrowed by; null leaves a condition out.</summary>
/// <param name="Text">Part of title, code, or the owner's name.</param>
public sealed record BriefingQuery(BriefingState? State = null, string? Text = null);

/// <summary>A published document as it was.</summary>
/// <param name="Holds">Whether what stands in the tables gives the fingerprint under which it was published.</param>
public sealed record FrozenBriefing(BriefingPublication Publication, Briefing Briefing, bool Holds);

/// <summary>A document that would be published now.</summary>
/// <param name="Fingerprint">Travels along with the confirmation.</param>
public sealed record BriefingPreview(Briefing Briefing, string TextHash, string Fingerprint);

/// <summary>A frozen number beside the same reading now.</summary>
/// <param name="Now">Null where it cannot be read any more, or not by the caller.</param>
/// <param name="Changed">Whether value or definition differ; false where it cannot be said.</param>
/// <param name="Came">Records that count now and did not then; null where the caller may not list them or there are too many.</param>
/// <param name="Gone">Records that counted then and do not now; null likewise.</param>
/// <param name="Said">The comparison as a sentence in Chinese.</param>
public sealed record BriefingComparison(BriefingNumber Number, Reading? Now, bool Changed, IReadOnlyList<CountedRecord>? Came, IReadOnlyList<CountedRecord>? Gone, string Said);

/// <summary>Briefings kept in the system: written in versions, published by somebody else, withdrawn with a reason, read again later. Acts run inside a command of the store.</summary>
public static class BriefingBook
{
    /// <summary>Saves a text; answers the number of its version. Asks <c>indicators:briefing:write</c> on the owner.</summary>
    /// <returns>Refused: <c>organization_not_found</c>, <c>code_not_readable</c>, <c>briefing_exists</c>, <c>briefing_not_found</c>, <c>owner_stays</c>, <c>title_missing</c>,
    /// <c>text_too_long</c>, <c>reason_missing</c>, <c>text_moved</c>, <c>nothing_changed</c>, <c>client_id_reused</c>.</returns>
    public static Task<Outcome<int>> DraftAsync(BaotuanDb db, BriefingDraft draft, CancellationToken cancel) => DraftBriefing.RunAsync(db, draft, cancel);

    /// <summary>Briefings of organisations in the view scope, last changed first. Asks <c>indicators:briefing:read</c>.</summary>
    public static Task<IReadOnlyList<BriefingInfo>> ListAsync(BaotuanDb db, BriefingQuery query, CancellationToken cancel) => ReadBriefings.ListAsync(db, query, cancel);

    /// <summary>One briefing; null when there is none. Asks <c>indicators:briefing:read</c> on its owner.</summary>
    public static Task<BriefingInfo?> FindAsync(BaotuanDb db, string code, CancellationToken cancel) => ReadBriefings.FindAsync(db, code, cancel);

    /// <summary>The Markdown of a version of a briefing that was found.</summary>
    public static Task<string> TextAsync(BaotuanDb db, BriefingInfo briefing, int versionNo, CancellationToken cancel) => ReadBriefings.TextAsync(db, briefing, versionNo, cancel);

    /// <summary>A publication of a briefing that was found, as it was.</summary>
    public static Task<FrozenBriefing> FrozenAsync(BaotuanDb db, BriefingPublication publication, CancellationToken cancel) => ReadBriefings.FrozenAsync(db, publication, cancel);

    /// <summary>The text that stands with its numbers now, in the name of the caller. Refused as <see cref="Briefings.RenderAsync"/>, and <c>scope_is_personal</c>.</summary>
    public static Task<Outcome<BriefingPreview>> PreviewAsync(BaotuanDb db, BriefingInfo briefing, CancellationToken cancel) => PublishBriefing.PreviewAsync(db, briefing, long.MaxValue, cancel);

    /// <summary>
    /// Publishes the version that stands: freezes text, numbers and their certificates, with a leaf in the log. Answers its number.
    /// Asks <c>indicators:briefing:publish</c> on the owner; who wrote a version since the last publication does not publish it, and a program never does.
    /// </summary>
    /// <returns>Refused: <c>briefing_not_found</c>, <c>program_may_not_publish</c>, <c>publisher_wrote_it</c>, <c>text_moved</c>, <c>numbers_moved</c>, <c>nothing_changed</c>,
    /// <c>client_id_reused</c>, and as <see cref="PreviewAsync"/>.</returns>
    public static Task<Outcome<long>> PublishAsync(BaotuanDb db, string code, int versionNo, string fingerprint, string clientId, CancellationToken cancel) =>
        PublishBriefing.RunAsync(db, code, versionNo, fingerprint, clientId, cancel);

    /// <summary>Withdraws a publication; it stays listed and readable. Asks <c>indicators:briefing:publish</c> on the owner.</summary>
    /// <returns>Refused: <c>briefing_not_found</c>, <c>publication_not_found</c>, <c>program_may_not_publish</c>, <c>reason_missing</c>, <c>already_withdrawn</c>.</returns>
    public static Task<Outcome<long>> WithdrawAsync(BaotuanDb db, string code, long publicationId, string reason, CancellationToken cancel) =>
        WithdrawBriefing.RunAsync(db, code, publicationId, reason, cancel);

    /// <summary>Every computed number of a publication beside the same reading now, and the records that make the difference, in the name of the caller.</summary>
    public static Task<IReadOnlyList<BriefingComparison>> CompareAsync(BaotuanDb db, FrozenBriefing frozen, CancellationToken cancel) => CompareBriefing.RunAsync(db, frozen, cancel);
}
