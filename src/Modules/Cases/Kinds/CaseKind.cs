namespace Baotuan.Cases.Kinds;

/// <summary>How much of a case others see.</summary>
internal enum Confidentiality
{
    /// <summary>Title, category and public answer are for everybody who may read the list; who the parties are is not.</summary>
    Open,

    /// <summary>Closed mediation: number, kind, state and days alone; what was said is the mediators' (人民调解法 art. 15).</summary>
    ClosedMediation,
}

/// <summary>
/// A kind of case as data: its states, who may do what in which, and its clocks. The engine knows no kind by its name; a new one is a file beside this and a line
/// in <see cref="CaseKinds"/>.
/// </summary>
internal sealed record CaseKind(string Code, string Chinese, string Prefix)
{
    /// <summary>Code and Chinese name, in the order of the way.</summary>
    public required IReadOnlyList<(string Code, string Chinese)> States { get; init; }

    public required string First { get; init; }

    /// <summary>States after which nothing happens any more.</summary>
    public required IReadOnlyList<string> Last { get; init; }

    /// <summary>Ends that are what was wanted.</summary>
    public IReadOnlyList<string> WellEnded { get; init; } = [];

    public required IReadOnlyList<Move> Moves { get; init; }

    public required IReadOnlyList<CaseClock> Clocks { get; init; }

    /// <summary>What it may be about.</summary>
    public required IReadOnlyList<(string Code, string Chinese)> Categories { get; init; }

    public Confidentiality Confidentiality { get; init; }

    /// <summary>Without names.</summary>
    public bool MayBeAnonymous { get; init; }

    /// <summary>May come by the channel that the unit complained of does not see.</summary>
    public bool MayBeConfidential { get; init; }

    /// <summary>A firm may raise it from its own account.</summary>
    public bool RaisedByFirm { get; init; }

    /// <summary>The sides that parties stand on; at least one party stands on the first, unless it is anonymous.</summary>
    public required IReadOnlyList<(string Code, string Chinese)> Sides { get; init; }

    /// <summary>Sides that each need a party.</summary>
    public IReadOnlyList<string> NeededSides { get; init; } = [];

    /// <summary>What the subject is called: the village that it comes from, the unit complained of.</summary>
    public string SubjectWord { get; init; } = "事发村（社区）";

    /// <summary>The subject is the unit that somebody complains of.</summary>
    public bool SubjectIsComplainedOf { get; init; }

    /// <summary>Ends in an agreement, where it ends well.</summary>
    public bool IsMediated => Moves.Any(m => m.IsAgreement);

    public string StateName(string code) => code == Carried.Undone ? Carried.UndoneChinese : States.FirstOrDefault(s => s.Code == code).Chinese ?? code;

    public string ActName(string act) => Step(act)?.Chinese ?? (act == Move.Receive ? "受理登记" : act);

    public string CategoryName(string code) => Categories.FirstOrDefault(c => c.Code == code).Chinese ?? code;

    public string SideName(string code) => Sides.FirstOrDefault(s => s.Code == code).Chinese ?? code;

    /// <summary>What somebody may ask for.</summary>
    public Move? Find(string act) => Moves.FirstOrDefault(m => m.Act == act);

    /// <summary>What may stand among the events: also what only an import does.</summary>
    public Move? Step(string act) => Find(act) ?? Carried.Find(this, act);
}
