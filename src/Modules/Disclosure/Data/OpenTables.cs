using System.Runtime.CompilerServices;
using Baotuan.Decisions.Contracts;
using Baotuan.Disclosure.Clock;
using Baotuan.Disclosure.Contracts;
using Baotuan.Disclosure.Portal;
using Baotuan.Engine.Decisions;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Disclosure.Data;

/// <summary>All open tables. None has a column about a person; groups of fewer than five people have no sum.</summary>
internal static class OpenTables
{
    private static readonly OpenField Organization = new("organization", "string", "组织编码", "");
    private static readonly OpenField OrganizationName = new("organization_name", "string", "组织名称", "");

    public static readonly IReadOnlyList<OpenTable> All =
    [
        new("organizations", "公开显示的组织", "村集体和社区，以及它们所在的地方。",
            [Organization, OrganizationName, new("place", "string", "地方编码", ""), new("place_name", "string", "地方", "由上到下，以斜线分隔")], OrganizationsAsync),
        new("ventures", "抱团项目", "公开显示的组织参与的项目。",
            [
                new("venture", "string", "项目编码", ""), new("venture_name", "string", "项目名称", ""), new("location", "string", "地点", ""), new("operator_name", "string", "经营单位", ""),
                new("holders", "integer", "投资方家数", ""), new("principal_yuan", "number", "在投本金", "元"), new("declared_yuan", "number", "累计应付分红", "元；已冲销的不算"),
                new("paid_yuan", "number", "累计已付", "元；收款方已确认"),
            ], VenturesAsync),
        new("distributions", "项目分红", "每次分红一行；已冲销的不算。",
            [
                new("distribution", "integer", "编号", ""), new("venture", "string", "项目编码", ""), new("phase", "string", "期", "空为全部"), new("period_start", "date", "期间起", ""),
                new("period_end", "date", "期间止", ""), new("declared_on", "date", "入账日期", ""), new("lines", "integer", "分给几家", ""), new("pool_yuan", "number", "应付", "元"),
                new("paid_yuan", "number", "已确认收到", "元"),
            ], DistributionsAsync),
        new("flows", "钱从哪里来", "每个组织每年从每个来源应收的分红。",
            [
                new("year", "year", "年度", "按入账日期"), Organization, new("source", "string", "来源编码", ""), new("source_name", "string", "来源名称", ""),
                new("source_kind", "string", "来源类别", "venture 项目，company 联合公司"), new("amount_yuan", "number", "金额", "元"), new("records", "integer", "明细条数", ""),
            ], FlowsAsync),
        new("appropriations", "村集体收益分配", "每个村集体每年一行；不足五人的不列合计。",
            [
                new("year", "year", "年度", ""), Organization, new("record_date", "date", "权益登记日", ""), new("received_yuan", "number", "收到分红", "元"),
                new("reserve_yuan", "number", "提取公积公益金", "元"), new("members_yuan", "number", "分给成员", "元；不足五人为空"), new("members", "integer", "人数", "不足五人为空"),
            ], AppropriationsAsync),
        new("decisions", "决策", "已经公示、表决或执行的方案。",
            [
                new("decision", "integer", "编号", ""), Organization, new("kind", "string", "事项", ""), new("title", "string", "标题", ""), new("state", "string", "状态", ""),
                new("posted_on", "date", "公示日期", ""), new("assembly_on", "date", "大会日期", ""), new("eligible", "integer", "应到", ""), new("attended", "integer", "实到", ""),
                new("for", "integer", "同意", ""), new("against", "integer", "反对", ""), new("abstained", "integer", "弃权", ""), new("sha256", "string", "方案指纹", ""),
            ], DecisionsAsync),
        new("notices", "公告和荣誉", "今天公示中的。",
            [
                new("notice", "integer", "编号", ""), Organization, new("kind", "string", "类别", ""), new("title", "string", "标题", ""), new("valid_from", "date", "起", ""),
                new("valid_to", "date", "止", ""), new("awarded_by", "string", "授予单位", "荣誉"), new("level", "string", "级别", "荣誉"),
            ], NoticesAsync),
        new("clock", "公开时钟", "一年以内的公开任务：最迟哪天，哪天公开。",
            [
                Organization, new("duty", "string", "任务", ""), new("period", "string", "哪一期", ""), new("due_on", "date", "最迟", "空为尽快"), new("published_on", "date", "公开日期", "空为没有登记"),
                new("state", "string", "状态", ""), new("basis", "string", "依据", ""),
            ], ClockAsync),
    ];

    public static OpenTable? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    private static async IAsyncEnumerable<object?[]> OrganizationsAsync(BaotuanDb db, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var place in await Places.LoadAsync(db, cancel))
        {
            foreach (var village in place.Villages)
            {
                yield return [village.Code, village.Name, place.Unit.Code, place.Path];
            }
        }
    }

    private static async IAsyncEnumerable<object?[]> VenturesAsync(BaotuanDb db, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var v in await PublicFigures.VenturesAsync(db, today, cancel))
        {
            yield return [v.Code, v.Name, v.Location, v.Operator.Name, v.Holders, v.Principal, v.Declared, v.Paid];
        }
    }

    private static async IAsyncEnumerable<object?[]> DistributionsAsync(BaotuanDb db, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var d in await PublicFigures.DistributionsAsync(db, null, cancel))
        {
            yield return [d.Id, d.VentureCode, d.PhaseCode, d.Period.Start, d.Period.End, d.DeclaredOn, d.LineCount, d.Pool, d.Paid];
        }
    }

    private static async IAsyncEnumerable<object?[]> FlowsAsync(BaotuanDb db, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        var codes = await CodesAsync(db, cancel);
        foreach (var f in await PublicFigures.FlowsAsync(db, null, null, cancel))
        {
            yield return [f.Year, codes[f.HolderId], f.SourceCode, f.SourceName, f.IsVenture ? "venture" : "company", f.Amount, f.Records];
        }
    }

    private static async IAsyncEnumerable<object?[]> AppropriationsAsync(BaotuanDb db, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        var codes = await CodesAsync(db, cancel);
        foreach (var p in await PublicFigures.PassedOnAsync(db, null, null, cancel))
        {
            var few = p.Members < PublicReach.FewestPeople;
            yield return [p.Year, codes[p.HolderId], p.RecordDate, p.Received, p.Reserve, few ? null : p.Pool, few ? null : p.Members];
        }
    }

    private static async IAsyncEnumerable<object?[]> DecisionsAsync(BaotuanDb db, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        var codes = await CodesAsync(db, cancel);
        foreach (var d in await PublicDecisions.AllAsync(db, today, cancel))
        {
            yield return
            [
                d.Id, codes[d.OrganizationId], DecisionKinds.Chinese(d.Kind), d.Title, CheckEvent.Chinese(d.State), d.PostedOn, d.AssemblyOn, d.Eligible, d.Attended, d.For, d.Against,
                d.Abstained, d.Hash,
            ];
        }
    }

    private static async IAsyncEnumerable<object?[]> NoticesAsync(BaotuanDb db, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var n in await NoticeActs.ShownAsync(db, null, null, today, cancel))
        {
            yield return [n.Id, n.Organization.Code, NoticeKinds.Chinese(n.Kind), n.Title, n.ValidFrom, n.ValidTo, n.AwardedBy, n.Level];
        }
    }

    private static async IAsyncEnumerable<object?[]> ClockAsync(BaotuanDb db, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        var villages = await DisclosureClock.CollectivesAsync(db, cancel);
        var clocks = await DisclosureClock.OfManyAsync(db, villages, today, cancel);
        foreach (var village in villages)
        {
            foreach (var line in clocks[village.Id])
            {
                yield return [village.Code, line.DutyName, line.Subject.Length > 0 ? line.Subject : line.Period.Code, line.DueOn, line.PublishedOn, ClockWords.Of(line.State), line.Basis];
            }
        }
    }

    private static async Task<IReadOnlyDictionary<long, string>> CodesAsync(BaotuanDb db, CancellationToken cancel)
    {
        var shown = db.Access.Reach(PartiesPermissions.OrganizationRead);
        return (await Organizations.ByIdsAsync(db, shown.Ids, cancel)).ToDictionary(o => o.Key, o => o.Value.Code);
    }
}
