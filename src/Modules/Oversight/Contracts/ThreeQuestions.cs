using Baotuan.Parties.Contracts;

namespace Baotuan.Oversight.Contracts;

/// <summary>The three headings (问能、问效、问廉). What is asked under them is the supervising unit's to write; the program brings no question.</summary>
public static class QuestionHeadings
{
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [("ability", "问能"), ("effect", "问效"), ("integrity", "问廉")];

    public static string Chinese(string code) => All.FirstOrDefault(h => h.Code == code).Chinese ?? code;
}

/// <summary>How a question is answered.</summary>
public static class AnswerKinds
{
    public const string Scale = "scale";
    public const string YesNo = "yes_no";
    public const string Text = "text";

    /// <summary>Code, Chinese name, and the words to choose from where the kind has its own.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese, IReadOnlyList<string> Words)> All =
        [(Scale, "选一个词", []), (YesNo, "是或者否", ["是", "否"]), (Text, "写几句话", [])];

    public static string Chinese(string code) => All.FirstOrDefault(k => k.Code == code).Chinese ?? code;
}

/// <summary>How an answer came.</summary>
public static class AnswerChannels
{
    /// <summary>The party itself, by its code.</summary>
    public const string Self = "self";

    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(Self, "本人答题"), ("phone", "电话里说、代填"), ("door", "上门说、代填")];

    public static string Chinese(string code) => All.FirstOrDefault(c => c.Code == code).Chinese ?? code;
}

/// <summary>Where a review stands.</summary>
public static class ReviewStates
{
    public const string Open = "open";
    public const string Finished = "finished";
    public const string Withdrawn = "withdrawn";

    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(Open, "正在问"), (Finished, "已办结"), (Withdrawn, "已撤销")];

    public static string Chinese(string code) => All.FirstOrDefault(s => s.Code == code).Chinese ?? code;
}

/// <summary>What can happen to a review besides answers.</summary>
public static class ReviewEvents
{
    /// <summary>Somebody's words may go to the unit with a batch.</summary>
    public const string Clear = "clear";

    /// <summary>They may not.</summary>
    public const string KeepBack = "keep_back";
    public const string Finding = "finding";
    public const string Finish = "finish";
    public const string Withdraw = "withdraw";

    public static readonly IReadOnlyList<(string Code, string Chinese)> All =
        [(Clear, "文字可以交给单位"), (KeepBack, "文字不交给单位"), (Finding, "提出发现问题"), (Finish, "办结"), (Withdraw, "撤销")];

    public static string Chinese(string code) => All.FirstOrDefault(e => e.Code == code).Chinese ?? code;
}

/// <summary>A question to be written, changed or asked no more.</summary>
/// <param name="QuestionNo">Null for a new one.</param>
/// <param name="Position">Place under its heading, 1 to 99.</param>
/// <param name="Words">Of a scale, from the one end to the other; else empty.</param>
/// <param name="ValidFrom">Asked from this day on in what is opened then; today or later.</param>
/// <param name="ClientId">Made by the client so that a repeated request writes once.</param>
public sealed record QuestionDraft(
    int? QuestionNo, string Heading, int Position, string AnswerKind, string Text, IReadOnlyList<string> Words, DateOnly ValidFrom, bool Retired, string Reason, string ClientId);

/// <summary>A version of a question.</summary>
/// <param name="Id">Of the version; answers name it.</param>
/// <param name="Words">To choose from; empty where words are written.</param>
public sealed record QuestionInfo(
    long Id, int QuestionNo, string Heading, int Position, string AnswerKind, string Text, IReadOnlyList<string> Words, DateOnly ValidFrom, bool Retired, string Reason, string By, long RecordedAtMs);

/// <summary>The answer to one question.</summary>
/// <param name="QuestionId">The version of it.</param>
/// <param name="Choice">Index of the word, from 0; null where words are written.</param>
public sealed record QuestionAnswer(long QuestionId, int? Choice, string Text = "");

/// <summary>What the code of a party opens: number and kind of its case, and what it is asked.</summary>
/// <param name="Answered">It has answered; nothing can be changed.</param>
/// <param name="Over">No answer is taken any more.</param>
public sealed record AskedParty(string Number, string KindName, IReadOnlyList<QuestionInfo> Questions, bool Answered, bool Over);

/// <summary>A review to be opened on one case.</summary>
/// <param name="Number">Of the case.</param>
/// <param name="Reason">Why this one, 4 to 200 characters.</param>
public sealed record ReviewDraft(string Number, string Reason, string ClientId);

/// <summary>Cases to be drawn by lot among those that ended within some days.</summary>
/// <param name="Kind">Null for all kinds.</param>
public sealed record DrawDraft(string? Kind, DateOnly From, DateOnly To, int Size, string ClientId);

/// <summary>A draw.</summary>
public sealed record DrawInfo(long Id, string Kind, DateOnly From, DateOnly To, int Size, int Candidates, string CandidatesDigest, string Seed, int Skipped, string By, long RecordedAtMs, IReadOnlyList<long> ReviewIds);

/// <summary>A review in a list.</summary>
public sealed record ReviewLine(long Id, string Number, string KindName, OrgUnitInfo Unit, DateOnly OpenedOn, DateOnly DueOn, string State, bool Overdue, int Asked, int Answered);

/// <summary>A party that is asked.</summary>
/// <param name="Channel">How it answered; empty while it has not.</param>
public sealed record ReviewPartyInfo(int PartyNo, string Side, string Channel);

/// <summary>A step of a review.</summary>
public sealed record ReviewStep(int SequenceNo, string Kind, string Text, long? FindingId, string By, long RecordedAtMs);

/// <summary>A review for who holds it: never the words of an answer.</summary>
/// <param name="Lead">The unit that handles or handled the case.</param>
/// <param name="CaseEndedOn">Null while the case runs.</param>
/// <param name="Mine">The reader may act: it is his unit's.</param>
public sealed record ReviewInfo(
    ReviewLine Line, long CaseId, OrganizationInfo Lead, DateOnly? CaseEndedOn, DateOnly AnswerDueOn, long? DrawId, string Reason, IReadOnlyList<ReviewPartyInfo> Parties,
    IReadOnlyList<ReviewStep> Steps, IReadOnlyList<QuestionInfo> Questions, bool Mine);

/// <summary>What a party needs to answer, and where to find it.</summary>
/// <param name="Name">Empty where the reader may not supervise the case.</param>
public sealed record AskingNote(int PartyNo, string Name, string Contact, string Code);

/// <summary>One party's answers, opened.</summary>
public sealed record OpenedAnswers(int PartyNo, string Channel, string By, long RecordedAtMs, IReadOnlyList<OpenedAnswer> Answers);

/// <summary>An answer, opened.</summary>
/// <param name="Words">What was chosen or written.</param>
/// <param name="Decision"><see cref="ReviewEvents.Clear"/>, <see cref="ReviewEvents.KeepBack"/>, or empty while nobody decided; of written words alone.</param>
public sealed record OpenedAnswer(QuestionInfo Question, string Words, string Decision);
