using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Figures;

/// <summary>A figure that a county or an organisation registered beside the shipped ones. Key: name, region, kind, valid from.</summary>
internal sealed class FigureRow : Fact, IBulkRow<FigureRow>
{
    public const string TableName = "decisions_parameter";

    public string Name { get; set; } = "";

    /// <summary>First digits of a region's code, or * for everywhere.</summary>
    public string Region { get; set; } = "";

    /// <summary>Kind of decision, or *.</summary>
    public string Kind { get; set; } = "";

    public string Value { get; set; } = "";
    public string Basis { get; set; } = "";
    public string Source { get; set; } = "";
    public string Note { get; set; } = "";

    public static string Table => TableName;

    public static BulkColumn[] Columns { get; } =
    [
        new("name", BulkKind.Text), new("region", BulkKind.Text), new("kind", BulkKind.Text), new("value", BulkKind.Text),
        new("basis", BulkKind.Text), new("source", BulkKind.Text), new("note", BulkKind.Text), .. Facts.TimeColumns,
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(Name);
        writer.Write(Region);
        writer.Write(Kind);
        writer.Write(Value);
        writer.Write(Basis);
        writer.Write(Source);
        writer.Write(Note);
        writer.WriteTimes(this);
    }
}
