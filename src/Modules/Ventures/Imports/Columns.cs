using Baotuan.Platform.Sheets;

namespace Baotuan.Ventures.Imports;

/// <summary>Columns that several sheets share, so that the same thing is asked for in the same words.</summary>
internal static class Columns
{
    public static SheetColumn Venture() => new("venture", "项目", SheetColumnKind.Code) { Required = true, Help = "项目编码", Example = "ZCY" };

    public static SheetColumn Phase(bool required = true) =>
        new("phase", "期", SheetColumnKind.Code) { Required = required, Help = required ? "期号" : "期号；不填表示全部各期", Example = "1" };

    public static SheetColumn Holder(string name = "holder", string chinese = "出资方") =>
        new(name, chinese, SheetColumnKind.Code) { Required = true, Help = "组织编码", Example = "V001" };

    public static SheetColumn Organization(string name, string chinese, string help) => new(name, chinese, SheetColumnKind.Code) { Help = help };

    public static SheetColumn Date(string name, string chinese, string help, bool required = true) =>
        new(name, chinese, SheetColumnKind.Date) { Required = required, Help = help, Example = "2018-01-01" };

    public static SheetColumn Note(string name, string chinese) => new(name, chinese, SheetColumnKind.Text) { MaxLength = 500 };

    public static SheetColumn Choice(string name, string chinese, IEnumerable<(string Code, string Chinese)> choices, string help) =>
        new(name, chinese, SheetColumnKind.Choice) { Required = true, Help = help, Choices = [.. choices.Select(c => new SheetChoice(c.Code, c.Chinese))] };

    public static readonly IReadOnlyList<(string Code, string Chinese)> Qualifiers =
        [("exact", "准确"), ("at_least", "至少"), ("about", "约"), ("forecast", "预计")];
}
