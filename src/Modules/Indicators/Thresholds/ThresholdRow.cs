using Baotuan.Proofs.Contracts;
using Baotuan.Platform.Registers;

namespace Baotuan.Indicators.Thresholds;

/// <summary>
/// One condition of a threshold from a day on, for a region. Conditions of one region, rule and day are joined by AND. Append-only with two times.
/// Key: region, rule, indicator.
/// </summary>
internal sealed class ThresholdRow : Fact, INumbered
{
    public const string TableName = "indicators_threshold";

    public long Id { get; set; }

    /// <summary>First digits of the division code, or * for all.</summary>
    public string Region { get; set; } = "";

    /// <summary>See <see cref="ThresholdRules"/>.</summary>
    public string Rule { get; set; } = "";
    public string Indicator { get; set; } = "";

    /// <summary>at_least, above, at_most, below.</summary>
    public string Comparison { get; set; } = "";

    /// <summary>In fen.</summary>
    public long LimitFen { get; set; }

    /// <summary>Document or report that it stands in.</summary>
    public string Basis { get; set; } = "";
}

/// <summary>What a threshold decides, and how its conditions compare.</summary>
internal static class ThresholdRules
{
    /// <summary>A village that does not meet all conditions of the year is weak.</summary>
    public const string Target = "target";

    /// <summary>A village that is not weak becomes weak when all hold.</summary>
    public const string Enter = "enter";

    /// <summary>A weak village is weak no more when all hold.</summary>
    public const string Leave = "leave";

    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(Target, "达标"), (Enter, "进入"), (Leave, "退出")];

    public static readonly IReadOnlyList<(string Code, string Chinese)> Comparisons = [("at_least", "不低于"), ("above", "高于"), ("at_most", "不高于"), ("below", "低于")];
}
