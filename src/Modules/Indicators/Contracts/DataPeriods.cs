using Baotuan.Kernel;

namespace Baotuan.Indicators.Contracts;

/// <summary>How often a data set asks.</summary>
public static class DataPeriods
{
    public const string Month = "month";
    public const string Quarter = "quarter";
    public const string Half = "half_year";
    public const string Year = "year";

    /// <summary>Code, Chinese, months, and how a period is written.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese, int Months, string Example)> All =
        [(Month, "每月", 1, "2022-11"), (Quarter, "每季度", 3, "2022-Q4"), (Half, "每半年", 6, "2022-H2"), (Year, "每年", 12, "2022")];

    public static string Chinese(string code) => All.FirstOrDefault(t => t.Code == code).Chinese ?? code;

    /// <summary>How a period of this type is written.</summary>
    public static string Example(string code) => All.First(t => t.Code == code).Example;

    /// <summary>The period of this type that a day lies in.</summary>
    public static Period Of(string type, DateOnly day)
    {
        var months = All.First(t => t.Code == type).Months;
        var first = new DateOnly(day.Year, (day.Month - 1) / months * months + 1, 1);
        return new(first, first.AddMonths(months).AddDays(-1));
    }

    /// <summary>Whether a period is one of this type, no part of one and no two.</summary>
    public static bool Fits(string type, Period period) => Of(type, period.Start) == period;

    /// <summary>The period before.</summary>
    public static Period Before(string type, Period period) => Of(type, period.Start.AddDays(-1));

    /// <summary>The last period that is over on a day.</summary>
    public static Period LastOver(string type, DateOnly today) => Before(type, Of(type, today));
}
