using Baotuan.Platform.Imports;

namespace Baotuan.Parties.Organizations;

/// <summary>A legal entity or body: village co-operative, community, county joint company, enterprise, government body.</summary>
internal sealed class Organization : IMasterRow
{
    public long Id { get; set; }
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";
    public string Kind { get; set; } = "";

    /// <summary>Unified social credit code (GB 32100-2015); empty when unknown.</summary>
    public string CreditCode { get; set; } = "";
    public long? UnitId { get; set; }
    public DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}
