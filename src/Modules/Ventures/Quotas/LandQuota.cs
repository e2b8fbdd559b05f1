using Baotuan.Platform.Imports;

namespace Baotuan.Ventures.Quotas;

/// <summary>
/// A parcel of construction-land quota (建设用地指标). It may be split into children that conserve its area; a parcel is
/// used once, by the one contribution that names it.
/// </summary>
internal sealed class LandQuota : IMasterRow
{
    public long Id { get; set; }
    public string ParcelCode { get; set; } = "";
    public long HolderId { get; set; }
    public long? ParentId { get; set; }
    public long AreaMu10000 { get; set; }
    public string AcceptanceNo { get; set; } = "";
    public DateOnly? AcceptedOn { get; set; }
    public string Note { get; set; } = "";
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}
