using Baotuan.Engine.Decisions;
using Baotuan.Parties.Contracts;

namespace Baotuan.Decisions.Contracts;

/// <summary>What somebody freezes to have it decided.</summary>
/// <param name="SubjectKey">What it is about; the part before the first slash is the subject of a path: <c>ZCY/2023</c>.</param>
/// <param name="OrganizationId">Who decides.</param>
/// <param name="Document">Plain text, as it hangs on the wall: everything that is decided stands in it.</param>
/// <param name="PlanHash">Fingerprint of the plan that may be carried out.</param>
/// <param name="ClientId">Made by the client, so that a repeated request freezes once.</param>
/// <param name="Page">Where it is carried out; a path on this site.</param>
/// <param name="Concerned">Organisations that may read it beside the one that decides.</param>
public sealed record ProposalDraft(
    string Kind, string SubjectKey, long OrganizationId, string Title, string Document, string PlanHash, string ClientId, string Page = "",
    IReadOnlyList<long>? Concerned = null);

/// <summary>One line of the list.</summary>
public sealed record ProposalLine(
    long Id, string Kind, string SubjectKey, OrganizationInfo Organization, string Title, string PathName, DateOnly DraftedOn, string PreparedByName, DecisionState State);

/// <summary>What a list is narrowed by; null leaves a condition out.</summary>
public sealed record ProposalQuery(string? Kind = null, DecisionState? State = null, long? OrganizationId = null, string? Text = null, int Skip = 0, int Take = 20);

/// <summary>One page of the list and the number of lines behind it.</summary>
public sealed record ProposalPage(int Count, IReadOnlyList<ProposalLine> Lines);

/// <summary>Something that is missing, and who can do it.</summary>
/// <param name="Who">Chinese names of roles; empty where only time helps.</param>
public sealed record MissingInfo(Duty Duty, string StepCode, string Text, string Who, bool Next);

/// <summary>Something that happened, in words.</summary>
/// <param name="What">公示, 异议, 答复 and so on.</param>
/// <param name="Details">With line breaks.</param>
/// <param name="Counts">False for what a later event took the effect of.</param>
public sealed record HistoryEntry(long RecordedAtMs, string What, string Details, string By, bool Counts = true);

/// <summary>A posting of the document.</summary>
/// <param name="Until">The last day on which it must hang.</param>
public sealed record PublicationInfo(long Id, DateOnly PostedOn, DateOnly Until, string Places, string Channel, DateOnly? StoppedOn);

/// <summary>An objection with its answer, where there is one.</summary>
public sealed record ObjectionInfo(long Id, string Objector, string MemberNo, bool OnPaper, string Clerk, string Text, long RecordedAtMs, string? Answer, string? AnsweredBy, long? AnsweredAtMs);

/// <summary>A proposal as it stands.</summary>
public sealed record ProposalInfo(
    long Id, string Kind, string SubjectKey, OrganizationInfo Organization, string Title, string Document, string Hash, string PlanHash, long PreparedBy,
    string PreparedByName, DecisionPath Path, string PathBasis, IReadOnlyList<DecisionFigure> Figures, DecisionRules Rules, DateOnly DraftedOn, string Page,
    long RecordedAtMs, DecisionState State, IReadOnlyList<MissingInfo> Missing, IReadOnlyList<HistoryEntry> History,
    IReadOnlyList<PublicationInfo> Publications, IReadOnlyList<ObjectionInfo> Objections, string? ExecutedBy)
{
    /// <summary>The publication that hangs or hung whole.</summary>
    public PublicationInfo? Standing => Publications.LastOrDefault(p => p.StoppedOn is null || p.StoppedOn > p.Until);

    /// <summary>Nothing follows any more.</summary>
    public bool IsOver => State is DecisionState.Executed or DecisionState.Rejected or DecisionState.Withdrawn or DecisionState.Failed;
}
