namespace Baotuan.Tests.Engine.Decisions;

/// <summary>One thing that somebody tries.</summary>
/// <param name="What">day, publish, stop, stop-late, object, answer, pass, fail, few, approve, reject, withdraw, execute.</param>
/// <param name="Who">For approve and reject: 1 prepared it; 2 and 4 hold role a, 3 holds role b, 5 none.</param>
internal readonly record struct Try(string What, int Who = 0)
{
    public static readonly Try[] All =
    [
        new("day"), new("publish"), new("stop"), new("stop-late"), new("object"), new("answer"), new("pass"), new("fail"), new("few"),
        new("approve", 1), new("approve", 2), new("approve", 3), new("approve", 4), new("approve", 5), new("reject", 1), new("reject", 2),
        new("withdraw", 1), new("execute"),
    ];

    public override string ToString() => Who == 0 ? What : $"{What}({Who})";
}

/// <summary>
/// The full path as somebody would keep it on a sheet of paper: forward, with fields that are set and cleared. Two days of
/// publication, three entitled, two thirds to attend and to pass, one approval each of roles a and b.
/// </summary>
internal sealed record NaiveDecision
{
    public const int Days = 2;
    private static readonly Dictionary<int, string> Roles = new() { [2] = "a", [3] = "b", [4] = "a" };

    public int Day { get; init; }

    /// <summary>Day of the posting that hangs or hung whole; -1 for none.</summary>
    public int Posted { get; init; } = -1;

    /// <summary>The posting that counts came down after its time.</summary>
    public bool Down { get; init; }

    public int Open { get; init; }

    /// <summary>Empty, passed or failed.</summary>
    public string Vote { get; init; } = "";

    /// <summary>Approvers in order of their numbers.</summary>
    public string Approved { get; init; } = "";

    /// <summary>Empty, executed, rejected or withdrawn.</summary>
    public string Closed { get; init; } = "";

    public string State => Closed.Length > 0 ? Closed
        : Vote == "failed" ? "failed"
        : Approved.Length == 2 && Open == 0 ? "ready"
        : Vote == "passed" ? "passed"
        : Posted >= 0 && Day > Posted + Days ? "complete"
        : Posted >= 0 ? "published"
        : "drafted";

    private bool Over => Closed.Length > 0 || Vote == "failed";

    private bool MayVote => !Over && Vote.Length == 0 && Posted >= 0 && Day > Posted + Days && Open == 0;

    /// <summary>What stands after it; null when it is not allowed.</summary>
    public NaiveDecision? After(Try tried) => tried.What switch
    {
        "day" => this with { Day = Day + 1 },
        "publish" => Over || Posted >= 0 ? null : this with { Posted = Day, Down = false },
        // the paper came down today
        "stop" => Posted < 0 || Down || Closed == "executed" ? null : Day > Posted + Days ? this with { Down = true } : Torn(),
        // it turns out that it came down on the day after it was posted
        "stop-late" => Posted < 0 || Down || Closed == "executed" || Day < Posted + 1 ? null : Torn(),
        "object" => Over || Open > 0 ? null : this with { Open = 1 },
        "answer" => Open == 0 ? null : this with { Open = 0 },
        "pass" => MayVote ? this with { Vote = "passed" } : null,
        "fail" => MayVote ? this with { Vote = "failed" } : null,
        "few" => MayVote ? this : null,
        "approve" => MayApprove(tried.Who) ? this with { Approved = string.Concat((Approved + tried.Who).Order()) } : null,
        "reject" => !Over && Roles.ContainsKey(tried.Who) ? this with { Closed = "rejected" } : null,
        "withdraw" => Over ? null : this with { Closed = "withdrawn" },
        _ => !Over && Approved.Length == 2 && Open == 0 ? this with { Closed = "executed" } : null,
    };

    // a publication cut short takes the vote and the approvals with it
    private NaiveDecision Torn() => this with { Posted = -1, Down = false, Vote = "", Approved = "" };

    private bool MayApprove(int who) =>
        !Over && Vote == "passed" && Open == 0 && Roles.TryGetValue(who, out var role) && Approved.All(a => Roles[a - '0'] != role);
}
