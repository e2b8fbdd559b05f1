using Baotuan.Parties.Contracts;

namespace Baotuan.Cases.Contracts;

/// <summary>How a case came in; the code stands in files and columns.</summary>
public static class CaseChannels
{
    /// <summary>Not visible for the unit complained of.</summary>
    public const string Confidential = "confidential";

    public static readonly IReadOnlyList<(string Code, string Chinese)> All =
    [
        ("window", "窗口"), ("visit", "入户走访"), ("phone", "电话"), ("online", "网上"), ("letter", "来信"), ("referral", "别的单位转来"), (Confidential, "保密渠道"),
    ];

    public static string Chinese(string code) => All.FirstOrDefault(c => c.Code == code).Chinese ?? code;
}

/// <summary>A party as somebody gives it.</summary>
/// <param name="Side">Code of a side of the kind.</param>
/// <param name="Name">Up to 100 characters; for an organisation of the register empty does.</param>
/// <param name="Contact">Phone or address; may be empty.</param>
/// <param name="OrganizationCode">Where it is an organisation of the register; else null.</param>
public sealed record CasePartyDraft(string Side, string Name, string Contact = "", string? OrganizationCode = null);

/// <summary>A case to be taken in.</summary>
/// <param name="Title">For kinds whose list shows one; empty for a dispute.</param>
/// <param name="SubjectCode">The village that it comes from, or the unit complained of.</param>
/// <param name="OwnerCode">Whose joint meeting gives it to somebody.</param>
/// <param name="CreatorCode">Who takes it in.</param>
/// <param name="Statement">What is said; sealed.</param>
/// <param name="ClientId">Made by the client so that a repeated request takes in once.</param>
public sealed record CaseDraft(
    string Kind, string Category, string Title, string Channel, string SubjectCode, string OwnerCode, string CreatorCode, DateOnly ReceivedOn, string Statement,
    IReadOnlyList<CasePartyDraft> Parties, string ClientId, bool Anonymous = false);

/// <summary>What is handed out when a case is taken in.</summary>
/// <param name="Code">Follows the case without an account; the program keeps its hash, and the code sealed.</param>
public sealed record CaseReceipt(long Id, string Number, string Code);

/// <summary>What the parties agreed, besides what each owes, which is the text of the step (人民调解法 art. 28, 29).</summary>
/// <param name="Written">Asked for by a party, or not performed at once; else the mediator's note of an oral one does.</param>
/// <param name="Facts">Main facts and what is in dispute.</param>
/// <param name="Performance">How and by when it is performed.</param>
public sealed record AgreementDraft(bool Written, string Facts, string Performance);

/// <summary>An agreement with its words, for its mediators and who opened it against a reason.</summary>
/// <param name="EffectiveOn">From when it holds; the days for judicial confirmation count from here.</param>
public sealed record AgreementInfo(bool Written, string Facts, string Terms, string Performance, DateOnly EffectiveOn);

/// <summary>One step to be recorded.</summary>
/// <param name="Act">Code of a move of the kind.</param>
/// <param name="On">When it was so; null for today.</param>
/// <param name="UnitCode">The organisation that it names.</param>
/// <param name="PersonLogin">The account that it names.</param>
/// <param name="Code">The code of the party's slip, where somebody writes down for the party.</param>
/// <param name="ClientId">Made by the client so that a repeated request records once.</param>
/// <param name="NotSame">How the caller knows that a name which is a party's is somebody else's; where a refusal asked for it.</param>
public sealed record CaseMove(
    long CaseId, string Act, string ClientId, string Text = "", DateOnly? On = null, DateOnly? DueOn = null, string? UnitCode = null, string? PersonLogin = null,
    int? PartyNo = null, string? Code = null, AgreementDraft? Agreement = null, string NotSame = "");

/// <summary>A case in a list. Nothing in it says what a dispute is about.</summary>
/// <param name="WellEnded">It ended as was wanted.</param>
/// <param name="Waiting">The clock that is due next; empty where none runs.</param>
/// <param name="Overdue">Its last day has passed.</param>
/// <param name="Climbed">Where it stands besides, being late: the unit as many levels above as the days say; null else.</param>
public sealed record CaseLine(
    long Id, string Number, string Kind, string KindName, string Category, string Title, string Channel, OrganizationInfo Subject, OrganizationInfo Owner, OrganizationInfo? Lead,
    OrganizationInfo? Offered, DateOnly ReceivedOn, string State, string StateName, bool Done, bool WellEnded, string Waiting, DateOnly? DueOn, bool Overdue, int DaysLate, OrgUnitInfo? Climbed);

/// <summary>A party with its name, for who may read contents.</summary>
public sealed record CasePartyInfo(int PartyNo, string Side, string Name, string Contact, OrganizationInfo? Organization, bool IsPrincipal);

/// <summary>A step in the timeline.</summary>
/// <param name="Text">Null where it is not for this reader, or there is none.</param>
/// <param name="HasText">There are words, whether or not they are for this reader.</param>
/// <param name="Cleared">How it was known that a name was somebody else's, for who reads the words.</param>
public sealed record CaseStepInfo(
    int SequenceNo, string Act, string ActName, string StateName, DateOnly On, long RecordedAtMs, string By, string For, string Unit, string Person, int? PartyNo, DateOnly? DueOn,
    string? Text, bool HasText, string PublicText, string? Cleared = null);

/// <summary>Something that may be done now.</summary>
/// <param name="By">Who may, in words.</param>
/// <param name="Mine">The reader may, as far as rights go.</param>
/// <param name="NeedsCode">The reader writes down for the party: the code of the slip is asked.</param>
public sealed record CaseMoveOffer(
    string Act, string Chinese, string By, bool Mine, bool NeedsCode, int Text, int Due, int Unit, int Person, int Party, string TextHint, string UnitHint, bool IsAgreement = false);

/// <summary>A clock as it runs.</summary>
public sealed record CaseClockInfo(string Chinese, DateOnly StartedOn, DateOnly DueOn, bool Paused, bool IsRight, bool Late, string Source);

/// <summary>A case with its timeline; contents only where <see cref="MayRead"/>.</summary>
/// <param name="Closed">A mediation behind closed doors.</param>
/// <param name="MayAskForContents">The reader may read the contents against a reason.</param>
/// <param name="Files">Where <see cref="MayRead"/>.</param>
/// <param name="Hearing">A mediation in the open that is announced: its day, and time and place in words.</param>
/// <param name="NumberThere">Number in the register that it was imported from; empty where it was taken in here.</param>
public sealed record CaseInfo(
    CaseLine Line, OrganizationInfo Creator, bool Anonymous, bool Closed, bool MayRead, bool MayAskForContents, string? Statement, IReadOnlyList<CasePartyInfo> Parties,
    IReadOnlyList<int> PartyNumbers, IReadOnlyList<OrganizationInfo> Assisting, IReadOnlyList<OrganizationInfo> Invited, IReadOnlyList<string> Mediators,
    IReadOnlyList<CaseClockInfo> Clocks, IReadOnlyList<CaseStepInfo> Steps, IReadOnlyList<CaseMoveOffer> Offers, AgreementInfo? Agreement,
    string NumberThere, IReadOnlyList<CaseFile> Files,
    (DateOnly On, string Where)? Hearing = null);

/// <summary>What a list of cases is narrowed by; null leaves a condition out.</summary>
/// <param name="Text">Any part of number, title, kind, or the name of the unit that it is about or that handles it.</param>
/// <param name="LeadId">The unit that handles it, or that it is offered to.</param>
/// <param name="Overdue">Only those that are late.</param>
/// <param name="Open">Only those that are not done.</param>
/// <param name="Retention">Code of the class as which the paper is kept.</param>
public sealed record CaseQuery(
    string? Kind = null, string? State = null, string? Category = null, string? Channel = null, long? LeadId = null, long? SubjectId = null, bool Overdue = false, bool Open = false,
    DateOnly? From = null, DateOnly? To = null, string? Text = null, int Skip = 0, int Take = 20, string? Retention = null);

/// <summary>Obstacles of one unit and category within a year.</summary>
/// <param name="Reopened">How often a firm asked for it once more.</param>
public sealed record CauseLine(OrganizationInfo Unit, string Kind, string Category, string CategoryName, int Cases, int Open, int Late, int Reopened);

/// <summary>A page of cases: the late first, then the newest.</summary>
public sealed record CasePage(int Count, IReadOnlyList<CaseLine> Cases);

/// <summary>What the code of a slip shows to whoever has it: state and days.</summary>
public sealed record FollowedCase(string Number, string KindName, DateOnly ReceivedOn, string StateName, bool Done, string Waiting, DateOnly? DueOn, bool Overdue, string Lead,
    string PublicAnswer, IReadOnlyList<(DateOnly On, string StateName)> Ways, (DateOnly On, string Where)? Hearing = null);
