using Baotuan.Proofs.Contracts;
using Baotuan.Platform.Registers;

namespace Baotuan.Indicators.Definitions;

/// <summary>
/// A definition of an indicator from a day on, as an installation registered it. Append-only with two times: what was published by an earlier
/// version stays computable by it. Key: code.
/// </summary>
internal sealed class DefinitionRow : Fact, INumbered
{
    public const string TableName = "indicators_definition";

    public long Id { get; set; }
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";
    public string NameEn { get; set; } = "";

    /// <summary>See <see cref="Contracts.MeasureUnits"/>.</summary>
    public string Unit { get; set; } = "";

    /// <summary>instant, year, span.</summary>
    public string PeriodType { get; set; } = "";
    public string Computation { get; set; } = "";
    public string Argument { get; set; } = "";

    /// <summary>exact, at_least, about, forecast.</summary>
    public string Qualifier { get; set; } = "";

    /// <summary>What counts and what does not, in Chinese.</summary>
    public string Definition { get; set; } = "";
}
