using System.Net;
using Baotuan.Kernel;
using Baotuan.Oversight;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>The pages of the module as a browser without script gets them.</summary>
public sealed class OversightPagesTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static Task<PageHost> Site(World world, Caller caller) => PageHost.StartAsync(world.Store.Store, caller, new OversightModule());

    private static Caller With(Caller caller, params Permission[] more) => caller with { Permissions = caller.Permissions.Concat(more.Select(p => p.Code)).ToHashSet() };

    private static async Task LookAsync(World world) => _ = (await world.As<bool>(County.Accountant, async db =>
    {
        db.Access.Everybody();
        await db.LogAsync("member.reveal", "member/11/001/bank_account", "=核对", Cancel, V1, "<b>前</b>", "后", "view");
        return true;
    })).Value;

    [Theory, MemberData(nameof(Engines))]
    public async Task Auditor_finds_who_looked_at_a_bank_account_yesterday_by_one_link(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        await world.MemberAsync(V1, "001", 10_000, "张三");
        await LookAsync(world);
        world.Store.Clock.Advance(TimeSpan.FromDays(1));
        await using var site = await Site(world, County.Inspector);

        var (_, log) = await site.GetAsync("/log");
        var href = LogBook.AccountsSeenHref(Day("2024-01-01"));
        Assert.Contains($"href=\"{href.Replace("&", "&amp;")}\"", log);
        var (status, found) = await site.GetAsync(href);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("会计（村一）", found);
        Assert.Contains("href=\"/members/V1/001\">V1名 张三（001） 的银行账号", found);
        Assert.Contains("共 1 条", found);
        Assert.Contains("&lt;b&gt;前&lt;/b&gt;", found); // shown as text
        Assert.Contains("没有符合条件的日志", (await site.GetAsync("/log?q=没有这句话")).Text);
        Assert.Contains("这个条件没有用上", (await site.GetAsync("/log?from=昨天")).Text);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/log?page=99999&size=7&kind=x&org=NO")).Status);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Csv_of_the_log_runs_no_formula_and_is_logged(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        await LookAsync(world);
        await using var site = await Site(world, County.CountyInspector);

        var (status, csv) = await site.GetAsync("/log.csv?subject=member");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("查看完整号码", csv);
        Assert.DoesNotContain(",=核对", csv);
        Assert.Contains("导出操作日志", (await site.GetAsync("/log?action=log.export")).Text);
        await using var other = await Site(world, County.Accountant);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/log.csv")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/log")).Status);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Member_reads_who_looked_at_him(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        await LookAsync(world);
        await using var site = await Site(world, County.Member);

        Assert.Contains("银行账号", (await site.GetAsync("/members/V1/001/looks")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/members/NO/001/looks")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await site.GetAsync("/members/V1/002/looks")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await site.GetAsync("/members/V2/001/looks")).Status);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Finding_goes_its_way_by_forms(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        await using var inspector = await Site(world, County.Inspector);
        await using var unit = await Site(world, County.Accountant);
        await using var other = await Site(world, County.OtherInspector);
        Assert.Contains("还没有发现问题", (await inspector.GetAsync("/findings")).Text);
        Assert.Contains("value=\"V1\"", (await inspector.GetAsync("/findings/new?subject=organization/11")).Text);

        var wrong = await inspector.SubmitAsync("/findings/new?subject=organization/11", "raise", ("Input.Title", "发票不全"));
        Assert.Contains("请填写详细情况和依据", wrong);
        Assert.Contains("请选择轻重", wrong);
        Assert.Contains("value=\"发票不全\"", wrong); // what was typed stays
        var raised = await inspector.SubmitAsync(
            "/findings/new", "raise", ("Input.Subject", "organization/11"), ("Input.Organization", "V1"), ("Input.Severity", "serious"), ("Input.DueOn", "2024-01-16"),
            ("Input.Title", "发票不全"), ("Input.Text", "第一段\n第二段"));
        Assert.Equal("/findings/1?raised=1", raised);

        var (_, seen) = await inspector.GetAsync("/findings/1");
        Assert.Contains("<p>第二段</p>", seen);
        Assert.Contains("value=\"extend\"", seen);
        Assert.DoesNotContain("value=\"verify\"", seen); // nothing to verify yet
        Assert.Equal("/findings/1?done=1", await unit.SubmitAsync("/findings/1", "move", ("Input.Kind", "answer"), ("Input.Text", "补齐了")));
        Assert.Contains("等没有参与答复的检查人员核实", (await unit.GetAsync("/findings/1")).Text);
        Assert.Contains("请填写新的期限", await other.SubmitAsync("/findings/1", "move", ("Input.Kind", "send_back"), ("Input.Text", "差一张")));
        Assert.Equal("/findings/1?done=1", await other.SubmitAsync("/findings/1", "move", ("Input.Kind", "verify"), ("Input.Text", "看过原件")));

        var (_, done) = await inspector.GetAsync("/findings/1");
        Assert.Contains("已核实", done);
        Assert.Contains("看过原件", done);
        Assert.DoesNotContain("name=\"Input.Kind\"", done);
        Assert.Contains("发票不全", (await inspector.GetAsync("/findings?state=verified&org=V1")).Text);
        Assert.Contains("没有符合条件的问题", (await inspector.GetAsync("/findings?late=overdue")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await inspector.GetAsync("/findings/99")).Status);
        await using var foreign = await Site(world, County.ForeignInspector);
        Assert.Equal(HttpStatusCode.NotFound, (await foreign.GetAsync("/findings/1")).Status);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Overdue_finding_says_how_far_it_climbed(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        _ = (await world.As(County.Inspector, db => Findings.RaiseAsync(db, FindingsTests.Draft("c1"), Cancel))).Value;
        world.Store.Clock.Advance(TimeSpan.FromDays(30)); // 2024-01-31
        await using var site = await Site(world, County.Inspector);

        Assert.Contains("已逾期 15 天，升至 镇", (await site.GetAsync("/findings")).Text);
        Assert.Contains("发票不全", (await site.GetAsync("/findings?late=mine")).Text);
        Assert.Contains("已逾期 15 天，升至 镇", (await site.GetAsync("/findings/1")).Text);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Alert_is_shown_and_closed_by_a_form_and_its_rule_changed(DatabaseEngine engine)
    {
        await using var world = await County.CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        await using var site = await Site(world, With(County.CountyInspector, OversightPermissions.AlertRuleManage));
        Assert.Contains("没有预警", (await site.GetAsync("/alerts")).Text); // 2018 is longer ago than five years

        var changed = await site.SubmitAsync(
            "/alerts/rules/return_due_unpaid", "change", ("Input.Values[within_years]", "50"), ("Input.Values[grace_days]", "3"), ("Input.Values[days_without_due_day]", "30"),
            ("Input.Active", "yes"), ("Input.ValidFrom", "2024-01-01"), ("Input.Reason", "县规〔2024〕1号"));
        Assert.Equal("/alerts/rules/return_due_unpaid?changed=1", changed);
        Assert.Contains("本地第 1 版（现行）", (await site.GetAsync(changed)).Text);

        var (_, alerts) = await site.GetAsync("/alerts");
        Assert.Contains("还欠 600.00 元", alerts);
        Assert.Contains("/findings/new?subject=distribution%2F1", alerts);
        var close = "/alerts/close?rule=return_due_unpaid&subject=distribution%2F1";
        Assert.Contains("请填写说明", await site.SubmitAsync(close, "close"));
        Assert.Equal("/alerts?closed=1", await site.SubmitAsync(close, "close", ("Input.Note", "已约谈")));
        Assert.DoesNotContain("还欠 600.00 元", (await site.GetAsync("/alerts")).Text);
        Assert.Contains("已约谈", (await site.GetAsync("/alerts?state=closed")).Text);
        Assert.Contains("已经不存在", (await site.GetAsync("/alerts/close?rule=return_due_unpaid&subject=distribution%2F9")).Text);
        Assert.Contains("比较什么", (await site.GetAsync("/alerts/rules")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/alerts/rules/nothing")).Status);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Retention_page_says_that_nothing_is_deleted(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        await using var site = await Site(world, With(County.CountyInspector, OversightPermissions.RetentionManage));

        Assert.Contains("本程序不删除日志", (await site.GetAsync("/log/retention")).Text);
        Assert.Contains("保存期限不能少于 6 个月", await site.SubmitAsync(
            "/log/retention", "retention", ("Input.Kind", "view"), ("Input.Months", "5"), ("Input.ValidFrom", "2024-01-01"), ("Input.Basis", "x")));
        Assert.Equal("/log/retention?changed=1", await site.SubmitAsync(
            "/log/retention", "retention", ("Input.Kind", "view"), ("Input.Months", "60"), ("Input.ValidFrom", "2024-01-01"), ("Input.Basis", "县规")));
        Assert.Contains("60 个月", (await site.GetAsync("/log/retention")).Text);
    }
}
