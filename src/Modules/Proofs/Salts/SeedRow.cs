namespace Baotuan.Proofs.Salts;

/// <summary>
/// From what the secrets of an organisation and its members are derived, until one of them is erased: then each remaining secret is written out
/// (<see cref="SecretRow"/>) and the seed is gone. Neither table is append-only, because erasing is what they are for.
/// </summary>
internal sealed class SeedRow
{
    public long OrganizationId { get; set; }

    /// <summary>32 bytes; null once it was spent.</summary>
    public byte[]? Seed { get; set; }
}

/// <summary>A secret that stands by itself. Who gets new leaves after his secret was erased has a new one for those.</summary>
internal sealed class SecretRow
{
    public long OrganizationId { get; set; }

    /// <summary>Empty for the organisation itself.</summary>
    public string MemberNo { get; set; } = "";

    /// <summary>Salts the leaves from this index on, until the next secret of the same member.</summary>
    public long FirstIndex { get; set; }

    /// <summary>32 bytes; null once erased.</summary>
    public byte[]? Secret { get; set; }
}
