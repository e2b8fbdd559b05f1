using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Shares;

/// <summary>A class of income-right shares (人口股, 农龄股 …) and how much one share of it weighs. Key: collective, class.</summary>
internal sealed class ShareClass : Fact, IBulkRow<ShareClass>
{
    public long CollectiveId { get; set; }
    public string ClassCode { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>Weight of one share, in ppm (1,000,000 = one).</summary>
    public long FactorPpm { get; set; }

    public static string Table => "parties_share_class";

    public static BulkColumn[] Columns { get; } =
    [
        new("collective_id", BulkKind.Integer), new("class_code", BulkKind.Text), new("name", BulkKind.Text),
        new("factor_ppm", BulkKind.Integer), .. Facts.TimeColumns,
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(CollectiveId);
        writer.Write(ClassCode);
        writer.Write(Name);
        writer.Write(FactorPpm);
        writer.WriteTimes(this);
    }
}

/// <summary>Income-right shares of one member in one class. Quantity 0 ends the holding. Key: collective, member, class.</summary>
internal sealed class Share : Fact, IBulkRow<Share>
{
    public long CollectiveId { get; set; }
    public string MemberNo { get; set; } = "";
    public string ClassCode { get; set; } = "";

    /// <summary>In 1/10000 share.</summary>
    public long Quantity10000 { get; set; }

    public static string Table => "parties_share";

    public static BulkColumn[] Columns { get; } =
    [
        new("collective_id", BulkKind.Integer), new("member_no", BulkKind.Text), new("class_code", BulkKind.Text),
        new("quantity10000", BulkKind.Integer), .. Facts.TimeColumns,
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(CollectiveId);
        writer.Write(MemberNo);
        writer.Write(ClassCode);
        writer.Write(Quantity10000);
        writer.WriteTimes(this);
    }
}
