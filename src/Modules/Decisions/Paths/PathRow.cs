using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Paths;

/// <summary>Which path holds for one kind of decision of an organisation from a day on, and on what basis. Key: organisation, kind, subject, valid from.</summary>
internal sealed class PathRow : Fact, IBulkRow<PathRow>
{
    public const string TableName = "decisions_path";

    public long OrganizationId { get; set; }
    public string Kind { get; set; } = "";

    /// <summary>A venture's code, where the path is for it alone; else empty.</summary>
    public string Subject { get; set; } = "";

    public string PathCode { get; set; } = "";

    /// <summary>Contract, resolution or rule that allows it.</summary>
    public string Basis { get; set; } = "";

    public static string Table => TableName;

    public static BulkColumn[] Columns { get; } =
    [
        new("organization_id", BulkKind.Integer), new("kind", BulkKind.Text), new("subject", BulkKind.Text), new("path_code", BulkKind.Text),
        new("basis", BulkKind.Text), .. Facts.TimeColumns,
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(OrganizationId);
        writer.Write(Kind);
        writer.Write(Subject);
        writer.Write(PathCode);
        writer.Write(Basis);
        writer.WriteTimes(this);
    }
}
