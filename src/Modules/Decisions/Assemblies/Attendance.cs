using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Assemblies;

/// <summary>One entitled member at an assembly, himself or by proxy. The key begins with the collective. Append-only.</summary>
internal sealed class Attendance : IBulkRow<Attendance>
{
    public const string TableName = "decisions_attendance";

    public long CollectiveId { get; set; }
    public long AssemblyId { get; set; }
    public string MemberNo { get; set; } = "";

    /// <summary>Who came in his stead; empty when he came himself.</summary>
    public string ProxyNo { get; set; } = "";

    /// <summary>for, against, abstain; empty in a secret ballot.</summary>
    public string Vote { get; set; } = "";

    public static string Table => TableName;

    public static BulkColumn[] Columns { get; } =
    [
        new("collective_id", BulkKind.Integer), new("assembly_id", BulkKind.Integer), new("member_no", BulkKind.Text),
        new("proxy_no", BulkKind.Text), new("vote", BulkKind.Text),
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(CollectiveId);
        writer.Write(AssemblyId);
        writer.Write(MemberNo);
        writer.Write(ProxyNo);
        writer.Write(Vote);
    }
}

/// <summary>A member elected representative from a day until a day. Key: collective, member, valid from.</summary>
internal sealed class Representative : Fact, IBulkRow<Representative>
{
    public const string TableName = "decisions_representative";

    public long CollectiveId { get; set; }
    public string MemberNo { get; set; } = "";

    /// <summary>The last day of the term (five years, 农村集体经济组织法 art. 28).</summary>
    public DateOnly ValidTo { get; set; }

    public static string Table => TableName;

    public static BulkColumn[] Columns { get; } =
        [new("collective_id", BulkKind.Integer), new("member_no", BulkKind.Text), new("valid_to", BulkKind.Date), .. Facts.TimeColumns];

    public void Write(BulkWriter writer)
    {
        writer.Write(CollectiveId);
        writer.Write(MemberNo);
        writer.Write(ValidTo);
        writer.WriteTimes(this);
    }
}
