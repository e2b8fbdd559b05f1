using System.ComponentModel;
using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Parties.Contracts;

namespace Baotuan.Cases.Programs;

/// <summary>A unit as programs take it.</summary>
internal sealed record UnitShape([property: Description("组织编码")] string Code, string Name)
{
    public static UnitShape? Of(OrganizationInfo? o) => o is null ? null : new(o.Code, o.Name);
}

/// <summary>A case as programs take it: number, state and days, nothing of what was said.</summary>
internal record CaseShape(
    long Id,
    [property: Description("办件编号")] string Number,
    [property: Description("种类代码，见 case-kinds")] string Kind,
    string KindName,
    [property: Description("类别名称")] string Category,
    [property: Description("标题；不公开的种类为空")] string Title,
    [property: Description("来源代码")] string Channel,
    [property: Description("受理日期")] DateOnly ReceivedOn,
    [property: Description("事发地或问题单位")] UnitShape Subject,
    [property: Description("研判单位")] UnitShape Owner,
    [property: Description("承办单位；还没有承办时为空")] UnitShape? Lead,
    [property: Description("已交办、等签收的单位")] UnitShape? Offered,
    [property: Description("状态代码")] string State,
    string StateName,
    [property: Description("已办结")] bool Done,
    [property: Description("办结，且结果是想要的")] bool WellEnded,
    [property: Description("正在计的期限；没有时为空")] string Waiting,
    [property: Description("期限的最后一天")] DateOnly? DueOn,
    bool Overdue,
    int DaysLate,
    [property: Description("逾期后升至哪一级")] string? Climbed)
{
    public static CaseShape Of(CaseLine c) => new(
        c.Id, c.Number, c.Kind, c.KindName, c.Category, c.Title, c.Channel, c.ReceivedOn, UnitShape.Of(c.Subject)!, UnitShape.Of(c.Owner)!, UnitShape.Of(c.Lead), UnitShape.Of(c.Offered),
        c.State, c.StateName, c.Done, c.WellEnded, c.Waiting, c.DueOn, c.Overdue, c.DaysLate, c.Climbed?.Name);
}

/// <summary>A part of a list.</summary>
internal sealed record CasePageShape([property: Description("符合条件的共几件")] int Count, int Skip, IReadOnlyList<CaseShape> Cases);

/// <summary>A step as programs take it, without its words and without the people.</summary>
internal sealed record StepShape(
    [property: Description("第几步，从 1 起")] int No, [property: Description("动作代码")] string Act, string ActName, [property: Description("这一步以后的状态")] string StateName, DateOnly On,
    [property: Description("登记时间，Unix 毫秒")] long RecordedAtMs, [property: Description("办理单位")] string Unit, [property: Description("公开答复；没有时为空")] string PublicAnswer);

/// <summary>A clock as it runs.</summary>
internal sealed record ClockShape(string Name, DateOnly StartedOn, DateOnly DueOn, bool Paused, [property: Description("依据")] string Source);

/// <summary>One case with its way.</summary>
internal sealed record CaseWayShape(CaseShape Case, IReadOnlyList<UnitShape> Assisting, IReadOnlyList<ClockShape> Clocks, IReadOnlyList<StepShape> Steps)
{
    public static CaseWayShape Of(CaseInfo c) => new(
        CaseShape.Of(c.Line), [.. c.Assisting.Select(a => UnitShape.Of(a)!)], [.. c.Clocks.Select(k => new ClockShape(k.Chinese, k.StartedOn, k.DueOn, k.Paused, k.Source))],
        [.. c.Steps.Select(s => new StepShape(s.SequenceNo, s.Act, s.ActName, s.StateName, s.On, s.RecordedAtMs, s.For, s.PublicText))]);
}

/// <summary>A code and what it says.</summary>
internal sealed record WordShape(string Code, string Name);

/// <summary>A kind of case.</summary>
internal sealed record KindShape(string Code, string Name, IReadOnlyList<WordShape> States, IReadOnlyList<WordShape> Categories, [property: Description("列表里有没有标题")] bool HasTitle)
{
    public static KindShape Of(CaseKind k) => new(
        k.Code, k.Chinese, [.. k.States.Select(s => new WordShape(s.Code, s.Chinese))], [.. k.Categories.Select(c => new WordShape(c.Code, c.Chinese))], k.Confidentiality == Confidentiality.Open);
}

/// <summary>What a list is narrowed by, named as in the address of the page.</summary>
internal sealed record CaseAsked(
    [property: Description("种类代码，见 case-kinds")] string? Kind, [property: Description("状态代码，见 case-kinds")] string? State, [property: Description("类别代码，见 case-kinds")] string? Category,
    [property: Description("来源代码：window、visit、phone、online、letter、referral、confidential")] string? Channel, [property: Description("承办单位编码")] string? Lead, [property: Description("事发地或问题单位编码")] string? Subject,
    [property: Description("overdue 已逾期，open 没有办结")] string? Late, [property: Description("受理自，2026-01-31")] string? From, [property: Description("受理至，2026-01-31")] string? To,
    [property: Description("保管类别代码")] string? Retention, [property: Description("编号或标题的任一段")] string? Q, [property: Description("跳过几件")] int Skip = 0, [property: Description("给几件，最多 200")] int Take = 100)
{
    public string? Value(string name) => name switch
    {
        "kind" => Given(Kind), "state" => Given(State), "category" => Given(Category), "channel" => Given(Channel), "lead" => Given(Lead), "subject" => Given(Subject), "late" => Given(Late),
        "from" => Given(From), "to" => Given(To), "retention" => Given(Retention), "q" => Given(Q),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no condition of the list"),
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
