using System.CommandLine;
using System.CommandLine.Parsing;
using Baotuan.Kernel;

namespace Baotuan.App.Commands;

/// <summary>Options that every command has, and the readers of field types.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Data = new("--data")
    {
        Description = "数据目录（SQLite 数据库、密钥、备份）。默认取环境变量 BAOTUAN_DATA，再默认 baotuan-data。", HelpName = "DIR", Recursive = true,
    };

    public static readonly Option<string?> Database = new("--database")
    {
        Description = "PostgreSQL 连接串；不填则用数据目录里的 SQLite。", HelpName = "CONNECTION", Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "输出 JSON，金额是带两位小数的文字。", Recursive = true };

    public static readonly IReadOnlyList<Option> All = [Data, Database, Json];

    public static Option<string> Venture(bool required = true) => new("--venture") { Description = "项目编码，例如 ZCY。", HelpName = "CODE", Required = required };

    public static Option<string?> Phase() => new("--phase") { Description = "只算这一期。", HelpName = "CODE" };

    public static Option<string> Holder() => new("--holder") { Description = "组织编码（村集体或联合公司）。", HelpName = "CODE", Required = true };

    public static Option<Period?> PeriodOption(string name = "--period", string description = "期间：2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30。") => new(name)
    {
        Description = description, HelpName = "PERIOD", Required = true,
        CustomParser = result => Read(result, text => Period.TryParse(text, out var value) ? value : (Period?)null,
            "期间要写成 2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30。"),
    };

    public static Option<DateOnly?> Date(string name, string description, bool required = false) => new(name)
    {
        Description = description, HelpName = "yyyy-MM-dd", Required = required,
        CustomParser = result => Read(result, text => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var value) ? value : (DateOnly?)null,
            $"{name} 要写成 yyyy-MM-dd，例如 2018-12-31。"),
    };

    public static Option<Money?> Amount(string name, string description, bool required = false) => new(name)
    {
        Description = description, HelpName = "AMOUNT", Required = required,
        CustomParser = result =>
        {
            if (Money.TryParse(result.Tokens.Single().Value, out var value, out var problem))
            {
                return value;
            }

            result.AddError($"{name}：{problem.Chinese()}");
            return null;
        },
    };

    private static T? Read<T>(ArgumentResult result, Func<string, T?> read, string problem)
        where T : struct
    {
        var value = read(result.Tokens.Single().Value);
        if (value is null)
        {
            result.AddError(problem);
        }

        return value;
    }
}
