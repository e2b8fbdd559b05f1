namespace Baotuan.Engine.Decisions;

/// <summary>How far a proposal has come. Never stored: always computed from its events and the day.</summary>
public enum DecisionState
{
    /// <summary>Frozen, nothing else.</summary>
    Drafted,

    /// <summary>Hangs.</summary>
    Published,

    /// <summary>Hung for the whole period.</summary>
    PublicationComplete,

    /// <summary>The assembly voted for it.</summary>
    Passed,

    /// <summary>An assembly with a quorum did not vote for it.</summary>
    Failed,

    /// <summary>Everything is there: it may be done.</summary>
    Ready,

    /// <summary>It was done.</summary>
    Executed,

    /// <summary>An approver said no.</summary>
    Rejected,

    /// <summary>Taken back.</summary>
    Withdrawn,
}

/// <summary>What a lack is about; says who can help.</summary>
public enum Duty
{
    /// <summary>Record a step that is done elsewhere.</summary>
    Step,

    /// <summary>Post the document.</summary>
    Publication,

    /// <summary>Answer an objection.</summary>
    Answer,

    /// <summary>Hold the assembly.</summary>
    Assembly,

    /// <summary>Approve.</summary>
    Approval,

    /// <summary>Nothing but time.</summary>
    Wait,
}

/// <summary>Something that is still missing.</summary>
/// <param name="Text">Chinese: what, and until when.</param>
/// <param name="Roles">Roles that can do it where the rule names them; empty where a permission decides.</param>
/// <param name="Next">It can be done now; the others wait for it.</param>
public sealed record Lack(Duty Duty, string StepCode, string Text, IReadOnlyList<string> Roles, bool Next);
