using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>Each rule by a case worked by hand and by what only looks like one; closing, opening again, versions.</summary>
public sealed class AlertsTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<IReadOnlyList<AlertInfo>> Open(World world, string rule, string today, Caller? caller = null) =>
        [.. (await world.Seen(caller ?? County.CountyInspector, db => Alerts.ListAsync(db, Day(today), Cancel, rule))).Single().Open];

    private static async Task<string[]> Subjects(World world, string rule, string today, Caller? caller = null) =>
        [.. (await Open(world, rule, today, caller)).Select(a => a.Subject)];

    /// <summary>The venture P with a return that is due on 03-31 of the next year.</summary>
    private async Task<World> WithDueDayAsync(DatabaseEngine engine)
    {
        var world = await County.EmptyAsync(cluster, engine);
        await world.VentureAsync(1, "P", Op, Gu);
        await world.PhaseAsync(1, 1, "1");
        await world.TermAsync(1, "fixed", 100_000, "whole-year", "2018-01-01", null, dueDay: "03-31");
        await world.PayInAsync(1, V1, "2017-06-30", 1_000_00);
        await world.PayInAsync(1, V3, "2017-06-30", 5_000_00);
        return world;
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Return_that_was_declared_is_alerted_the_day_after_it_was_due_until_it_is_paid(DatabaseEngine engine)
    {
        await using var world = await WithDueDayAsync(engine);
        var distribution = (await world.PostAsync(new("P", Year2018))).Value;

        Assert.Empty(await Open(world, "return_due_unpaid", "2019-03-31"));
        var alert = Assert.Single(await Open(world, "return_due_unpaid", "2019-04-01"));
        Assert.Equal(($"distribution/{distribution.Id}", $"/distributions/{distribution.Id}"), (alert.Subject, alert.Href));
        Assert.Equal("P项目2018年分红应在 2019-03-31 前付清，应付 600.00 元，已确认到账 0.00 元，还欠 600.00 元。", alert.Text);
        Assert.Equal(["OP", "V1", "V3"], alert.Organizations.Select(o => o.Code));

        _ = (await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, null, new Money(100_00), Day("2019-02-01"), Received: true), Cancel))).Value;
        var less = Assert.Single(await Open(world, "return_due_unpaid", "2019-04-01"));
        Assert.Contains("还欠 500.00 元", less.Text);
        Assert.NotEqual(alert.Fingerprint, less.Fingerprint);
        // paid out but not confirmed is not paid
        var rest = (await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, null, new Money(500_00), Day("2019-02-02")), Cancel))).Value;
        Assert.Single(await Open(world, "return_due_unpaid", "2019-04-01"));
        _ = (await world.Write(db => PaymentActs.ResultAsync(db, rest.Id, [.. rest.Lines.Select(l => new PaymentLineResult(l.Holder.Code, "paid"))], Day("2019-02-03"), Cancel))).Value;
        Assert.Empty(await Open(world, "return_due_unpaid", "2019-04-01"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Return_without_an_agreed_day_is_due_thirty_days_after_it_was_declared(DatabaseEngine engine)
    {
        await using var world = await County.CreateAsync(cluster, engine);
        var distribution = (await world.PostAsync(new("P", Year2018))).Value; // declared on 2018-12-31

        Assert.Empty(await Open(world, "return_due_unpaid", "2019-01-30"));
        Assert.Equal([$"distribution/{distribution.Id}"], await Subjects(world, "return_due_unpaid", "2019-01-31"));

        _ = (await world.Write(db => DistributionActs.ReverseAsync(db, distribution.Id, Day("2019-01-05"), "重算", Cancel))).Value;
        Assert.Empty(await Open(world, "return_due_unpaid", "2019-01-31")); // and no agreed day, so no year is owed either
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Year_that_nobody_declared_is_alerted_once_its_day_has_passed(DatabaseEngine engine)
    {
        await using var world = await WithDueDayAsync(engine);

        Assert.Empty(await Open(world, "return_due_unpaid", "2019-03-31"));
        var alert = Assert.Single(await Open(world, "return_due_unpaid", "2019-04-01")); // 2017 has no term
        Assert.Equal(("venture/P/1/2018", "/ventures/P"), (alert.Subject, alert.Href));
        Assert.Equal("P项目（1 期）2018 年的收益应在 2019-03-31 前支付，年末实缴本金 6,000.00 元，至今没有分红入账。", alert.Text);
        Assert.Equal(["venture/P/1/2018", "venture/P/1/2019"], await Subjects(world, "return_due_unpaid", "2020-04-01"));

        // a distribution of the year, even one half of it, is a declaration
        _ = (await world.PostAsync(new("P", new Period(Day("2018-07-01"), Day("2018-12-31"))))).Value;
        Assert.DoesNotContain("venture/P/1/2018", await Subjects(world, "return_due_unpaid", "2019-04-01"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Distribution_is_compared_with_what_the_register_says_now(DatabaseEngine engine)
    {
        await using var world = await County.CreateAsync(cluster, engine);
        var distribution = (await world.PostAsync(new("P", Year2018))).Value;
        Assert.Empty(await Open(world, "payout_differs_from_terms", "2019-02-01"));

        await world.PayInAsync(1, V1, "2019-01-02", 1_000_00, recordedAtMs: long.MaxValue / 2); // after the period: nothing changes
        Assert.Empty(await Open(world, "payout_differs_from_terms", "2019-02-01"));
        await world.PayInAsync(1, V1, "2017-07-01", 1_000_00, recordedAtMs: long.MaxValue / 2); // found later

        var alert = Assert.Single(await Open(world, "payout_differs_from_terms", "2019-02-01"));
        Assert.Equal($"distribution/{distribution.Id}", alert.Subject);
        Assert.Equal("P项目2018年分红入账 600.00 元，按现在登记的条款和股权应为 700.00 元，相差 -100.00 元，有 1 个股东的金额不同。", alert.Text);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Same_pool_over_other_holders_differs_too(DatabaseEngine engine)
    {
        await using var world = await County.CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;

        await world.TransferAsync(1, V3, V1, "2017-08-01", 1_000_00);

        Assert.Contains("相差 0.00 元，有 2 个股东的金额不同", Assert.Single(await Open(world, "payout_differs_from_terms", "2019-02-01")).Text);
    }

    private async Task<(World World, CascadeInfo Cascade)> PassedOnAsync(DatabaseEngine engine, params (string Kind, long Ppm)[] rules)
    {
        var world = await County.CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        await world.MemberAsync(V1, "001", 10_000);
        await world.MemberAsync(V1, "002", 10_000);
        var step = 0;
        foreach (var (kind, ppm) in rules)
        {
            await world.RuleAsync("V1", ++step, kind, ppm);
        }

        return (world, (await world.PassOnAsync("V1")).Value);
    }

    private static Task LeaveAsync(World world, string memberNo, string on) => world.InsertAsync(
        "parties_membership", ("collective_id", V1), ("member_no", memberNo), ("household_no", $"H{memberNo}"), ("ended", true), ("reason", "迁出"),
        ("valid_from", Day(on)), ("recorded_at_ms", 2L), ("retracted", false), ("import_batch_id", 0L));

    [Theory, MemberData(nameof(Engines))]
    public async Task Line_of_somebody_who_had_left_by_the_record_date_is_alerted(DatabaseEngine engine)
    {
        var (world, cascade) = await PassedOnAsync(engine); // record date 2018-12-31
        await using var disposed = world;
        Assert.Empty(await Open(world, "payout_to_lapsed_membership", "2019-02-01"));

        await LeaveAsync(world, "001", "2018-12-31"); // no member from that day on
        await LeaveAsync(world, "002", "2019-01-01"); // still one

        var alert = Assert.Single(await Open(world, "payout_to_lapsed_membership", "2019-02-01"));
        Assert.Equal(($"cascade/{cascade.Id}/001", $"/cascades/{cascade.Id}"), (alert.Subject, alert.Href));
        Assert.Contains("分给成员 001 35.00 元，权益登记日 2018-12-31", alert.Text);
        Assert.Empty(await Open(world, "payout_to_lapsed_membership", "2019-02-01", County.ForeignInspector));
        Assert.Empty(await Open(world, "payout_to_lapsed_membership", "2022-01-01")); // longer ago than three years

        _ = (await world.Write(db => CascadeActs.ReverseAsync(db, cascade.Id, Day("2019-01-02"), "登记有误", Cancel))).Value;
        Assert.Empty(await Open(world, "payout_to_lapsed_membership", "2019-02-01"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reserve_below_thirty_percent_is_alerted_and_exactly_thirty_is_not(DatabaseEngine engine)
    {
        var (below, cascade) = await PassedOnAsync(engine, ("reserve", 299_900), ("members", 1_000_000)); // 29.99 of 100.00
        await using var first = below;
        var alert = Assert.Single(await Open(below, "reserve_below_floor", "2019-02-01"));
        Assert.Equal($"cascade/{cascade.Id}", alert.Subject);
        Assert.Equal("2018年净收益 100.00 元，按 30% 至少提取 30.00 元，实际提取 29.99 元。", alert.Text);

        var (exact, _) = await PassedOnAsync(engine, ("reserve", 300_000), ("members", 1_000_000));
        await using var second = exact;
        Assert.Empty(await Open(exact, "reserve_below_floor", "2019-02-01"));

        var (none, _) = await PassedOnAsync(engine, ("members", 1_000_000));
        await using var third = none;
        Assert.Contains("没有提取公积公益金", Assert.Single(await Open(none, "reserve_below_floor", "2019-02-01")).Text);
    }

    private static Task<Outcome<IReadOnlyList<PostedVoucher>>> Book(World world, long book, string id, string on, string summary, long fen, string party = "", string source = "", long? sourceId = null) =>
        world.Write(db => Vouchers.PostAsync(
            db, [new(book, Day(on), summary, id, [PostingDraft.Debit("102", fen, partyCode: party), PostingDraft.Credit("101", fen)], SourceKind: source, SourceId: sourceId)], Cancel));

    [Theory, MemberData(nameof(Engines))]
    public async Task Bank_line_booked_twice_is_alerted_and_what_only_resembles_it_is_not(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        var book = await world.BookIdAsync(V1);
        await Book(world, book, "a", "2018-05-05", "收租金 回单0071", 100_00, "X");
        await Book(world, book, "b", "2018-05-06", "收租金 回单0071", 100_00, "X"); // another day
        await Book(world, book, "c", "2018-05-05", "收租金 回单0072", 100_00, "X"); // another receipt
        await Book(world, book, "d", "2018-05-05", "收租金 回单0071", 100_01, "X"); // another amount
        await Book(world, book, "e", "2018-05-05", "收租金 回单0071", 100_00, "Y"); // another party
        await Book(world, await world.BookIdAsync(V2), "f", "2018-05-05", "收租金 回单0071", 100_00, "X"); // another book
        Assert.Empty(await Open(world, "two_vouchers_one_bank_line", "2019-02-01"));

        var twin = (await Book(world, book, "g", "2018-05-05", " 收租金 回单0071 ", 100_00, "X")).Value[0];
        var alert = Assert.Single(await Open(world, "two_vouchers_one_bank_line", "2019-02-01"));
        Assert.Equal(($"voucher/{twin.Id}", $"/vouchers/{twin.Id}"), (alert.Subject, alert.Href));
        Assert.Equal(["V1"], alert.Organizations.Select(o => o.Code));
        Assert.Contains("2018-05-05 有 2 张凭证像是同一笔收付：100.00 元，科目 102，摘要“收租金 回单0071”", alert.Text);
        Assert.Empty(await Open(world, "two_vouchers_one_bank_line", "2020-05-06")); // longer ago than two years

        _ = (await world.Write(db => Vouchers.ReverseAsync(db, [twin.Id], Day("2018-05-07"), "重复记账", "r:", Cancel))).Value;
        Assert.Empty(await Open(world, "two_vouchers_one_bank_line", "2019-02-01"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_vouchers_of_one_source_are_alerted_when_every_line_is_the_same(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        var book = await world.BookIdAsync(V1);
        await Book(world, book, "a", "2018-05-05", "分红付款", 100_00, "X", "payment", 9);
        await Book(world, book, "b", "2018-05-05", "分红付款", 100_00, "Y", "payment", 9); // another holder of the same payment
        await Book(world, book, "c", "2018-05-05", "分红付款", 100_00, "X", "payment", 10); // another payment
        Assert.Empty(await Open(world, "two_vouchers_one_bank_line", "2019-02-01"));

        await Book(world, book, "d", "2018-05-05", "分红付款（再记）", 100_00, "X", "payment", 9);
        Assert.Contains("由同一笔业务生成", Assert.Single(await Open(world, "two_vouchers_one_bank_line", "2019-02-01")).Text);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Alerts_are_seen_inside_the_scope_and_counted_for_who_may_read_them(DatabaseEngine engine)
    {
        await using var world = await WithDueDayAsync(engine);
        async Task<int?> Count(Caller caller) => await world.Seen(caller, db => Alerts.CountAsync(db, Day("2019-04-01"), Cancel));
        var ofV3 = County.Inspector with { View = new(false, new HashSet<long> { V3 }) };

        Assert.Equal([1, 1, 1], (int?[])[await Count(County.CountyInspector), await Count(County.Inspector), await Count(ofV3)]); // V1 and V3 hold a part
        Assert.Equal(0, await Count(County.Inspector with { View = new(false, new HashSet<long> { V2 }) }));
        Assert.Null(await world.Seen(County.Member, async db => { db.Access.Everybody(); return await Alerts.CountAsync(db, Day("2019-04-01"), Cancel); }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Open(world, "return_due_unpaid", "2019-04-01", County.Member));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Closed_alert_stays_closed_for_its_facts_and_opens_with_others(DatabaseEngine engine)
    {
        await using var world = await County.CreateAsync(cluster, engine);
        var distribution = (await world.PostAsync(new("P", Year2018))).Value;
        await SetAsync(world, "return_due_unpaid", true, ("grace_days", "0"), ("days_without_due_day", "30"), ("within_years", "50"));
        var subject = $"distribution/{distribution.Id}";
        var alert = (await Open(world, "return_due_unpaid", "2024-01-01")).Single(a => a.Subject == subject);
        async Task<string> Close(Caller caller, string fingerprint, string note) =>
            await world.As(caller, db => Alerts.CloseAsync(db, "return_due_unpaid", subject, fingerprint, note, Cancel)) is { Ok: false } refused ? refused.Refusals[0].Code : "ok";

        var ofOperator = County.Inspector with { View = new(false, new HashSet<long> { V1, Op }) };

        Assert.Equal("alert_needs_a_note", await Close(ofOperator, alert.Fingerprint, " "));
        Assert.Equal("alert_has_changed", await Close(ofOperator, "0", "已约谈"));
        Assert.Equal("alert_is_gone", await Close(County.ForeignInspector with { View = new(false, new HashSet<long> { Jc }) }, alert.Fingerprint, "已约谈"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Close(County.Accountant, alert.Fingerprint, "已约谈"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Close(County.Inspector, alert.Fingerprint, "只看得到一个股东")); // sees it, and closes it for nobody
        Assert.Equal("ok", await Close(ofOperator, alert.Fingerprint, "已约谈，七月前付清"));
        Assert.Equal("alert_is_closed", await Close(ofOperator, alert.Fingerprint, "再关一次"));

        Assert.DoesNotContain(subject, await Subjects(world, "return_due_unpaid", "2024-01-01"));
        Assert.DoesNotContain(subject, await Subjects(world, "return_due_unpaid", "2025-01-01")); // days that pass are no new fact
        var closed = (await world.Seen(County.CountyInspector, db => Alerts.ListAsync(db, Day("2024-01-01"), Cancel, "return_due_unpaid"))).Single().Closed.Single();
        Assert.Equal(("已约谈，七月前付清", "检查一", "镇"), (closed.Closing!.Note, closed.Closing.By, closed.Closing.Unit));
        Assert.Equal(["proposal.execute", "alert.close"], await world.LoggedAsync(subject));

        _ = (await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, null, new Money(100_00), Day("2019-02-01"), Received: true), Cancel))).Value;
        Assert.Contains(subject, await Subjects(world, "return_due_unpaid", "2024-01-01"));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("DELETE FROM oversight_alert_closing"));
    }

    private static async Task<string> SetAsync(World world, string rule, bool active, params (string Name, string Value)[] parameters)
    {
        var manager = County.CountyInspector with { Permissions = County.CountyInspector.Permissions.Append("oversight:alert-rule:manage").ToHashSet() };
        var change = new AlertRuleChange(rule, parameters.ToDictionary(p => p.Name, p => p.Value), active, "县规〔2019〕2号", Day("2019-01-01"));
        return await world.As(manager, db => Alerts.ChangeRuleAsync(db, change, Cancel)) is { Ok: false } refused ? refused.Refusals[0].Code : "ok";
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Rule_takes_new_parameters_from_a_day_on_and_can_be_turned_off(DatabaseEngine engine)
    {
        await using var world = await WithDueDayAsync(engine);
        Assert.Equal("parameter_out_of_range", await SetAsync(world, "return_due_unpaid", true, ("grace_days", "-1"), ("days_without_due_day", "30"), ("within_years", "5")));
        Assert.Equal("parameter_out_of_range", await SetAsync(world, "return_due_unpaid", true, ("grace_days", "0")));
        Assert.Equal("parameter_is_no_code", await SetAsync(world, "two_vouchers_one_bank_line", true, ("within_years", "2"), ("bank_accounts", "102;x")));
        Assert.Equal("alert_rule_not_found", await SetAsync(world, "nothing", true));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.As(
            County.CountyInspector, db => Alerts.ChangeRuleAsync(db, new("return_due_unpaid", new Dictionary<string, string>(), false, "x", Day("2019-01-01")), Cancel)));
        Assert.Equal("ok", await SetAsync(world, "return_due_unpaid", true, ("grace_days", "10"), ("days_without_due_day", "30"), ("within_years", "5")));

        Assert.Empty(await Open(world, "return_due_unpaid", "2019-04-10"));
        Assert.Single(await Open(world, "return_due_unpaid", "2019-04-11"));
        var rule = (await world.Seen(County.CountyInspector, db => Alerts.RulesAsync(db, Day("2018-12-31"), Cancel))).Single(r => r.Code == "return_due_unpaid");
        Assert.Equal((2, false), (rule.Versions.Count, rule.InForce.Own)); // the own one begins in 2019
        Assert.Equal(("10", "县查", "县规〔2019〕2号"), (rule.Versions[0].Parameters["grace_days"], rule.Versions[0].By, rule.Versions[0].Reason));

        Assert.Equal("ok", await SetAsync(world, "return_due_unpaid", false, ("grace_days", "10"), ("days_without_due_day", "30"), ("within_years", "5")));
        Assert.Empty(await Open(world, "return_due_unpaid", "2019-04-11"));
        Assert.Equal(["alert_rule.change", "alert_rule.change"], await world.LoggedAsync("alert_rule/return_due_unpaid"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Plan_that_is_not_posted_is_alerted_after_its_grace_and_not_before(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        await FreezeAsync(world, "屋顶光伏", World.Person(5, "accountant")); // on 2024-01-01
        var posted = await FreezeAsync(world, "购置农机", World.Person(5, "accountant"));
        var noted = await world.As(World.Person(5, "accountant"), db => Publications.RecordAsync(db, posted, Day("2024-01-01"), "公开栏", "监事会", "n1", Cancel));
        Assert.True(noted.Ok, string.Join(';', noted.Refusals));

        Assert.Empty(await Open(world, "publication_overdue", "2024-01-31")); // thirty days are over on the thirty-first day
        Assert.Contains("“屋顶光伏”2024-01-01 编制，超过 30 天没有公示", Assert.Single(await Open(world, "publication_overdue", "2024-02-01")).Text);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_prepares_and_approves_for_one_organisation_is_alerted(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        await world.PathAsync(V1, DecisionKinds.Investment, "approvals", "2020-01-01");
        var (five, six, seven) = (World.Person(5, "accountant"), World.Person(6, "board"), World.Person(7, "supervisors"));
        var first = await FreezeAsync(world, "屋顶光伏", five);
        var second = await FreezeAsync(world, "购置农机", six);
        Assert.True((await world.As(seven, db => Approvals.ApproveAsync(db, second, Cancel))).Ok);
        Assert.Empty(await Open(world, "same_person_prepared_and_approved", "2024-02-01"));

        Assert.True((await world.As(six, db => Approvals.ApproveAsync(db, first, Cancel))).Ok);

        Assert.Contains($"人6 编制过 {second} 号方案，又审批过 {first} 号方案", Assert.Single(await Open(world, "same_person_prepared_and_approved", "2024-02-01")).Text);
    }

    private static async Task<long> FreezeAsync(World world, string title, Caller by)
    {
        var frozen = await world.As(by, db => ProposalActs.FreezeAsync(db, new(DecisionKinds.Investment, title, V1, title, title + "，10 万元。", "", title), Cancel));
        Assert.True(frozen.Ok, string.Join(';', frozen.Refusals));
        return frozen.Value;
    }
}
