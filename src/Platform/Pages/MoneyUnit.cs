using Baotuan.Kernel;
using Microsoft.AspNetCore.Components;

namespace Baotuan.Platform.Pages;

/// <summary>In which unit the amounts of a page are shown. The shell hands it down to every page, read from ?unit=wan.</summary>
public enum MoneyUnit
{
    Yuan,
    Wan,
}

/// <summary>Names and texts of the units.</summary>
public static class MoneyUnits
{
    public static MoneyUnit Read(NavigationManager navigation) =>
        navigation.Query("unit") == "wan" ? MoneyUnit.Wan : MoneyUnit.Yuan;

    /// <summary>For a column head: 金额（元）.</summary>
    public static string Name(this MoneyUnit unit) => unit == MoneyUnit.Wan ? "万元" : "元";

    /// <summary>The exact amount in this unit with separators.</summary>
    public static string Format(this MoneyUnit unit, Money amount) =>
        unit == MoneyUnit.Wan ? amount.FormatWan() : amount.Format();
}
