namespace Baotuan.Engine.Decisions;

/// <summary>Something that happened to a proposal. Events are recorded one after another and never changed; what is known later is another event.</summary>
public abstract record DecisionEvent;

/// <summary>The document was posted.</summary>
public sealed record Published(long PublicationId, DateOnly PostedOn) : DecisionEvent;

/// <summary>It turned out that the document came down on a day.</summary>
public sealed record PublicationStopped(long PublicationId, DateOnly StoppedOn) : DecisionEvent;

/// <summary>Somebody objected.</summary>
public sealed record Objected(long ObjectionId) : DecisionEvent;

/// <summary>An objection was answered in writing, and is open no more.</summary>
public sealed record Answered(long ObjectionId) : DecisionEvent;

/// <summary>A step that is done elsewhere was recorded.</summary>
public sealed record StepRecorded(string StepCode, DateOnly On) : DecisionEvent;

/// <summary>An assembly was held and voted.</summary>
/// <param name="Eligible">Entitled on the day, present or not.</param>
/// <param name="Attended">In person and by proxy.</param>
public sealed record AssemblyHeld(
    AssemblyKind Kind, DateOnly NoticedOn, DateOnly HeldOn, long Eligible, long Attended, long For, bool HasRiskStatement) : DecisionEvent;

/// <summary>Somebody approved, in one of the named roles.</summary>
public sealed record ApprovalGiven(long UserId, string Role, long? UnitId) : DecisionEvent;

/// <summary>Somebody in a named role refused to approve, with a reason: the proposal is over.</summary>
public sealed record ApprovalRefused(long UserId, string Role) : DecisionEvent;

/// <summary>Taken back by its own side.</summary>
public sealed record Withdrew(long UserId) : DecisionEvent;

/// <summary>The thing was done.</summary>
public sealed record Executed : DecisionEvent;
