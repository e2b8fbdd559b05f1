using System.Globalization;
using System.Numerics;
using Baotuan.Kernel;

namespace Baotuan.Indicators.Contracts;

/// <summary>What a number counts. Numbers of one dimension can be compared; persons and person-times cannot.</summary>
/// <param name="Code">As in files.</param>
/// <param name="Chinese">Behind the number.</param>
/// <param name="Dimension">money, area, person …</param>
/// <param name="Factor">How many base units of the dimension one is: 10,000 for 万元.</param>
public sealed record MeasureUnit(string Code, string Chinese, string Dimension, Rational Factor)
{
    private bool IsMoney => Dimension == "money";

    /// <summary>The number for people: "77,000,000.00", "42.777777…"; exact ones without a mark.</summary>
    public string Text(Rational value)
    {
        var plain = value.ToDecimalString(6);
        var point = plain.IndexOf('.');
        var whole = point < 0 ? plain : plain[..point];
        var rest = point < 0 ? "" : plain[point..];
        if (IsMoney && rest.Length < 3)
        {
            rest = (rest.Length == 0 ? "." : rest).PadRight(3, '0');
        }

        return Dimension == "year" ? plain : Grouped(whole) + rest;
    }

    /// <summary>With its unit.</summary>
    public string TextWithUnit(Rational value) => $"{Text(value)} {Chinese}";

    private static string Grouped(string whole)
    {
        var digits = whole.TrimStart('-');
        return (whole[0] == '-' ? "-" : "") + BigInteger.Parse(digits, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);
    }
}

/// <summary>The units that indicators and published figures use.</summary>
public static class MeasureUnits
{
    public static readonly IReadOnlyList<MeasureUnit> All =
    [
        new("yuan", "元", "money", 1), new("wan_yuan", "万元", "money", 10_000), new("yi_yuan", "亿元", "money", 100_000_000),
        new("mu", "亩", "area", new Rational(2000, 3)), new("m2", "平方米", "area", 1), new("km2", "平方公里", "area", 1_000_000),
        new("percent", "%", "ratio", new Rational(1, 100)),
        new("village", "个村", "village", 1), new("organization", "家", "organization", 1), new("venture", "个项目", "venture", 1), new("phase", "期", "phase", 1),
        new("person", "人", "person", 1), new("wan_person", "万人", "person", 10_000), new("person_time", "人次", "person_time", 1), new("household", "户", "household", 1),
        new("firm", "家企业", "firm", 1), new("event", "场（次）", "event", 1), new("case", "起", "case", 1), new("workshop", "家工坊", "workshop", 1),
        new("item", "项", "item", 1), new("product", "种", "product", 1), new("river", "条", "river", 1), new("set", "台", "set", 1), new("wan_set", "万台", "set", 10_000),
        new("year", "年", "year", 1), new("duration_year", "年（时长）", "duration", 1), new("rank", "名", "rank", 1), new("metre", "米", "length", 1),
    ];

    public static MeasureUnit? Find(string code) => All.FirstOrDefault(u => u.Code == code);

    /// <summary>The unit of a definition or claim that was checked when it came in.</summary>
    public static MeasureUnit Of(string code) => Find(code) ?? throw new InvalidOperationException($"unknown unit {code}");
}

/// <summary>How exactly a number is meant; it is shown with the number wherever that stands.</summary>
public static class NumberQualifiers
{
    public const string Exact = "exact";
    public const string AtLeast = "at_least";
    public const string About = "about";
    public const string Forecast = "forecast";

    /// <summary>Code and Chinese.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(Exact, "准确"), (AtLeast, "至少"), (About, "约"), (Forecast, "预计")];

    public static string Chinese(string code) => All.FirstOrDefault(q => q.Code == code).Chinese ?? code;
}
