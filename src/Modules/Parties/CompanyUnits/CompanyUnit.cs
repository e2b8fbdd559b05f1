using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.CompanyUnits;

/// <summary>Units that an organisation holds in a joint company. 0 ends the holding. Key: company, holder.</summary>
internal sealed class CompanyUnit : Fact, IBulkRow<CompanyUnit>
{
    public long CompanyId { get; set; }
    public long HolderId { get; set; }

    /// <summary>In 1/10000 unit.</summary>
    public long Units10000 { get; set; }

    public static string Table => "parties_company_unit";

    public static BulkColumn[] Columns { get; } =
    [
        new("company_id", BulkKind.Integer), new("holder_id", BulkKind.Integer), new("units10000", BulkKind.Integer), .. Facts.TimeColumns,
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(CompanyId);
        writer.Write(HolderId);
        writer.Write(Units10000);
        writer.WriteTimes(this);
    }
}
