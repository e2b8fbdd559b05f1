using Baotuan.Cases.Course;
using Baotuan.Kernel;

namespace Baotuan.Cases.Kinds;

/// <summary>Who may make a move; one of those named is enough.</summary>
[Flags]
internal enum Who
{
    None = 0,

    /// <summary>The unit that took it in.</summary>
    Receiver = 1,

    /// <summary>The joint meeting of the unit that answers for it.</summary>
    Screener = 2,

    /// <summary>The unit that it is offered to.</summary>
    Offered = 4,

    /// <summary>The unit that handles it; nobody of it who recused himself.</summary>
    Lead = 8,

    /// <summary>A unit that was asked to assist.</summary>
    Invited = 16,

    /// <summary>A named mediator.</summary>
    Mediator = 32,

    /// <summary>The party itself: by its own account, or to whoever writes it down by the code on its slip.</summary>
    Party = 64,
}

/// <summary>Whether a move wants something with it.</summary>
internal enum Need { No, May, Must }

/// <summary>What a move does besides the state.</summary>
internal enum Effect
{
    None,

    /// <summary>The unit named is asked to lead; whoever leads leads no longer.</summary>
    Offer,
    Recall,
    Accept,
    Refuse,

    /// <summary>The unit named is asked to assist.</summary>
    Invite,
    Join,
    DeclineInvitation,

    /// <summary>The person withdraws; no reason is asked.</summary>
    Recuse,

    /// <summary>A party wants the mediation.</summary>
    Consent,

    /// <summary>A party clearly does not (人民调解法 art. 17, 23).</summary>
    Object,

    /// <summary>A party wants the mediation in the open.</summary>
    AgreeOpen,

    /// <summary>It is behind closed doors again; what was announced is off.</summary>
    CloseAgain,

    /// <summary>A day on which it is in the open.</summary>
    Announce,
    NameMediator,
    ReleaseMediator,
    Session,
    AskExtension,
    Extend,
    Pause,
    Resume,

    /// <summary>Ended in an older register, by the unit named.</summary>
    CarryOver,
}

/// <summary>Something that may happen to a case of a kind.</summary>
/// <param name="From">States in which it may happen.</param>
/// <param name="To">State after it; null where it stays (or where the effect says).</param>
internal sealed record Move(string Act, string Chinese, string[] From, string? To, Who Who)
{
    /// <summary>The act of the event with which every case begins.</summary>
    public const string Receive = "receive";

    public Effect Effect { get; init; }

    /// <summary>Words: a reason, minutes, what was agreed.</summary>
    public Need Text { get; init; }

    /// <summary>A day that from then on is due for the clock <see cref="DueOf"/>.</summary>
    public Need Due { get; init; }

    /// <summary>Which clock the day sets.</summary>
    public string DueOf { get; init; } = "";

    /// <summary>An organisation: to whom, or whose it is instead.</summary>
    public Need Unit { get; init; }

    public Need Person { get; init; }

    public Need Party { get; init; }

    /// <summary>The words are an answer that everybody may read.</summary>
    public bool TextIsPublic { get; init; }

    /// <summary>In a closed mediation the words are the named mediators' alone.</summary>
    public bool IsMediation { get; init; }

    /// <summary>An agreement comes with it.</summary>
    public bool IsAgreement { get; init; }

    /// <summary>What is asked for in the text, as the form says it.</summary>
    public string TextHint { get; init; } = "";

    public string UnitHint { get; init; } = "";

    /// <summary>What else must hold; null when it does.</summary>
    public Func<CaseCourse, Refusal?> Guard { get; init; } = static _ => null;
}
