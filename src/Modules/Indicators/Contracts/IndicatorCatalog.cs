using Baotuan.Indicators.Definitions;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Contracts;

/// <summary>How the period of a reading is meant.</summary>
public static class PeriodTypes
{
    /// <summary>At the end of the last day.</summary>
    public const string Instant = "instant";

    /// <summary>Of whole calendar years.</summary>
    public const string Year = "year";

    /// <summary>Over any days.</summary>
    public const string Span = "span";

    /// <summary>Code and Chinese.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(Instant, "时点"), (Year, "年度"), (Span, "期间累计")];

    public static string Chinese(string code) => All.FirstOrDefault(t => t.Code == code).Chinese ?? code;
}

/// <summary>One version of an indicator.</summary>
/// <param name="Version">1, 2, 3 … in the order of the days from which they hold.</param>
/// <param name="Dimension">place, venture, or both joined by +: which scopes it can be asked over.</param>
/// <param name="Computation">Which computation makes the number.</param>
/// <param name="Qualifier">How exactly the number is meant; see <see cref="NumberQualifiers"/>.</param>
/// <param name="RecordedAtMs">0 for those that the program brings.</param>
public sealed record IndicatorInfo(
    string Code, int Version, DateOnly ValidFrom, string Name, string NameEn, MeasureUnit Unit, string Dimension, string PeriodType,
    string Computation, string Argument, string Qualifier, string Definition, long RecordedAtMs)
{
    public bool IsBuiltIn => RecordedAtMs == 0;

    /// <summary>A line of the file <c>rules/indicators.csv</c> of a module.</summary>
    public static IndicatorInfo BuiltIn(IReadOnlyDictionary<string, string> line) => new(
        line["code"], 0, RuleFile.Day(line["valid_from"]), line["name"], line["name_en"], MeasureUnits.Of(line["unit"]), line["dimension"], line["period_type"],
        line["computation"], line["argument"], line["qualifier"], line["definition"], 0);

    public IReadOnlyList<string> Dimensions => Dimension.Split('+');
}

/// <summary>Indicators by definition: those that the program brings, and versions that an installation registered.</summary>
public static class IndicatorCatalog
{
    /// <summary>Every version known at a time, by code and version. Asks <c>indicators:reading:read</c>.</summary>
    public static Task<IReadOnlyList<IndicatorInfo>> ListAsync(BaotuanDb db, long knownAtMs, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.ReadingRead);
        return ReadDefinitions.AllAsync(db, knownAtMs, cancel);
    }
}
