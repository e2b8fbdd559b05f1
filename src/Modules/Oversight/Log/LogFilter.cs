using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Log;

/// <summary>The query string of the log, for the page and its download. What cannot be read is named and left out.</summary>
/// <param name="InWords">What the file was narrowed by; stands in the log when it is taken away.</param>
internal sealed record LogFilter(LogQuery Query, IReadOnlyList<string> Unread, string InWords)
{
    private static readonly (string Name, string Chinese)[] Names =
    [
        ("who", "人员"), ("from", "从"), ("to", "到"), ("kind", "类别"), ("action", "动作"), ("subject", "对象"), ("field", "字段"), ("org", "单位"), ("q", "内容"),
    ];

    public static async Task<LogFilter> ReadAsync(BaotuanDb db, Func<string, string?> value, CancellationToken cancel)
    {
        var unread = new List<string>();
        var organization = value("org") is { } code ? await Organizations.ByCodeAsync(db, code, cancel) : null;
        if (value("org") is not null && organization is null)
        {
            unread.Add($"没有编码为 {value("org")} 的组织");
        }

        foreach (var (name, chinese) in Names.Where(n => n.Name is "from" or "to" && value(n.Name) is not null && LogTime.End(value(n.Name)) is null))
        {
            unread.Add($"“{chinese}”请写成 2024-01-31 或 2024-01-31T09:00");
        }

        return new(
            new(value("who"), LogTime.Start(value("from")), LogTime.End(value("to")), value("kind"), value("action"), value("subject"), value("field"),
                organization?.Id, value("q")),
            unread,
            string.Join("，", Names.Where(n => value(n.Name) is not null).Select(n => $"{n.Chinese} {value(n.Name)}")));
    }
}
