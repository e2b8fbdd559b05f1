using Baotuan.Engine.Decisions;

namespace Baotuan.Decisions.Contracts;

/// <summary>
/// A proposal as everybody may see it: no person's name, no text that a person typed. Titles and
/// documents are shown where the program wrote them, documents only where they list organisations and no people.
/// </summary>
/// <param name="Document">Null where it may name people.</param>
/// <param name="PostedOn">First day of the publication; null where the path has none.</param>
/// <param name="Attended">Counts of the assembly; null where none was held.</param>
/// <param name="DoneBy">The act that carried it out: <c>cascade/17</c>.</param>
public sealed record PublicDecision(
    long Id, string Kind, string SubjectKey, long OrganizationId, string Title, string? Document, string Hash, string PathName, DecisionState State,
    DateOnly DraftedOn, DateOnly? PostedOn, DateOnly? Until, string Places, int Objections, int Answered, DateOnly? AssemblyOn, bool OfRepresentatives,
    long? Eligible, long? Attended, long? For, long? Against, long? Abstained, int Approvals, string? DoneBy, long RecordedAtMs);
