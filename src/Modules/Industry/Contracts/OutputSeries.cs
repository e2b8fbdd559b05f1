namespace Baotuan.Industry.Contracts;

/// <summary>Where output figures come from. The two are never added up or divided by one another.</summary>
public static class OutputSeries
{
    /// <summary>As reported to the statistics office.</summary>
    public const string Official = "official";

    /// <summary>As the township or zone asks its firms month by month for its own work; no statistics.</summary>
    public const string Dispatch = "dispatch";

    /// <summary>Code and Chinese, which stands at every figure.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(Official, "统计口径"), (Dispatch, "调度口径（非统计数据）")];

    public static string Chinese(string code) => All.FirstOrDefault(s => s.Code == code).Chinese ?? code;
}
