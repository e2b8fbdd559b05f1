using Baotuan.Ventures.Imports;

namespace Baotuan.Ventures.Rules;

/// <summary>
/// A dated rule of appropriation, for one collective or for all below a region. The narrowest scope that has rules on the
/// day gives the whole list. Append-only.
/// </summary>
internal sealed class AppropriationRuleRow : IListRow
{
    public long Id { get; set; }

    /// <summary>Organisation code, or a division code prefix (33, 3304, 330482 …), or * for everywhere.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Rules of one list share the day from which the list is in force.</summary>
    public DateOnly ValidFrom { get; set; }
    public int StepNo { get; set; }

    /// <summary>cover_losses, reserve, members, withholding.</summary>
    public string Kind { get; set; } = "";
    public long RatePpm { get; set; }
    public string Basis { get; set; } = "";
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}
