using Baotuan.Platform.Registers;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Industry.Outputs;

/// <summary>
/// What a firm reported of a month (产值, current prices). Append-only with two times: <see cref="Fact.ValidFrom"/> is the first day of the month, a
/// correction is a further vintage with a reason. Key: firm, series.
/// </summary>
internal sealed class OutputRow : Fact, INumbered
{
    public const string TableName = "industry_output";

    public long Id { get; set; }
    public long FirmId { get; set; }

    /// <summary>See <see cref="Contracts.OutputSeries"/>.</summary>
    public string Series { get; set; } = "";

    /// <summary>Of the month alone; empty where only the sum of the year was reported, as January and February are.</summary>
    public long? MonthFen { get; set; }

    /// <summary>From January to the month.</summary>
    public long CumulativeFen { get; set; }

    /// <summary>上年同期同口径: the same firm, January to the same month of the year before, as reported with this figure.</summary>
    public long? BaseFen { get; set; }

    /// <summary>See <see cref="OutputStates"/>.</summary>
    public string State { get; set; } = "";

    /// <summary>Why it was corrected; empty for the first vintage.</summary>
    public string Reason { get; set; } = "";
}

/// <summary>How firm a figure is.</summary>
internal static class OutputStates
{
    public const string Normal = "normal";

    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(Normal, "正常"), ("provisional", "初步数"), ("estimated", "推算数"), ("final", "最终核实数")];
}
