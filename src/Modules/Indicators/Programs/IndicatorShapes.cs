using System.ComponentModel;
using Baotuan.Indicators.Contracts;
using Baotuan.Parties.Contracts;

namespace Baotuan.Indicators.Programs;

/// <summary>A version of a definition as programs take it.</summary>
internal sealed record IndicatorShape(
    string Code, [property: Description("第几版；程序自带的是 0")] int Version, DateOnly ValidFrom, string Name, string NameEn, [property: Description("单位代码")] string Unit,
    [property: Description("可以按什么看：place 地方，venture 项目")] IReadOnlyList<string> Dimensions, [property: Description("instant 时点，year 年度，span 期间累计")] string PeriodType,
    [property: Description("口径：exact、at_least、about、forecast")] string Qualifier, string Definition)
{
    public static IndicatorShape Of(IndicatorInfo i) => new(i.Code, i.Version, i.ValidFrom, i.Name, i.NameEn, i.Unit.Code, i.Dimensions, i.PeriodType, i.Qualifier, i.Definition);
}

/// <summary>How many of those who have to report did.</summary>
internal sealed record CoverageShape(
    [property: Description("应报")] long Expected, [property: Description("报了数的，0 也是数")] long Values, [property: Description("报了“无可报”的")] long Blanks, [property: Description("没有报的")] long Missing);

/// <summary>A reading as programs take it: exact as a fraction, and as a decimal of the unit.</summary>
internal sealed record ReadingShape(
    IndicatorShape Indicator,
    [property: Description("数值，最多六位小数；没有时为空")] string? Value,
    [property: Description("准确的数值，写成整数或分数")] string? ValueExact,
    string Scope, string ScopeName, [property: Description("期间，如 2022、2022-Q1")] string Period,
    [property: Description("按什么时候所知，Unix 毫秒；空是现在所知的全部")] long? KnownAtMs,
    [property: Description("由几条记录算出")] long Records,
    [property: Description("列出这些记录的网页")] string RecordsPage,
    [property: Description("没有人要报时为空")] CoverageShape? Coverage)
{
    public static ReadingShape Of(Reading r) => new(
        IndicatorShape.Of(r.Indicator), r.Value?.ToDecimalString(6), r.Value?.ToString(), r.Scope.Code, r.Scope.Name, r.Period.Code, r.KnownAtMs == long.MaxValue ? null : r.KnownAtMs, r.Records,
        r.RecordsAddress, r.Coverage is { } c ? new(c.Expected, c.Values, c.Blanks, c.Missing) : null);
}

/// <summary>A record that a reading counted.</summary>
internal sealed record RecordShape(
    [property: Description("组织编码；没有时为空")] string? Organization, string? OrganizationName, string Text, DateOnly On, [property: Description("数值，最多六位小数")] string Value,
    [property: Description("准确的数值，写成整数或分数")] string ValueExact, [property: Description("记录的网页")] string Page, [property: Description("登记时间，Unix 毫秒")] long RecordedAtMs)
{
    public static RecordShape Of(CountedRecord r, IReadOnlyDictionary<long, OrganizationInfo> names) => new(
        r.OrganizationId is { } id ? names[id].Code : null, r.OrganizationId is { } named ? names[named].Name : null, r.Text, r.On, r.Value.ToDecimalString(6), r.Value.ToString(), r.Href, r.RecordedAtMs);
}

/// <summary>A part of the records of a reading.</summary>
internal sealed record RecordPageShape([property: Description("共几条")] long Count, int Skip, IReadOnlyList<RecordShape> Records);
