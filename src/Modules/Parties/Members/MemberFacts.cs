using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Members;

/// <summary>A household of a collective. Key: collective, household number.</summary>
internal sealed class Household : Fact, IBulkRow<Household>
{
    public long CollectiveId { get; set; }
    public string HouseholdNo { get; set; } = "";

    /// <summary>Villagers' group, for the sheet on the wall.</summary>
    public string GroupName { get; set; } = "";

    /// <summary>Member number of the household's representative; empty when none is named.</summary>
    public string HeadNo { get; set; } = "";

    public static string Table => "parties_household";

    public static BulkColumn[] Columns { get; } =
    [
        new("collective_id", BulkKind.Integer), new("household_no", BulkKind.Text),
        new("group_name", BulkKind.Text), new("head_no", BulkKind.Text), .. Facts.TimeColumns,
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(CollectiveId);
        writer.Write(HouseholdNo);
        writer.Write(GroupName);
        writer.Write(HeadNo);
        writer.WriteTimes(this);
    }
}

/// <summary>A natural person as one collective knows him. Personal fields are sealed (see FieldProtector).</summary>
internal sealed class Person : Fact, IBulkRow<Person>
{
    public long CollectiveId { get; set; }
    public string MemberNo { get; set; } = "";
    public string Name { get; set; } = "";
    public byte[]? CitizenId { get; set; }
    public byte[]? Phone { get; set; }
    public byte[]? BankAccount { get; set; }

    public static string Table => "parties_person";

    public static BulkColumn[] Columns { get; } =
    [
        new("collective_id", BulkKind.Integer), new("member_no", BulkKind.Text), new("name", BulkKind.Text),
        new("citizen_id", BulkKind.Bytes), new("phone", BulkKind.Bytes), new("bank_account", BulkKind.Bytes), .. Facts.TimeColumns,
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(CollectiveId);
        writer.Write(MemberNo);
        writer.Write(Name);
        writer.WriteOrNull(CitizenId);
        writer.WriteOrNull(Phone);
        writer.WriteOrNull(BankAccount);
        writer.WriteTimes(this);
    }
}

/// <summary>Membership of a collective (农村集体经济组织法 art. 11–18): belongs to a household; may end, with a reason.</summary>
internal sealed class Membership : Fact, IBulkRow<Membership>
{
    public long CollectiveId { get; set; }
    public string MemberNo { get; set; } = "";
    public string HouseholdNo { get; set; } = "";
    public bool Ended { get; set; }
    public string Reason { get; set; } = "";

    public static string Table => "parties_membership";

    public static BulkColumn[] Columns { get; } =
    [
        new("collective_id", BulkKind.Integer), new("member_no", BulkKind.Text), new("household_no", BulkKind.Text),
        new("ended", BulkKind.Boolean), new("reason", BulkKind.Text), .. Facts.TimeColumns,
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(CollectiveId);
        writer.Write(MemberNo);
        writer.Write(HouseholdNo);
        writer.Write(Ended);
        writer.Write(Reason);
        writer.WriteTimes(this);
    }
}
