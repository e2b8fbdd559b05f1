using System.Collections.Immutable;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>Something that somebody tries. Units are S (judicial office) and P (police); parties 1 and 2; mediators m and n.</summary>
internal sealed record Try(string Act, char By, char Unit = '-', char Person = '-', int Party = 0, bool Words = true)
{
    public override string ToString() => $"{Act} by {By}{(Unit == '-' ? "" : " unit " + Unit)}{(Person == '-' ? "" : " person " + Person)}{(Party == 0 ? "" : " party " + Party)}{(Words ? "" : " without a word")}";
}

/// <summary>A case on paper: written from the rules and not from the program.</summary>
internal sealed record Paper(string Name)
{
    public char Lead { get; init; } = '-';
    public char Offered { get; init; } = '-';
    public bool PoliceInvited { get; init; }
    public bool PoliceAssist { get; init; }
    public string Mediators { get; init; } = "";
    public string Recused { get; init; } = "";

    /// <summary>Of parties 1 and 2: ? unknown, y consents, n refuses.</summary>
    public string Consent { get; init; } = "??";
    public string Asked { get; init; } = "";
    public bool Met { get; init; }
    public bool Applied { get; init; }

    public override string ToString() => $"{Name} lead {Lead} offered {Offered} {(PoliceInvited ? "invited" : "")}{(PoliceAssist ? "assists" : "")} [{Mediators}] out [{Recused}] {Consent} asked [{Asked}]{(Met ? " met" : "")}{(Applied ? " applied" : "")}";
}

/// <summary>Paper machines: the next state, or null for what is refused.</summary>
internal static class PaperCases
{
    public delegate Paper? Machine(Paper state, Try move);

    private static char UnitOf(char person) => person switch { 's' or 't' => 'S', 'p' => 'P', _ => '-' };

    public static bool IsLead(Paper s, char by) => s.Lead != '-' && UnitOf(by) == s.Lead;

    private static string Add(string set, char one) => string.Concat((set + one).Distinct().Order());

    /// <summary>Offered, accepted, refused, handed on: the same for all kinds.</summary>
    /// <param name="assigners">Who gives it to a unit.</param>
    /// <param name="working">States in which a unit works on it.</param>
    public static Paper? Handover(Paper s, Try m, string assigners, string[] working)
    {
        var works = s.Name == "assigned" || working.Contains(s.Name);
        return m.Act switch
        {
            _ when s.Recused.Contains(m.By) => null,
            "decline" => s.Name == "received" && m.By == 'z' && m.Words ? s with { Name = "declined" } : null,
            "assign" => s.Name == "received" && assigners.Contains(m.By) && m.Unit != '-' && m.Words ? s with { Name = "offered", Offered = m.Unit } : null,
            "recall" => s.Name == "offered" && assigners.Contains(m.By) && m.Words ? s with { Name = "received", Offered = '-' } : null,
            "accept" => s.Name == "offered" && UnitOf(m.By) == s.Offered
                ? s with { Name = "assigned", Lead = s.Offered, Offered = '-', PoliceInvited = s.PoliceInvited && s.Offered != 'P', PoliceAssist = s.PoliceAssist && s.Offered != 'P' } : null,
            "refuse" => s.Name == "offered" && UnitOf(m.By) == s.Offered && m.Words && m.Unit != '-' && m.Unit != s.Offered ? s with { Name = "received", Offered = '-' } : null,
            "transfer" => s.Name == "assigned" && (IsLead(s, m.By) || m.By == 'z') && m.Words && m.Unit != '-' && m.Unit != s.Lead
                ? s with { Name = "offered", Offered = m.Unit, Lead = '-', Mediators = "" } : null,
            "invite" => works && (IsLead(s, m.By) || m.By == 'z') && m.Unit == 'P' && s.Lead != 'P' && !s.PoliceInvited && !s.PoliceAssist ? s with { PoliceInvited = true } : null,
            "join" => works && s.PoliceInvited && m.By == 'p' ? s with { PoliceInvited = false, PoliceAssist = true } : null,
            "stay_out" => works && s.PoliceInvited && m.By == 'p' && m.Words && m.Unit == 'S' ? s with { PoliceInvited = false } : null,
            "recuse" => works && (IsLead(s, m.By) || s.Mediators.Contains(m.By)) ? Left(s with { Recused = Add(s.Recused, m.By) }, m.By) : null,
            "withdraw" => (s.Name is "received" or "offered" || works) && (m.By == 'c' || IsLead(s, m.By) || s.Mediators.Contains(m.By)) && m.Words ? s with { Name = "withdrawn", Offered = '-' } : null,
            _ => null,
        };
    }

    private static Paper Left(Paper s, char mediator)
    {
        var left = string.Concat(s.Mediators.Where(x => x != mediator));
        return s with { Mediators = left, Name = s.Mediators.Length > 0 && left.Length == 0 ? "assigned" : s.Name };
    }

    private static readonly string[] NeedWords = ["release", "risk", "session", "pause", "agree", "terminate", "confirm", "follow_up", "perform", "breach"];

    public static Paper? Dispute(Paper s, Try m)
    {
        bool lead = IsLead(s, m.By), mediates = s.Mediators.Contains(m.By), handler = lead || mediates, willing = s.Consent == "yy";
        bool works = s.Name is "assigned" or "mediating", meets = s.Name == "mediating", agreed = s.Name == "agreed";
        string Says(char what) => string.Concat(s.Consent.Select((c, i) => i == m.Party - 1 ? what : c));
        if (s.Recused.Contains(m.By) || NeedWords.Contains(m.Act) && !m.Words || m.Act is "consent" or "object" or "ask_extension" && m.Party == 0)
        {
            return null;
        }

        return m.Act switch
        {
            "consent" => works && handler && s.Consent[m.Party - 1] != 'y' ? s with { Consent = Says('y') } : null,
            "object" => works && handler && s.Consent[m.Party - 1] != 'n' ? s with { Consent = Says('n') } : null,
            "appoint" => works && lead && m.Person != '-' && !s.Mediators.Contains(m.Person) && !s.Recused.Contains(m.Person) && willing
                ? s with { Name = "mediating", Mediators = Add(s.Mediators, m.Person) } : null,
            "release" => meets && lead && m.Person != '-' && s.Mediators.Contains(m.Person) ? Left(s, m.Person) : null,
            "session" => meets && mediates && willing ? s with { Met = true } : null,
            "risk" => (works || s.Name == "paused") && handler ? s : null,
            "pause" => meets && handler ? s with { Name = "paused" } : null,
            "resume" => s.Name == "paused" && handler ? s with { Name = "mediating" } : null,
            "ask_extension" => works && handler && !s.Asked.Contains((char)('0' + m.Party)) ? s with { Asked = Add(s.Asked, (char)('0' + m.Party)) } : null,
            "extend" => works && lead && s.Asked == "12" ? s with { Asked = "" } : null,
            "agree" => meets && mediates && willing && s.Met ? s with { Name = "agreed" } : null,
            "terminate" => (works || s.Name == "paused") && handler ? s with { Name = "terminated" } : null,
            "apply_confirmation" => agreed && handler && !s.Applied ? s with { Applied = true } : null,
            "confirm" => agreed && handler && s.Applied ? s : null,
            "follow_up" => agreed && handler ? s : null,
            "perform" => agreed && handler ? s with { Name = "performed" } : null,
            "breach" => agreed && handler ? s with { Name = "breached" } : null,
            _ => Handover(s, m, "z", ["mediating"]),
        };
    }

    /// <summary>A need: also the unit at the door routes it, and what the household says is written down with its code by c.</summary>
    public static Paper? Need(Paper s, Try m) => m.Act switch
    {
        _ when s.Recused.Contains(m.By) => null,
        "answer" => s.Name == "assigned" && IsLead(s, m.By) && m.Words ? s with { Name = "answered" } : null,
        "carry" => s.Name == "answered" && m.By == 'c' ? s with { Name = "carried" } : null,
        "confirm" => s.Name is "answered" or "carried" && WritesDown(s, m.By) ? s with { Name = "confirmed" } : null,
        "reopen" => s.Name is "answered" or "carried" && WritesDown(s, m.By) && m.Words ? s with { Name = "assigned" } : null,
        "withdraw" => s.Name is "received" or "offered" or "assigned" && m.Words && (m.By == 'z' || m.By == 'c' || IsLead(s, m.By)) ? s with { Name = "withdrawn", Offered = '-' } : null,
        _ => Handover(s, m, "zc", []),
    };

    /// <summary>An obstacle of the firm q.</summary>
    public static Paper? Bottleneck(Paper s, Try m) => m.Act switch
    {
        _ when s.Recused.Contains(m.By) => null,
        "answer" => s.Name == "assigned" && IsLead(s, m.By) && m.Words ? s with { Name = "answered" } : null,
        "confirm" => s.Name == "answered" && (m.By == 'q' || WritesDown(s, m.By) && m.By != 'c') ? s with { Name = "solved" } : null,
        "reopen" => s.Name == "answered" && m.Words && (m.By == 'q' || WritesDown(s, m.By) && m.By != 'c') ? s with { Name = "assigned" } : null,
        "withdraw" => s.Name is "received" or "offered" or "assigned" && m.Words && (m.By == 'q' || m.By == 'z' || IsLead(s, m.By)) ? s with { Name = "withdrawn", Offered = '-' } : null,
        _ => m.By == 'c' ? null : Handover(s, m, "z", []),
    };

    /// <summary>A sign found by looking.</summary>
    public static Paper? Lead(Paper s, Try m) => m.Act switch
    {
        _ when s.Recused.Contains(m.By) => null,
        "find_nothing" or "settle" or "turn" => s.Name == "assigned" && IsLead(s, m.By) && m.Words
            ? s with { Name = m.Act switch { "find_nothing" => "nothing", "settle" => "settled", _ => "turned" } } : null,
        "withdraw" => s.Name is "received" or "offered" or "assigned" && m.Words && (m.By == 'z' || m.By == 'c' || IsLead(s, m.By)) ? s with { Name = "withdrawn", Offered = '-' } : null,
        _ => Handover(s, m, "zc", []),
    };

    /// <summary>What a joint meeting decided; c took it in, z convenes.</summary>
    public static Paper? Item(Paper s, Try m) => m.Act switch
    {
        _ when s.Recused.Contains(m.By) => null,
        "report" => s.Name == "assigned" && IsLead(s, m.By) && m.Words ? s with { Name = "reported" } : null,
        "approve" => s.Name == "reported" && m.By == 'z' && m.Words ? s with { Name = "accepted" } : null,
        "send_back" => s.Name == "reported" && m.By == 'z' && m.Words ? s with { Name = "assigned" } : null,
        "withdraw" => s.Name is "received" or "offered" or "assigned" && m.Words && (m.By == 'z' || m.By == 'c' || IsLead(s, m.By)) ? s with { Name = "withdrawn", Offered = '-' } : null,
        _ => Handover(s, m, "z", []),
    };

    /// <summary>A request; whoever asked speaks by his code.</summary>
    public static Paper? Request(Paper s, Try m) => m.Act switch
    {
        _ when s.Recused.Contains(m.By) => null,
        "finish" => s.Name == "assigned" && IsLead(s, m.By) && m.Words ? s with { Name = "done" } : null,
        "confirm" => s.Name == "done" && WritesDown(s, m.By) ? s with { Name = "satisfied" } : null,
        "reopen" => s.Name == "done" && WritesDown(s, m.By) && m.Words ? s with { Name = "assigned" } : null,
        "withdraw" => s.Name is "received" or "offered" or "assigned" && m.Words && (m.By == 'z' || m.By == 'c' || IsLead(s, m.By)) ? s with { Name = "withdrawn", Offered = '-' } : null,
        _ => Handover(s, m, "z", []),
    };

    private static bool WritesDown(Paper s, char by) => by is 'c' or 'z' || IsLead(s, by);
}
