using Baotuan.Industry.Chains;
using Baotuan.Industry.Outputs;
using Baotuan.Industry.Releases;
using Baotuan.Industry.Scopes;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry;

/// <summary>What of the module is in the log: every version of every row. Figures of firms are committed to, not shown.</summary>
internal static class IndustryLeaves
{
    public static readonly RowSource<ChainRow> Chains = new("industry-chain", "产业链", c => c.Id, c => [("chain", c.Code), ("valid_from", $"{c.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<ChainMemberRow> Members = new("chain-member", "链上企业", m => m.Id, m => [("chain", m.Chain), ("valid_from", $"{m.ValidFrom:yyyy-MM-dd}")]);

    public static readonly RowSource<ScopeRow> Scopes = new("scope-entry", "规上企业名单", s => s.Id, s => [("series", s.Series), ("from", $"{s.ValidFrom:yyyy-MM}")]);

    public static readonly RowSource<OutputRow> Outputs = new("output-report", "产值月报", o => o.Id, o => [("series", o.Series), ("month", $"{o.ValidFrom:yyyy-MM}")]);

    public static readonly RowSource<ReleaseRow> Releases = new("output-release", "产值公布", r => r.Id, r => [("series", r.Series), ("month", $"{r.Month:yyyy-MM}")]);

    public static readonly RowSource<ReleaseCellRow> ReleaseCells = new("released-number", "公布的产值", c => c.ReleaseId, c => [("quantity", c.Quantity), ("chains", c.Chains), ("value_fen", $"{c.ValueFen}")]);

    public static readonly IReadOnlyList<ILeafSource> All = [Chains, Members, Scopes, Outputs, Releases, ReleaseCells];
}
