using Baotuan.Engine.Decisions;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Proposals;

/// <summary>Something that happened to a proposal, as stored: who recorded it, when, and what it means to the engine.</summary>
internal abstract class EventRow
{
    public long ProposalId { get; set; }

    /// <summary>Who recorded it.</summary>
    public long UserId { get; set; }

    public string UserName { get; set; } = "";
    public long RecordedAtMs { get; set; }

    public abstract DecisionEvent Event { get; }

    /// <summary>Fills in who and when.</summary>
    public static T By<T>(BaotuanDb db, T row)
        where T : EventRow
    {
        (row.UserId, row.UserName, row.RecordedAtMs) = (db.Caller.UserId, db.Caller.Name, db.RecordedAtMs);
        return row;
    }
}

/// <summary>An event that a client may send twice.</summary>
internal abstract class ClientEventRow : EventRow
{
    public long Id { get; set; }

    /// <summary>Made by the client, so that a repeated request records once.</summary>
    public string ClientId { get; set; } = "";
}

/// <summary>The document was posted: where, since when. Append-only.</summary>
internal sealed class PublicationRow : ClientEventRow
{
    public DateOnly PostedOn { get; set; }
    public string Places { get; set; } = "";

    /// <summary>Where and with whom objections are raised.</summary>
    public string Channel { get; set; } = "";

    public override DecisionEvent Event => new Published(Id, PostedOn);
}

/// <summary>It came down on a day. Append-only.</summary>
internal sealed class PublicationStopRow : EventRow
{
    public long PublicationId { get; set; }
    public DateOnly StoppedOn { get; set; }
    public string Reason { get; set; } = "";

    public override DecisionEvent Event => new PublicationStopped(PublicationId, StoppedOn);
}

/// <summary>An objection: a signed-in member's own, or one on paper with the clerk who took it. Append-only.</summary>
internal sealed class ObjectionRow : ClientEventRow
{
    public bool OnPaper { get; set; }

    /// <summary>Who objects.</summary>
    public string Objector { get; set; } = "";

    public string MemberNo { get; set; } = "";
    public string Text { get; set; } = "";

    public override DecisionEvent Event => new Objected(Id);
}

/// <summary>The written answer to an objection. Append-only.</summary>
internal sealed class AnswerRow : EventRow
{
    public long ObjectionId { get; set; }
    public string Text { get; set; } = "";

    public override DecisionEvent Event => new Answered(ObjectionId);
}

/// <summary>A step that is done elsewhere. Append-only.</summary>
internal sealed class StepRow : EventRow
{
    public string StepCode { get; set; } = "";
    public DateOnly HeldOn { get; set; }
    public string Place { get; set; } = "";
    public string Minutes { get; set; } = "";

    public override DecisionEvent Event => new StepRecorded(StepCode, HeldOn);
}

/// <summary>An assembly with its count; the roll is in the attendance lines, which the database counts again. Append-only.</summary>
internal sealed class AssemblyRow : ClientEventRow
{
    public long CollectiveId { get; set; }

    /// <summary>members or representatives.</summary>
    public string Kind { get; set; } = "";

    public DateOnly NoticedOn { get; set; }
    public DateOnly HeldOn { get; set; }
    public string Place { get; set; } = "";
    public bool Online { get; set; }

    /// <summary>Entitled on the day of the assembly, counted from the registers as known then.</summary>
    public long Eligible { get; set; }

    /// <summary>Of these, how many have no birth date on record and were taken for adults.</summary>
    public long BirthUnknown { get; set; }

    public long Attended { get; set; }
    public long ByProxy { get; set; }
    public long ForCount { get; set; }
    public long AgainstCount { get; set; }
    public long AbstainCount { get; set; }

    /// <summary>True when the roll carries each vote; false for a secret ballot.</summary>
    public bool Named { get; set; }

    public string Minutes { get; set; } = "";
    public string RiskStatement { get; set; } = "";

    public override DecisionEvent Event => new AssemblyHeld(
        Kind == "members" ? AssemblyKind.Members : AssemblyKind.Representatives, NoticedOn, HeldOn, Eligible, Attended, ForCount, RiskStatement.Length > 0);
}

/// <summary>Somebody approved or refused to. Append-only.</summary>
internal sealed class ApprovalRow : EventRow
{
    public long Id { get; set; }
    public string Role { get; set; } = "";
    public long? UnitId { get; set; }

    /// <summary>approve or reject.</summary>
    public string Verdict { get; set; } = "";

    public string Reason { get; set; } = "";

    public override DecisionEvent Event => Verdict == "approve" ? new ApprovalGiven(UserId, Role, UnitId) : new ApprovalRefused(UserId, Role);
}

/// <summary>A proposal taken back, with a reason. Append-only.</summary>
internal sealed class WithdrawalRow : EventRow
{
    public string Reason { get; set; } = "";

    public override DecisionEvent Event => new Withdrew(UserId);
}

/// <summary>What was carried out, by which act; also what went by contract, without a proposal. Append-only.</summary>
internal sealed class ExecutionRow : IBulkRow<ExecutionRow>
{
    public const string TableName = "decisions_execution";

    public long Id { get; set; }

    /// <summary>Null on the path by contract.</summary>
    public long? ProposalId { get; set; }

    public string Kind { get; set; } = "";
    public string SubjectKey { get; set; } = "";
    public long OrganizationId { get; set; }
    public string PlanHash { get; set; } = "";
    public string PathCode { get; set; } = "";
    public string Basis { get; set; } = "";

    /// <summary>The act: <c>distribution/17</c>.</summary>
    public string DoneBy { get; set; } = "";

    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public long RecordedAtMs { get; set; }

    public static string Table => TableName;

    public static BulkColumn[] Columns { get; } =
    [
        new("id", BulkKind.Integer), new("proposal_id", BulkKind.Integer), new("kind", BulkKind.Text), new("subject_key", BulkKind.Text),
        new("organization_id", BulkKind.Integer), new("plan_hash", BulkKind.Text), new("path_code", BulkKind.Text), new("basis", BulkKind.Text),
        new("done_by", BulkKind.Text), new("user_id", BulkKind.Integer), new("user_name", BulkKind.Text), new("recorded_at_ms", BulkKind.Integer),
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(Id);
        writer.WriteOrNull(ProposalId);
        writer.Write(Kind);
        writer.Write(SubjectKey);
        writer.Write(OrganizationId);
        writer.Write(PlanHash);
        writer.Write(PathCode);
        writer.Write(Basis);
        writer.Write(DoneBy);
        writer.Write(UserId);
        writer.Write(UserName);
        writer.Write(RecordedAtMs);
    }
}
