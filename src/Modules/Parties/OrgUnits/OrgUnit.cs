using Baotuan.Platform.Imports;

namespace Baotuan.Parties.OrgUnits;

/// <summary>
/// A node of the organisational tree: county, town or zone, village. Zones have statistical codes that differ from the
/// civil-affairs code, so a unit carries several identifiers and the tree is our own.
/// </summary>
internal sealed class OrgUnit : IMasterRow
{
    public long Id { get; set; }
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";
    public long? ParentId { get; set; }
    public string Level { get; set; } = "";

    /// <summary>12-digit statistical code (GB/T 2260 + town + village); empty when unknown.</summary>
    public string StatisticalCode { get; set; } = "";

    /// <summary>Unified social credit code (GB 32100-2015); empty when unknown.</summary>
    public string CreditCode { get; set; } = "";
    public DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}
