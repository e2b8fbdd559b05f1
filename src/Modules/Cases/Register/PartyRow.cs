namespace Baotuan.Cases.Register;

/// <summary>A party to a case. Append-only; name and contact are sealed, and found by a digest of the name alone.</summary>
internal sealed class PartyRow
{
    public const string TableName = "cases_party";

    public long CaseId { get; set; }

    /// <summary>From 1.</summary>
    public int PartyNo { get; set; }
    public string Side { get; set; } = "";

    /// <summary>Where it is an organisation of the register: a firm.</summary>
    public long? OrganizationId { get; set; }
    public byte[] Name { get; set; } = [];
    public byte[] Contact { get; set; } = [];

    /// <summary>Keyed digest of the name.</summary>
    public byte[] NameDigest { get; set; } = [];
    public long RecordedAtMs { get; set; }
}
