using System.Globalization;
using Baotuan.Oversight.Log;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight;

/// <summary>
/// Says subjects (<c>voucher/34</c>, <c>member/17/0001/bank_account</c>) in words and knows the addresses of their pages. A
/// subject of an unknown form is shown as it is.
/// </summary>
internal sealed class SubjectNames
{
    private static readonly Dictionary<string, (string Chinese, string Page)> Numbered = new()
    {
        ["voucher"] = ("凭证", "/vouchers/"), ["distribution"] = ("分红", "/distributions/"), ["payment"] = ("分红付款", "/payments/"),
        ["cascade"] = ("收益分配", "/cascades/"), ["batch"] = ("导入批次", "/imports/"), ["finding"] = ("发现问题", "/findings/"),
        ["proposal"] = ("方案", "/proposals/"), ["case"] = ("办件", "/cases/"), ["case-meeting"] = ("联席会议", "/cases/meetings/"), ["review"] = ("三问", "/three-questions/"), ["release"] = ("三问结果", "/three-questions/releases/"), ["webhook"] = ("推送", "/webhooks/"),
        ["bank_batch"] = ("代发批次", "/bank-batches/"), ["notice"] = ("公告", "/disclosure/notices/"),
    };

    private IReadOnlyDictionary<long, OrganizationInfo> _organizations = new Dictionary<long, OrganizationInfo>();
    private readonly Dictionary<(long, string), string> _members = [];
    private IReadOnlyDictionary<long, string> _people = new Dictionary<long, string>();

    public static async Task<SubjectNames> LoadAsync(
        BaotuanDb db, IEnumerable<string> subjects, IEnumerable<long> organizationIds, CancellationToken cancel)
    {
        var parts = subjects.Distinct().Select(s => s.Split('/')).ToList();
        var names = new SubjectNames
        {
            _organizations = await Organizations.ByIdsAsync(
                db, parts.Where(p => p.Length > 1 && p[0] is "member" or "organization" or "roll").Select(p => Number(p[1]))
                    .Concat(parts.Where(p => p.Length > 2 && p[0] == "watch").Select(p => Number(p[2]))).OfType<long>().Concat(organizationIds), cancel),
        };
        var people = parts.Where(p => p.Length > 1 && p[0] == "user").Select(p => Number(p[1])).OfType<long>().ToArray();
        names._people = await UserNames.OfAsync(db, people, cancel);
        foreach (var group in parts.Where(p => p.Length > 2 && p[0] == "member").GroupBy(p => Number(p[1]) ?? 0))
        {
            foreach (var (no, name) in await Members.NamesAsync(db, group.Key, group.Select(p => p[2]), cancel))
            {
                names._members[(group.Key, no)] = name;
            }
        }

        return names;
    }

    public string Organization(long? id) => id is { } known && _organizations.TryGetValue(known, out var o) ? o.Name : "";

    public string Text(string subject)
    {
        var parts = subject.Split('/');
        return parts switch
        {
            ["member", var c, ..] when Of(c) is { } collective => collective.Name + Member(collective, parts),
            ["organization", var id] when Of(id) is { } organization => organization.Name,
            [var kind, var id] when Numbered.TryGetValue(kind, out var known) && Number(id) is not null => $"{known.Chinese} {id}",
            ["user", var id] when Number(id) is { } person && _people.TryGetValue(person, out var name) => $"账号 {name}",
            ["venture", var code] => $"项目 {code}",
            ["venture", var code, var phase, var year] => $"项目 {code} {phase} 期 {year} 年",
            ["cascade", var id, var member] => $"收益分配 {id} 成员 {member}",
            ["alert_rule", var code] => $"预警规则 {AlertRules.AlertRule.Name(code)}",
            ["watch", var no] => $"指标预警第 {no} 号",
            ["watch", var no, var id] when Of(id) is { } village => $"{village.Name}（指标预警第 {no} 号）",
            ["roll", var id] when Of(id) is { } collective => $"{collective.Name} 成员名册",
            ["briefing", var code] => $"简报 {code}",
            ["dataset", var set, var period, var unit] => $"填报 {set} {period} {unit}",
            ["indicator", var code] => $"指标 {code}",
            ["slip", var cascade, var household] => $"收益分配 {cascade} 户 {household} 的分红单",
            ["disclosure", var no] => $"公开登记 {no}",
            ["interest", var no] => $"利害关系 {no}",
            ["firms"] => "产业链企业",
            ["cases"] => "办件清单",
            ["log"] => "操作日志",
            ["retention", var kind] => $"日志保存期限 {LogWords.Kind(kind)}",
            _ => subject,
        };
    }

    /// <summary>Page of the record; empty where it has none that we know.</summary>
    public string Href(string subject) => subject.Split('/') switch
    {
        ["member", var c, var no, ..] when Of(c) is { } collective => $"/members/{Uri.EscapeDataString(collective.Code)}/{Uri.EscapeDataString(no)}",
        ["member", var c] when Of(c) is { } collective => $"/members?village={Uri.EscapeDataString(collective.Code)}",
        ["organization", var id] when Of(id) is { IsCollective: true } village => $"/villages/{Uri.EscapeDataString(village.Code)}",
        [var kind, var id] when Numbered.TryGetValue(kind, out var known) && Number(id) is not null => known.Page + id,
        ["roll", var id] when Of(id) is { } collective => $"/members?village={Uri.EscapeDataString(collective.Code)}",
        ["briefing", var code] => $"/briefings/{Uri.EscapeDataString(code)}",
        ["dataset", var set, var period, _] => $"/datasets/{Uri.EscapeDataString(set)}/{Uri.EscapeDataString(period)}",
        ["indicator", var code] => $"/indicators/{Uri.EscapeDataString(code)}",
        ["slip", var cascade, var household] when Number(cascade) is not null => $"/slips/{cascade}/{Uri.EscapeDataString(household)}",
        ["venture", var code] => $"/ventures/{Uri.EscapeDataString(code)}",
        ["alert_rule", var code] => $"/alerts/rules/{Uri.EscapeDataString(code)}",
        ["watch", ..] => "/alerts/watches",
        _ => "",
    };

    /// <summary>The numbered record whose page a path is; null where it is none.</summary>
    public static string? OfPage(string path)
    {
        var cut = path.LastIndexOf('/') + 1;
        var kind = Numbered.FirstOrDefault(n => n.Value.Page == path[..cut]).Key;
        return kind is not null && Number(path[cut..]) is { } number ? $"{kind}/{number.ToString(CultureInfo.InvariantCulture)}" : null;
    }

    private string Member(OrganizationInfo collective, string[] parts) => parts.Length == 2
        ? " 全部成员"
        : $" {(_members.TryGetValue((collective.Id, parts[2]), out var name) ? $"{name}（{parts[2]}）" : $"成员 {parts[2]}")}"
            + (parts.Length > 3 ? $" 的{LogWords.Field(parts[3]) ?? parts[3]}" : "");

    private OrganizationInfo? Of(string id) => Number(id) is { } number ? _organizations.GetValueOrDefault(number) : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
