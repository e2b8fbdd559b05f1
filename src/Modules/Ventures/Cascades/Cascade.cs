using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Ventures.Cascades;

/// <summary>
/// What a holder passes on of a period (逐级分配): a joint company to its holders by units, a collective after its own
/// appropriation to its members by income-right shares. Append-only.
/// </summary>
internal sealed class Cascade : IBulkRow<Cascade>
{
    public long Id { get; set; }
    public long HolderId { get; set; }

    /// <summary>company or collective.</summary>
    public string Kind { get; set; } = "";
    public DateOnly PeriodStart { get; set; }
    public DateOnly PeriodEnd { get; set; }
    public DateOnly RecordDate { get; set; }

    /// <summary>Date of the vouchers; the receiving collectives' income of that year.</summary>
    public DateOnly DeclaredOn { get; set; }

    /// <summary>Received from ventures and joint companies for the period.</summary>
    public long ReceivedFen { get; set; }

    /// <summary>What goes out: to holders of units, or to members before withholding.</summary>
    public long PoolFen { get; set; }
    public long LineCount { get; set; }

    /// <summary>Σ of the lines' withholding.</summary>
    public long WithheldFen { get; set; }
    public long WithholdingPpm { get; set; }
    public string WithholdingBasis { get; set; } = "";
    public string PlanHash { get; set; } = "";
    public long RecordedAtMs { get; set; }

    public static string Table => "ventures_cascade";

    public static BulkColumn[] Columns { get; } =
    [
        new("id", BulkKind.Integer), new("holder_id", BulkKind.Integer), new("kind", BulkKind.Text),
        new("period_start", BulkKind.Date), new("period_end", BulkKind.Date), new("record_date", BulkKind.Date),
        new("declared_on", BulkKind.Date), new("received_fen", BulkKind.Integer), new("pool_fen", BulkKind.Integer),
        new("line_count", BulkKind.Integer), new("withheld_fen", BulkKind.Integer), new("withholding_ppm", BulkKind.Integer),
        new("withholding_basis", BulkKind.Text), new("plan_hash", BulkKind.Text), new("recorded_at_ms", BulkKind.Integer),
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(Id);
        writer.Write(HolderId);
        writer.Write(Kind);
        writer.Write(PeriodStart);
        writer.Write(PeriodEnd);
        writer.Write(RecordDate);
        writer.Write(DeclaredOn);
        writer.Write(ReceivedFen);
        writer.Write(PoolFen);
        writer.Write(LineCount);
        writer.Write(WithheldFen);
        writer.Write(WithholdingPpm);
        writer.Write(WithholdingBasis);
        writer.Write(PlanHash);
        writer.Write(RecordedAtMs);
    }
}

/// <summary>One step of a collective's appropriation as posted. Append-only.</summary>
internal sealed class CascadeStep
{
    public long CascadeId { get; set; }
    public int StepNo { get; set; }
    public string Kind { get; set; } = "";
    public long RatePpm { get; set; }
    public long BaseFen { get; set; }
    public long AmountFen { get; set; }
    public string Basis { get; set; } = "";
}

/// <summary>One holder's part of what a joint company passes on. Append-only.</summary>
internal sealed class CascadeLine
{
    public long CascadeId { get; set; }
    public long HolderId { get; set; }
    public long Units10000 { get; set; }
    public long AmountFen { get; set; }
}

/// <summary>
/// One member's line (分红明细). One key, led by the collective, no foreign key and no insert trigger: hundreds of millions of
/// these stream in; the cascade's header checks their count and sum when it is written. Append-only.
/// </summary>
internal sealed class Payout : IBulkRow<Payout>
{
    public long CollectiveId { get; set; }
    public long CascadeId { get; set; }
    public string MemberNo { get; set; } = "";

    /// <summary>Shares × factors in the collective's smallest exact unit.</summary>
    public long Weight { get; set; }
    public long AmountFen { get; set; }
    public long WithheldFen { get; set; }

    public static string Table => "ventures_payout";

    public static BulkColumn[] Columns { get; } =
    [
        new("collective_id", BulkKind.Integer), new("cascade_id", BulkKind.Integer), new("member_no", BulkKind.Text),
        new("weight", BulkKind.Integer), new("amount_fen", BulkKind.Integer), new("withheld_fen", BulkKind.Integer),
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(CollectiveId);
        writer.Write(CascadeId);
        writer.Write(MemberNo);
        writer.Write(Weight);
        writer.Write(AmountFen);
        writer.Write(WithheldFen);
    }
}
