using Baotuan.Platform.Registers;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry.Scopes;

/// <summary>
/// A firm on the list of a series (规上企业名单) from a month to a month: coming in is 升规, going out is 退规. Append-only with two times;
/// <see cref="Fact.ValidFrom"/> is the first day of the first month. Key: firm, series.
/// </summary>
internal sealed class ScopeRow : Fact, INumbered
{
    public const string TableName = "industry_scope";

    public long Id { get; set; }
    public long FirmId { get; set; }

    /// <summary>See <see cref="Contracts.OutputSeries"/>.</summary>
    public string Series { get; set; } = "";

    /// <summary>Last day of the last month; empty while it lasts.</summary>
    public DateOnly? ValidTo { get; set; }
    public string Note { get; set; } = "";
}
