using Baotuan.Platform.Registers;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry.Chains;

/// <summary>An industry chain (产业链) from a day on. Append-only with two times. Key: code.</summary>
internal sealed class ChainRow : Fact, INumbered
{
    public const string TableName = "industry_chain";

    public long Id { get; set; }
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>See <see cref="ChainKinds"/>.</summary>
    public string Kind { get; set; } = "";
}

/// <summary>What a place calls its chains; nothing is computed from it but their number.</summary>
internal static class ChainKinds
{
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [("leading", "主导产业"), ("pillar", "支柱产业"), ("other", "其他")];
}

/// <summary>
/// A firm in a chain, from a day to a day, with its role. Append-only with two times; a later start goes before an earlier one. Key: firm, chain.
/// </summary>
internal sealed class ChainMemberRow : Fact, INumbered
{
    public const string TableName = "industry_chain_member";

    public long Id { get; set; }

    /// <summary>Organisation of the kind enterprise.</summary>
    public long FirmId { get; set; }
    public string Chain { get; set; } = "";

    /// <summary>See <see cref="ChainRoles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>Last day; empty while it lasts.</summary>
    public DateOnly? ValidTo { get; set; }
}

/// <summary>What a firm is in a chain.</summary>
internal static class ChainRoles
{
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [("member", "链上企业"), ("chain_leader", "链主企业"), ("chain_strengthener", "强链企业")];
}
