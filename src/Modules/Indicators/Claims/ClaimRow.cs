using Baotuan.Proofs.Contracts;
using Baotuan.Platform.Registers;

namespace Baotuan.Indicators.Claims;

/// <summary>
/// A number in a published sentence, as it was printed. Append-only with two times: <see cref="Fact.ValidFrom"/> is the day of the page. It is compared
/// with our own number where one is bound to it, and never changed to agree. Key: code.
/// </summary>
internal sealed class ClaimRow : Fact, INumbered
{
    public const string TableName = "indicators_claim";

    public long Id { get; set; }

    /// <summary>Number of the claim in its source: F40.</summary>
    public string Code { get; set; } = "";

    /// <summary>Paper, page, document.</summary>
    public string Source { get; set; } = "";

    /// <summary>The words that hold the number.</summary>
    public string Text { get; set; } = "";

    /// <summary>Whom or what it is about, in words.</summary>
    public string About { get; set; } = "";

    /// <summary>The number with the decimals that were printed; empty where the sentence has none.</summary>
    public string Printed { get; set; } = "";

    /// <summary>See <see cref="Contracts.MeasureUnits"/>; empty without a number.</summary>
    public string Unit { get; set; } = "";

    /// <summary>exact, at_least, about, forecast.</summary>
    public string Qualifier { get; set; } = "";
    public DateOnly? PeriodStart { get; set; }
    public DateOnly? PeriodEnd { get; set; }

    /// <summary>The indicator that computes it; empty while nothing does.</summary>
    public string Indicator { get; set; } = "";
    public string Scope { get; set; } = "";

    /// <summary>The same number had been printed as of this earlier day; then it is no news of the later one.</summary>
    public DateOnly? EarlierOn { get; set; }
    public string EarlierSource { get; set; } = "";

    /// <summary>What would have to be recorded for it to be computed; empty where something is bound.</summary>
    public string Awaits { get; set; } = "";
}
