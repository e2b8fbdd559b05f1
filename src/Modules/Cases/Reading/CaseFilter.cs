using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Retention;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Cases.Reading;

/// <summary>The conditions of the list as they stand in its address, the same for the page and its file.</summary>
/// <param name="Unread">Conditions that could not be read, in words.</param>
internal sealed record CaseFilter(CaseQuery Query, string InWords, IReadOnlyList<string> Unread)
{
    public static readonly string[] Names = ["kind", "state", "category", "channel", "lead", "subject", "late", "from", "to", "retention", "q"];

    public static readonly IReadOnlyList<FieldOption> Late = [new("open", "没有办结"), new("overdue", "已逾期")];

    /// <param name="value">A condition by its name; null where there is none.</param>
    public static async Task<CaseFilter> ReadAsync(BaotuanDb db, Func<string, string?> value, CancellationToken cancel)
    {
        var conditions = new Conditions(value);
        async Task<long?> OrganizationAsync(string name)
        {
            if (value(name) is not { } code)
            {
                return null;
            }

            var organization = await Organizations.ByCodeAsync(db, code, cancel);
            if (organization is null)
            {
                conditions.Miss($"没有编码为 {code} 的单位");
            }

            return organization?.Id;
        }

        var kind = CaseKinds.Find(value("kind"));
        if (value("kind") is { } typed && kind is null)
        {
            conditions.Miss($"没有种类 {typed}");
        }

        // nothing that could be looked for is no condition at all
        if (value("q") is { } text && Bigrams.Fold(text).Length == 0)
        {
            conditions.Miss($"要找的“{text}”里没有字，也没有数字");
        }

        var late = conditions.OneOf("late", "期限", Late);
        var query = new CaseQuery(
            kind?.Code, value("state"), value("category"), value("channel"), await OrganizationAsync("lead"), await OrganizationAsync("subject"), late == "overdue",
            late == "open", conditions.Day("from", "受理自"), conditions.Day("to", "受理至"), value("q"), Retention: value("retention"));
        return new(query, string.Join("，", Names.Select(n => value(n) is { Length: > 0 } v ? Words(n, v, kind) : null).OfType<string>()) is { Length: > 0 } words ? words : "全部", conditions.Unread);
    }

    private static string Words(string name, string value, CaseKind? kind) => name switch
    {
        "kind" => $"种类：{kind?.Chinese ?? value}",
        "state" => $"状态：{kind?.StateName(value) ?? value}",
        "category" => $"类别：{kind?.CategoryName(value) ?? value}",
        "channel" => $"来源：{CaseChannels.Chinese(value)}",
        "lead" => $"承办单位：{value}",
        "subject" => $"事发地或问题单位：{value}",
        "late" => value == "overdue" ? "已逾期" : "没有办结",
        "from" => $"受理自 {value}",
        "to" => $"受理至 {value}",
        "retention" => $"保管类别：{RetentionClass.Lines.FirstOrDefault(l => l.Code == value)?.Chinese ?? value}",
        _ => $"编号或标题有“{value}”",
    };
}
